import { toHex } from '@gatehouse/shared/bytes';
import { acceptedEvent, type Root } from '@gatehouse/shared/manifest';
import { parseScan, ticketCodeText, ticketHash } from '@gatehouse/shared/ticket-code';
import type { ScanStep } from './scenario/schema.js';
import type { World } from './world.js';

/** Older than any gate takes. */
const LATE_MS = 600_000;

const makers = { fresh: 'page', late: 'page', before: 'old-page', wrong: 'stranger' } as const;

/** The text that is held up or typed. @param place whose ticket is meant unless the step says otherwise */
export async function textOfScan(
  step: ScanStep,
  world: World,
  place: { readonly event: string; readonly now: number },
): Promise<string> {
  if (step.code !== undefined) return step.code;
  const ticket = {
    event: step.of ?? place.event,
    ticket: step.ticket ?? '',
    generation: step.generation ?? null,
  };
  if (step.form === 'short') return mistyped(await world.shortCode(ticket), step.tampered);
  if (step.form === 'rotating') {
    const { tail = 'fresh' } = step;
    const at = tail === 'late' ? place.now - LATE_MS : place.now;
    return tampered(await world.rotatingCode(ticket, { at, by: makers[tail] }), step.tampered);
  }
  return tampered(await world.printedCode(ticket), step.tampered);
}

function tampered(text: string, how: ScanStep['tampered']): string {
  if (how === undefined) return text;
  if (how === 'cut') return text.slice(0, -3);
  const parsed = parseScan(text, { typed: false });
  if (parsed.form !== 'native' && parsed.form !== 'rotating') return text;
  const bytes = parsed.code.slice();
  const at = { signature: bytes.length - 1, class: 15, version: 0 }[how];
  // The version is in the three highest bits of its byte.
  bytes[at] = (bytes[at] ?? 0) ^ (how === 'version' ? 0x60 : 1);
  return ticketCodeText(bytes);
}

/** A short code with another first symbol. */
function mistyped(text: string, how: ScanStep['tampered']): string {
  if (how === undefined) return text;
  return `${text.startsWith('0') ? '1' : '0'}${text.slice(1)}`;
}

/** The hash by which phones know the ticket of a code, in hexadecimal; empty where nobody knows it. */
export function hashOfCode(text: string, root: Root | null): string {
  const parsed = parseScan(text, { typed: false });
  if (parsed.form !== 'native' || root === null) return '';
  const accepted = acceptedEvent(root, parsed.body.event);
  return accepted === null ? '' : toHex(ticketHash(accepted.salt, parsed.body.ticket));
}

/** How a phone with this root names a ticket of the scenario. */
export async function hashOfTicket(
  world: World,
  root: Root | null,
  named: { readonly event: string; readonly ticket: string },
): Promise<string> {
  return hashOfCode(await world.printedCode({ ...named, generation: null }), root);
}
