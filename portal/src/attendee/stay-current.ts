/*
 * A page that stays open for hours, or that the phone has kept, asks now and then whether the server would still write
 * the same code. Where it would not, because the ticket was replaced or the secret of the changing codes renewed, the
 * page is loaded anew, which also keeps the new one. Without a network it shows what it has.
 */

const askEveryMs = 5 * 60_000;
/** Coming and going networks ask no more often. */
const askGapMs = 30_000;
/** A page that was written longer ago may come from the phone's own storage. */
const freshMs = 60_000;
/** Half of what a gate passes over: with more, the changing code may be refused. */
const clockLimitMs = 20_000;
const reloadedFor = 'reloaded for ';

export function stayCurrent(): void {
  const shown = codePart(document);
  if (shown === null) return;
  let asking = false;
  let askedAt = Number.NEGATIVE_INFINITY;

  async function ask(): Promise<void> {
    if (asking || document.visibilityState !== 'visible' || performance.now() < askedAt + askGapMs) return;
    asking = true;
    const answer = await fetchPage().catch(() => null);
    asking = false;
    if (answer === null) return;
    askedAt = performance.now();
    showClock(answer.clockOffMs);
    const now = codePart(answer.page) ?? '';
    if (now !== shown && isNews(now)) location.reload();
  }

  const look = () => void ask();
  addEventListener('online', look);
  document.addEventListener('visibilitychange', look);
  setInterval(look, askEveryMs);
  if (Math.abs(Date.now() - writtenAt()) > freshMs) look();
}

interface Answer {
  readonly page: Document;
  /** How far this phone's clock is from the server's. */
  readonly clockOffMs: number;
}

/** @returns null when nobody says anything, or somebody else than our server */
async function fetchPage(): Promise<Answer | null> {
  const sent = Date.now();
  const response = await fetch(location.pathname + location.search, { cache: 'no-store', redirect: 'error' });
  const received = Date.now();
  const isOurs = response.headers.get('x-robots-tag')?.includes('noindex') === true;
  const saysSomething = response.ok || response.status === 404 || response.status === 410;
  if (!isOurs || !saysSomething) return null;
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  const serverTime = Date.parse(response.headers.get('date') ?? '');
  const clockOffMs = Number.isNaN(serverTime) ? 0 : (sent + received) / 2 - serverTime;
  return { page, clockOffMs };
}

/** The part that a door looks at, as the server wrote it; null where there is no code. */
function codePart(page: Document): string | null {
  return page.querySelector('.ticket-code')?.outerHTML ?? null;
}

/** One reload for each news: something in this browser that changes pages must not make it go on for ever. */
function isNews(code: string): boolean {
  try {
    const name = reloadedFor + location.pathname;
    if (sessionStorage.getItem(name) === code) return false;
    sessionStorage.setItem(name, code);
    return true;
  } catch {
    return false;
  }
}

/** By the server's clock, milliseconds since 1970. */
function writtenAt(): number {
  return Number(document.querySelector<HTMLElement>('[data-made]')?.dataset['made'] ?? 0);
}

function showClock(offMs: number): void {
  document
    .querySelector('[data-live="clock-wrong"]')
    ?.toggleAttribute('hidden', Math.abs(offMs) <= clockLimitMs);
}
