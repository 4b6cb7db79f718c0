/** A verdict at the moment at which it came on the page. */
export interface Sighted {
  /** How it looks: `admit`, `refuse` and so on. */
  readonly face: string;
  /** The big word. */
  readonly word: string;
  /** Everything that stands there. */
  readonly text: string;
  /** Rows whose transactions had completed by then, since the page was loaded. */
  readonly rows: number;
  /** What each of those transactions asked of the disk. */
  readonly durability: string;
  /** Milliseconds of the page's own clock: when it was put on the page, and when that was painted. */
  readonly at: number;
  readonly paintedAt: number;
}

interface Watching {
  rows: number;
  durability: string;
  /** The page stops for good behind the next row: it is on the disk, and nobody can see it any more. */
  stopsBehindRow: boolean;
}

/** Of the page's global object. */
export type WatchedPage = typeof globalThis & {
  readonly gatehouseWatch: Watching;
  readonly gatehouseSaw: (sighted: Sighted) => Promise<void>;
  readonly gatehouseStops: () => Promise<void>;
};

/** Runs in the page before everything else. It looks at the log's transactions and at the screen, and tells of both. */
export function watchPage(): void {
  const page = globalThis as WatchedPage;
  if (page.gatehouseWatch !== undefined) return;
  const watching: Watching = { rows: 0, durability: '', stopsBehindRow: false };
  Object.assign(page, { gatehouseWatch: watching });

  const writing = new WeakSet<IDBTransaction>();
  const { add } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.add = function (...row) {
    if (this.name === 'rows') writing.add(this.transaction);
    return add.apply(this, row);
  };
  const { transaction } = IDBDatabase.prototype;
  IDBDatabase.prototype.transaction = function (...words) {
    const begun = transaction.apply(this, words);
    // Heard before the app hears of it, because nobody else has this transaction yet.
    begun.addEventListener('complete', () => {
      if (!writing.has(begun)) return;
      watching.rows += 1;
      watching.durability = begun.durability;
      if (!watching.stopsBehindRow) return;
      void page.gatehouseStops();
      for (;;);
    });
    return begun;
  };

  let last: { readonly verdict: Element | null; readonly shown: string } | null = null;
  function look(): void {
    const isRunning = document.querySelector('.door-view[data-phase=running]') !== null;
    if (isRunning && performance.getEntriesByName('gatehouse-running').length === 0)
      performance.mark('gatehouse-running');
    const verdict = document.querySelector<HTMLElement>('[data-verdict]');
    const face = verdict?.dataset['verdict'] ?? '';
    const word = verdict?.querySelector('strong')?.textContent ?? '';
    const text = [...(verdict?.querySelectorAll('strong, p') ?? [])]
      .map((part) => part.textContent)
      .join(' | ');
    // A name comes a moment after its verdict, and is no second one.
    const shown = `${face} ${word}`;
    if (verdict === last?.verdict && shown === last.shown) return;
    last = { verdict, shown };
    if (verdict === null) return;
    const { rows, durability } = watching;
    const at = performance.now();
    requestAnimationFrame(() => {
      // The next turn comes when the frame was handed over.
      setTimeout(
        () =>
          void page.gatehouseSaw({ face, word, text, rows, durability, at, paintedAt: performance.now() }),
      );
    });
  }
  const observed = { subtree: true, childList: true, characterData: true, attributes: true };
  new MutationObserver(look).observe(document, {
    ...observed,
    attributeFilter: ['data-verdict', 'data-phase'],
  });
}
