import type { Rule } from '@gatehouse/shared/checkin';
import { defaultAccessOptions, listEffects, type PhoneEffect } from '@gatehouse/shared/event';
import { AppError, fieldError } from '../../../platform/errors/app-error.js';
import { orConstraint } from '../../../platform/errors/constraint.js';
import { found } from '../../../platform/errors/found.js';
import { withTrimmedName } from '../../../platform/http/trimmed-name.js';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import { toDate } from '../../../platform/time/to-date.js';
import { keepEarlierList } from '../earlier-lists.js';
import { eventErrors } from '../errors.js';
import { readAccessList } from '../place-queries.js';
import { findQuestionNaming } from '../question-queries.js';
import type { RuleCheck } from '../rule-check.js';
import { classRange } from '../rules.js';
import type { AccessList, AccessListChanges, NewAccessList } from '../schemas.js';
import { passClassesAmong } from '../series-queries.js';
import type { EventsTables } from '../tables.js';
import { lockDoor } from './change-event.js';
import type { EventKey } from './edit-zone.js';

export type AccessListWithEffects = AccessList & { phoneEffects: PhoneEffect[] };

type ListKey = EventKey & { accessListId: string };

const constraints = {
  access_list_organisation_id_event_id_name_key: fieldError(eventErrors.nameTaken, 'name'),
  access_list_check: fieldError(eventErrors.wrongWindow, 'activeUntil'),
  access_list_gate_organisation_id_event_id_gate_id_fkey: fieldError(eventErrors.unknownGate, 'gateIds'),
};

/** A list as it was sent, and who looks at its rule. */
export interface Sent<Input> {
  readonly input: Input;
  readonly requireRule: RuleCheck;
}

/**
 * @throws AppError events.unknown_class, events.unknown_gate, events.name_taken, events.wrong_window,
 * events.wrong_rule, events.unknown_ticket_type, events.unknown_date
 */
export async function createAccessList(
  trx: ClosedTransaction,
  key: EventKey,
  { input, requireRule }: Sent<NewAccessList>,
): Promise<AccessListWithEffects> {
  const status = await lockDoor(trx, key);
  await requireClasses(trx, key.eventId, input.classes);
  const { gateIds = [], name, activeFrom, activeUntil, rule, ...options } = input;
  const insert = trx
    .$extendTables<EventsTables>()
    .insertInto('events.accessList')
    .values({
      ...key,
      ...defaultAccessOptions,
      ...options,
      name: name.trim(),
      activeFrom: toDate(activeFrom),
      activeUntil: toDate(activeUntil),
      rule: asJson(await requireRule(trx, key.eventId, rule ?? null)),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const { id } = await orConstraint(insert, constraints);
  await nameGates(trx, { ...key, accessListId: id }, gateIds);
  const list = await readAccessList(trx, key.eventId, id);
  return { ...list, phoneEffects: listEffects(status === 'published', null, list) };
}

export async function changeAccessList(
  trx: ClosedTransaction,
  key: ListKey,
  { input: changes, requireRule }: Sent<AccessListChanges>,
): Promise<AccessListWithEffects> {
  const status = await lockDoor(trx, key);
  const before = await readAccessList(trx, key.eventId, key.accessListId);
  if (changes.classes) await requireClasses(trx, key.eventId, changes.classes);
  const { gateIds, activeFrom, activeUntil, rule, ...rest } = changes;
  const columns = {
    ...withTrimmedName(rest),
    ...(activeFrom === undefined ? {} : { activeFrom: toDate(activeFrom) }),
    ...(activeUntil === undefined ? {} : { activeUntil: toDate(activeUntil) }),
    ...(rule === undefined ? {} : { rule: asJson(await requireRule(trx, key.eventId, rule)) }),
  };
  if (Object.keys(columns).length > 0) {
    const update = trx
      .$extendTables<EventsTables>()
      .updateTable('events.accessList')
      .set(columns)
      .where('id', '=', key.accessListId)
      .execute();
    await orConstraint(update, constraints);
  }
  if (gateIds) {
    await trx
      .$extendTables<EventsTables>()
      .deleteFrom('events.accessListGate')
      .where('accessListId', '=', key.accessListId)
      .execute();
    await nameGates(trx, key, gateIds);
  }
  const after = await readAccessList(trx, key.eventId, key.accessListId);
  await keepEarlierList(trx, key, { before, after });
  return { ...after, phoneEffects: listEffects(status === 'published', before, after) };
}

/** @throws AppError events.list_in_use */
export async function deleteAccessList(trx: ClosedTransaction, key: ListKey): Promise<void> {
  await lockDoor(trx, key);
  const question = await findQuestionNaming(trx, key.eventId, key.accessListId);
  // Without its last list a question would be asked on all of them.
  if (question !== undefined)
    throw new AppError(eventErrors.listInUse, { detail: `The question “${question}” names it.` });
  const removed = await trx
    .$extendTables<EventsTables>()
    .deleteFrom('events.accessList')
    .where('eventId', '=', key.eventId)
    .where('id', '=', key.accessListId)
    .returning('id')
    .executeTakeFirst();
  found(removed);
}

function asJson(rule: Rule | null): string | null {
  return rule === null ? null : JSON.stringify(rule);
}

async function nameGates(trx: ClosedTransaction, key: ListKey, gateIds: readonly string[]): Promise<void> {
  if (gateIds.length === 0) return;
  const insert = trx
    .$extendTables<EventsTables>()
    .insertInto('events.accessListGate')
    .values(gateIds.map((gateId) => ({ ...key, gateId })))
    .execute();
  await orConstraint(insert, constraints);
}

/** A class exists once it was allocated, here or by a pass; its number is never given to another type. */
async function requireClasses(
  trx: ClosedTransaction,
  eventId: string,
  classes: readonly number[],
): Promise<void> {
  const event = await trx
    .$extendTables<EventsTables>()
    .selectFrom('events.event')
    .select(['nextClass', 'passNumber'])
    .where('id', '=', eventId)
    .executeTakeFirst();
  const { nextClass, passNumber } = found(event);
  const { first } = classRange(passNumber);
  const others = classes.filter((number) => number < first || number >= nextClass);
  const ofPasses = await passClassesAmong(trx, eventId, others);
  if (ofPasses.size < others.length) throw fieldError(eventErrors.unknownClass, 'classes');
}
