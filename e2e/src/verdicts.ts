import type { BrowserContext, Page } from 'playwright-core';

/** Of the page's global object. */
type NotingPage = typeof globalThis & { shownVerdicts?: string[]; takenVerdicts?: number };

/** Notes every verdict that comes on a page: a green one stays 1.2 s, and a busy machine may look too late. */
export async function noteVerdicts(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const shown: string[] = [];
    Object.assign(globalThis, { shownVerdicts: shown, takenVerdicts: 0 });
    let last: Element | null = null;
    let said = '';
    new MutationObserver(() => {
      const verdict = document.querySelector<HTMLElement>('[data-verdict]');
      const kind = verdict?.dataset['verdict'] ?? '';
      // A name comes a moment after its verdict, and is no second one.
      const says = `${kind} ${verdict?.querySelector('strong')?.textContent ?? ''}`;
      if (verdict === last && says === said) return;
      [last, said] = [verdict, says];
      if (kind !== '') shown.push(kind);
    }).observe(document, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
      attributeFilter: ['data-verdict'],
    });
  });
}

/** Waits until a verdict of this kind has come since the last one that was waited for. */
export async function verdictCame(page: Page, kind: string): Promise<void> {
  await page.waitForFunction((wanted) => {
    const noting = globalThis as NotingPage;
    const at = noting.shownVerdicts?.indexOf(wanted, noting.takenVerdicts) ?? -1;
    if (at >= 0) noting.takenVerdicts = at + 1;
    return at >= 0;
  }, kind);
}
