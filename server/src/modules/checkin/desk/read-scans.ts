import { webcrypto } from 'node:crypto';
import { toHex } from '@gatehouse/shared/bytes';
import type { Answers, Scan, TicketCode } from '@gatehouse/shared/checkin';
import { checkSignature, sameTextHash } from '@gatehouse/shared/door';
import type { CoreRecord } from '@gatehouse/shared/manifest';
import { chooseEd25519 } from '@gatehouse/shared/signing';
import { type ParsedScan, parseScan, shortCodeText } from '@gatehouse/shared/ticket-code';
import type { ErrorDefinition } from '../../../platform/errors/app-error.js';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import type { Ticketing } from '../../ticketing/index.js';
import { checkinErrors } from '../errors.js';
import type { DeskDoor } from './desk-door.js';
import type { AskedScan } from './desk-schemas.js';
import { type AnswerFaultAt, readAnswers } from './read-answers.js';

/** A scan as it was understood, before anything is looked up that another scan could change. */
export interface ReadScan {
  readonly asked: AskedScan;
  readonly text: string;
  readonly parsed: ParsedScan;
  readonly signature: TicketCode['signature'];
  readonly textHash: Uint8Array;
  readonly by: 'camera' | 'typed' | 'search';
  readonly answers: Answers;
  readonly scan: Omit<Scan, 'how' | 'confirmed' | 'overridden'>;
}

export type Understood =
  | ReadScan
  | { readonly problem: ErrorDefinition; readonly faults?: readonly AnswerFaultAt[] };

const verifying = chooseEd25519(webcrypto.subtle);

/** Reads codes and checks their signatures, which takes time and needs no lock. */
export async function readScans(
  trx: ClosedTransaction,
  { ticketing }: { readonly ticketing: Ticketing },
  { door, asked }: { readonly door: DeskDoor; readonly asked: readonly AskedScan[] },
): Promise<Understood[]> {
  const ticketIds = asked.flatMap(({ ticketId, chosenTicketId }) =>
    [ticketId, chosenTicketId].flatMap((id) => id ?? []),
  );
  const tickets = await ticketsById(trx, ticketing, { eventId: door.key.eventId, ticketIds });
  return Promise.all(asked.map((scan) => readScan(scan, door, tickets)));
}

type TicketsById = ReadonlyMap<string, CoreRecord>;

async function ticketsById(
  trx: ClosedTransaction,
  ticketing: Ticketing,
  { eventId, ticketIds }: { eventId: string; ticketIds: readonly string[] },
): Promise<TicketsById> {
  if (ticketIds.length === 0) return new Map();
  const found = await ticketing.findDoorTickets(trx, eventId, { shortBits: [], barcodes: [], ticketIds });
  const records = new Map(found.records.map((record) => [toHex(record.hash), record]));
  return new Map(
    found.named.flatMap(({ id, hash }) => {
      const record = records.get(toHex(hash));
      return record ? [[id, record] as const] : [];
    }),
  );
}

async function readScan(asked: AskedScan, door: DeskDoor, tickets: TicketsById): Promise<Understood> {
  const { code, ticketId, chosenTicketId, how = 'camera', listId = null, gateId = null } = asked;
  if ((code === undefined) === (ticketId === undefined)) return { problem: checkinErrors.codeOrTicket };
  if (listId !== null && door.root.lists.every(({ id }) => id !== listId))
    return { problem: checkinErrors.unknownList };
  if (gateId !== null && door.root.gates.every(({ id }) => id !== gateId))
    return { problem: checkinErrors.unknownGate };
  const meant = ticketId === undefined ? null : tickets.get(ticketId);
  const chosen = chosenTicketId === undefined ? null : tickets.get(chosenTicketId);
  if (meant === undefined || chosen === undefined) return { problem: checkinErrors.unknownTicket };
  const said = readAnswers(door.root, asked.answers ?? {});
  if ('faults' in said) return { problem: checkinErrors.wrongAnswers, faults: said.faults };
  // Who was found by name is looked up by what would be typed for the ticket: it proves as little.
  const text = meant === null ? (code ?? '') : shortCodeText(door.salt, meant.hash, meant.generation);
  const parsed = parseScan(text, { typed: meant !== null || how === 'typed' });
  return {
    asked,
    text,
    parsed,
    signature: await checkSignature(parsed, door.root, await verifying),
    textHash: sameTextHash({ text, parsed, salt: door.salt }),
    by: meant === null ? how : 'search',
    answers: said.answers,
    scan: {
      direction: asked.direction ?? 'in',
      list: listId,
      gate: gateId,
      persons: asked.persons ?? 1,
      chosen: chosen === null ? null : toHex(chosen.hash),
    },
  };
}
