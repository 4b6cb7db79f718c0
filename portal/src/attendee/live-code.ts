import { fromBase64Url } from '@gatehouse/shared/bytes';
import { pathOf } from '@gatehouse/shared/qr';
import { ROTATION_STEP_MS, rotatingCodeText } from '@gatehouse/shared/ticket-code';
import { encode } from 'uqr';

/*
 * Draws the changing code from this phone's own clock, with no network: a new one at each step, and signs of life that
 * a picture of the page does not have.
 */

/** A code is late by less than a blink, and a phone that does little else stays cool. */
const lookEveryMs = 250;
const symbolVersion = 6;
const clockShape = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const;

interface Parts {
  readonly code: Uint8Array;
  readonly key: Uint8Array;
}

/** Does nothing on a page without a changing code. */
export function showLiveCode(): void {
  const parts = readParts();
  if (parts === null) return;
  let drawn = Number.NaN;
  function look(): void {
    const now = Date.now();
    const step = Math.floor(now / ROTATION_STEP_MS);
    // The step is known by its number: a clock that is set back draws an earlier one again.
    if (parts !== null && step !== drawn) draw(parts, now);
    drawn = step;
    showLife(now);
  }
  look();
  setInterval(look, lookEveryMs);
  // Timers sleep in a page that nobody sees.
  document.addEventListener('visibilitychange', look);
  part('waiting')?.remove();
  offerFixed();
  choose('live');
}

function readParts(): Parts | null {
  const { liveCode = '', liveKey = '' } = holder()?.dataset ?? {};
  const [code, key] = [fromBase64Url(liveCode), fromBase64Url(liveKey)];
  return liveCode === '' || code === null || key === null ? null : { code, key };
}

function draw({ code, key }: Parts, now: number): void {
  const text = rotatingCodeText(code, key, now);
  const version = { minVersion: symbolVersion, maxVersion: symbolVersion };
  const { data } = encode(text, { ecc: 'M', boostEcc: false, border: 0, ...version });
  part('symbol')?.setAttribute('d', pathOf(data));
}

function showLife(now: number): void {
  const left = part<HTMLProgressElement>('left');
  if (left) left.value = Math.ceil((ROTATION_STEP_MS - (now % ROTATION_STEP_MS)) / 1000);
  const clock = part('clock');
  if (clock) clock.textContent = new Date(now).toLocaleTimeString(clock.dataset['locale'], clockShape);
}

/** Where both codes admit, the reader may want the one that stands still. */
function offerFixed(): void {
  const other = part('other');
  if (!other) return;
  other.hidden = false;
  other.addEventListener('click', () => choose(holder()?.dataset['shows'] === 'live' ? 'fixed' : 'live'));
}

function choose(shows: 'live' | 'fixed'): void {
  const box = holder();
  if (box) box.dataset['shows'] = shows;
  const hide = (name: string, isHidden: boolean) => part(name)?.toggleAttribute('hidden', isHidden);
  hide('shown', shows !== 'live');
  hide('to-fixed', shows !== 'live');
  hide('to-live', shows === 'live');
  box?.querySelector(':scope > .ticket-symbol')?.toggleAttribute('hidden', shows === 'live');
}

function holder(): HTMLElement | null {
  return document.querySelector('.ticket-code');
}

function part<T extends HTMLElement>(name: string): T | null {
  return document.querySelector(`[data-live="${name}"]`);
}
