import { equalBytes, fromHex, toHex } from '@gatehouse/shared/bytes';
import { type BindMode, type BindRow, noMedium, profileOf } from '@gatehouse/shared/door';
import {
  acceptedEvent,
  findMedium,
  findTicket,
  type Manifest,
  mediaOfTicket,
} from '@gatehouse/shared/manifest';
import { mediumHash, parseScan } from '@gatehouse/shared/ticket-code';
import type { Shift } from '../phone.js';
import type {
  BandConflict,
  BandSide,
  BandState,
  BindInput,
  BindOutcome,
  GatewayOptions,
  LossOutcome,
} from './gateway.js';
import type { KeptLog } from './kept-log.js';
import type { OtherRows } from './other-rows.js';

/** Gives wristbands and cards out. Whoever calls it waits for the row before. */
export class Binder {
  readonly #options: GatewayOptions;
  readonly #log: KeptLog;
  readonly #rows: OtherRows;

  constructor(options: GatewayOptions, log: KeptLog, rows: OtherRows) {
    this.#options = options;
    this.#log = log;
    this.#rows = rows;
  }

  state({ text, ticket }: Omit<BindInput, 'mode'>, shift: Shift): BandState {
    const manifest = this.#manifestOf(shift);
    if (manifest === null) return 'no_list';
    const media = mediaOf(text, manifest);
    if (media.length === 0) return 'not_one';
    const bound = media.flatMap((medium) => this.#log.index.binds.ticketsOf(medium, manifest) ?? []);
    // A dead one is free, whatever the list says of it until it has heard of that.
    const isBound = media.some((medium) => this.#log.index.binds.ticketsOf(medium, manifest) !== null);
    const held = isBound ? bound : media.flatMap((medium) => listedFor(medium, manifest));
    if (held.length === 0) return 'free';
    const hash = fromHex(ticket);
    return hash !== null && held.some((one) => equalBytes(one, hash)) ? 'same' : 'taken';
  }

  async bind({ text, ticket, mode }: BindInput, shift: Shift): Promise<BindOutcome> {
    if (!profileOf(this.#options.identity.profile()).maySupervise) return 'not_allowed';
    const manifest = this.#manifestOf(shift);
    const medium = (manifest && mediaOf(text, manifest)[0]) ?? null;
    const ticketHash = fromHex(ticket);
    if (manifest === null || medium === null || ticketHash === null) return 'not_one';
    const before = this.#log.index.binds.bandOf(ticket, manifest);
    if (!(await this.#write({ medium, ticketHash, mode }, { manifest, shift }))) return 'not_recorded';
    return before !== null && before !== toHex(medium) ? 'replaced' : 'done';
  }

  /** What the ticket had stands for nobody from now on, and it gets nothing instead. @param ticket its hash */
  async lose(ticket: string, shift: Shift): Promise<LossOutcome> {
    if (!profileOf(this.#options.identity.profile()).maySupervise) return 'not_allowed';
    const manifest = this.#manifestOf(shift);
    const ticketHash = fromHex(ticket);
    if (manifest === null || ticketHash === null) return 'no_list';
    const isKnown = this.#log.index.binds.bandOf(ticket, manifest) !== null;
    const lost = { medium: noMedium, ticketHash, mode: 'lost' } as const;
    if (!(await this.#write(lost, { manifest, shift }))) return 'not_recorded';
    return isKnown ? 'lost' : 'not_known';
  }

  /** The codes that the list names for the ticket and no desk has given out or taken away. @param ticket its hash */
  printedCodes(ticket: string, shift: Shift): Uint8Array[] {
    const manifest = this.#manifestOf(shift);
    const hash = fromHex(ticket);
    if (manifest === null || hash === null) return [];
    const { binds } = this.#log.index;
    return mediaOfTicket(manifest, hash).filter((medium) => binds.ticketsOf(medium, manifest) === null);
  }

  /** Those stand for nobody from now on: a row for each. @param ticket its hash */
  async loseCodes(ticket: string, shift: Shift): Promise<LossOutcome> {
    if (!profileOf(this.#options.identity.profile()).maySupervise) return 'not_allowed';
    const manifest = this.#manifestOf(shift);
    if (manifest === null) return 'no_list';
    for (const medium of this.printedCodes(ticket, shift)) {
      const lost = { medium, ticketHash: medium, mode: 'lost' } as const;
      if (!(await this.#write(lost, { manifest, shift }))) return 'not_recorded';
    }
    return 'lost';
  }

  conflicts(shift: Shift): BandConflict[] {
    const manifest = this.#manifestOf(shift);
    if (manifest === null) return [];
    const conflicts = this.#log.index.binds.conflicts(manifest);
    return conflicts
      .map(({ first, later }) => ({ id: later.id, first: sideOf(first), later: sideOf(later) }))
      .sort((a, b) => b.later.at - a.later.at);
  }

  /** @returns whether it is kept */
  async #write(
    { medium, ticketHash, mode }: { medium: Uint8Array; ticketHash: Uint8Array; mode: BindMode },
    { manifest, shift }: { manifest: Manifest; shift: Shift },
  ): Promise<boolean> {
    const record = findTicket(manifest, ticketHash);
    const generation = record === null || record === 'missing' ? 0 : record.generation;
    const { event } = manifest.root;
    try {
      await this.#rows.bind({ event, medium, ticketHash, generation, reason: mode }, shift);
      return true;
    } catch {
      return false;
    }
  }

  #manifestOf({ eventId }: Shift): Manifest | null {
    const { manifests } = this.#options;
    const event = manifests.eventNumberOf(eventId);
    return event === null ? null : manifests.manifestOf(event);
  }
}

/** What the text is called here, then what lists of passes call it; none for a ticket's code, and for what is no code. */
function mediaOf(text: string, { root }: Manifest): Uint8Array[] {
  const parsed = parseScan(text, { typed: false });
  const own = acceptedEvent(root, root.event);
  if (parsed.form !== 'foreign' || own === null) return [];
  const passes = root.events.filter(({ id }) => id !== root.event);
  return [own, ...passes].map(({ salt }) => mediumHash(salt, parsed.text));
}

function listedFor(medium: Uint8Array, manifest: Manifest): readonly Uint8Array[] {
  const listed = findMedium(manifest, medium);
  return listed === 'missing' ? [] : listed;
}

function sideOf({ time, device, ticketHash }: BindRow): BandSide {
  return { at: time.estimate, deviceId: device, ticket: ticketHash === null ? '' : toHex(ticketHash) };
}
