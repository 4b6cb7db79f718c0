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

/** Waits for the next verdict of any kind. @returns its kind */
async function nextVerdict(page: Page): Promise<string> {
  const kind = await page.waitForFunction(() => {
    const noting = globalThis as NotingPage;
    const next = noting.shownVerdicts?.at(noting.takenVerdicts ?? 0) ?? '';
    if (next !== '') noting.takenVerdicts = (noting.takenVerdicts ?? 0) + 1;
    return next;
  });
  return kind.jsonValue();
}

/** Scans until the phone knows what others know: their rows and changes of the list come when they come. */
export async function scanUntil(page: Page, scan: () => Promise<void>, kind: string): Promise<void> {
  for (let last = ''; last !== kind; ) {
    await page.keyboard.press('Escape');
    await scan();
    last = await nextVerdict(page);
  }
}
