import type { ChromiumPhone } from './chromium-phone.js';

/** What the screen says of several codes: the face of all, its words, and each one's face and word. */
export interface Together {
  readonly face: string;
  readonly summary: string;
  readonly members: readonly { readonly face: string; readonly word: string }[];
}

/** Waits until all of so many codes are decided. */
export async function together({ page }: ChromiumPhone, count: number): Promise<Together> {
  const panel = page.locator('.door-many:not([data-family=waiting])').filter({
    has: page.locator(`li:nth-child(${count})`),
  });
  await panel.waitFor();
  return panel.evaluate((element) => ({
    face: element.getAttribute('data-family') ?? '',
    summary: element.querySelector('h2')?.textContent ?? '',
    members: [...element.querySelectorAll<HTMLElement>('.door-member')].map((member) => ({
      face: member.dataset['face'] ?? '',
      word: member.querySelector('b')?.textContent ?? '',
    })),
  }));
}
