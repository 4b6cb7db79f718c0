import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { auditPage, layoutFaults, type Watched } from './browser.js';

/** Nobody is shut out of the page, and it reads in its direction without being scrolled sideways. */
export async function expectFine({ page }: Watched, direction: 'ltr' | 'rtl' = 'ltr'): Promise<void> {
  expect(await auditPage(page)).toEqual([]);
  expect(await layoutFaults(page, direction)).toEqual([]);
}

/** Nothing that has to be pressed is smaller than a thumb in a glove. */
export async function expectLarge(page: Page, selector: string): Promise<void> {
  const heights = await page.locator(selector).evaluateAll((all) => all.map((one) => one.clientHeight));
  expect(heights.length).toBeGreaterThan(0);
  expect(Math.min(...heights)).toBeGreaterThanOrEqual(48);
}
