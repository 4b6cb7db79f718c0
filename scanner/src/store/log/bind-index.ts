import { fromHex, toHex } from '@gatehouse/shared/bytes';
import { type BindConflict, type BindRow, type SettledBinds, settleBinds } from '@gatehouse/shared/door';
import { decodeRow } from '@gatehouse/shared/log';
import { findMedium, type Manifest } from '@gatehouse/shared/manifest';
import type { Review } from '@gatehouse/shared/protocol';

/** What this phone and others have bound at doors, and what media stand for by it. */
export class BindIndex {
  readonly #rows = new Map<string, BindRow>();
  /** By the event's public number; emptied by every row. */
  readonly #settled = new Map<number, SettledBinds>();

  add(bytes: Uint8Array, review: Review | null): void {
    const row = decodeRow(bytes);
    if (!row.ok || row.value.kind !== 'bind') return;
    if (review?.standing === 'quarantined') this.#rows.delete(row.value.id);
    else this.#rows.set(row.value.id, row.value);
    this.#settled.clear();
  }

  /** @returns null for a medium that nobody bound at a door */
  ticketsOf(medium: Uint8Array, manifest: Manifest): readonly Uint8Array[] | null {
    if (this.#rows.size === 0) return null;
    const tickets = this.#settle(manifest).media.get(toHex(medium));
    return tickets?.flatMap((ticket) => fromHex(ticket) ?? []) ?? null;
  }

  /** The medium that was bound to a ticket at a door and still stands for it. @param ticket its hash in hexadecimal */
  bandOf(ticket: string, manifest: Manifest): string | null {
    for (const [medium, tickets] of this.#settle(manifest).media) if (tickets.includes(ticket)) return medium;
    return null;
  }

  conflicts(manifest: Manifest): readonly BindConflict[] {
    return this.#rows.size === 0 ? [] : this.#settle(manifest).conflicts;
  }

  #settle(manifest: Manifest): SettledBinds {
    const { event } = manifest.root;
    const held = this.#settled.get(event);
    if (held !== undefined) return held;
    const rows = [...this.#rows.values()].filter((row) => row.event === event);
    const settled = settleBinds(rows, (medium) => listed(medium, manifest));
    this.#settled.set(event, settled);
    return settled;
  }
}

function listed(medium: string, manifest: Manifest): string[] {
  const hash = fromHex(medium);
  const found = hash === null ? [] : findMedium(manifest, hash);
  return found === 'missing' ? [] : found.map(toHex);
}
