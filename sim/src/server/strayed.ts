import { decodeRow } from '@gatehouse/shared/log';
import { decodeScansPage } from '@gatehouse/shared/protocol';
import { splitBlob } from '@gatehouse/shared/signing';
import type { State } from './state.js';

/** @returns which row of the page is of another organisation than the one that it goes to; null: none */
export function strayedRow({ devices }: State, organisationId: string, page: Uint8Array): string | null {
  const decoded = decodeScansPage(splitBlob(page).body);
  if (!decoded.ok) throw new Error('a page of the server cannot be read');
  for (const { bytes } of decoded.value.rows) {
    const row = decodeRow(bytes);
    const owner = row.ok ? devices.get(row.value.device)?.organisationId : undefined;
    if (row.ok && owner !== undefined && owner !== organisationId)
      return `a page for organisation ${organisationId} has row ${row.value.id} of ${owner}`;
  }
  return null;
}

/** @returns which position is of an event of another organisation; null: none */
export function strayedPosition(
  { events }: State,
  organisationId: string,
  positions: readonly { readonly event: number }[],
): string | null {
  const foreign = [...events.values()].filter((event) => event.organisationId !== organisationId);
  const told = foreign.find(({ number }) => positions.some(({ event }) => event === number));
  return told === undefined ? null : `organisation ${organisationId} hears of event ${told.number}`;
}
