import { type Rule, ruleLimits, ruleSchema } from '@gatehouse/shared/checkin';
import Type, { type Static } from 'typebox';
import { id, instant, line, nullable } from '../../platform/http/schemas.js';
import { timeOfDaySchema, timeZoneSchema } from '../../platform/http/text-formats.js';

const strict = { additionalProperties: false } as const;

const status = Type.Union([Type.Literal('draft'), Type.Literal('published'), Type.Literal('archived')]);
const policy = Type.Union([Type.Literal('admit'), Type.Literal('confirm'), Type.Literal('refuse')]);
const slug = Type.String({
  pattern: '^[a-z0-9]([a-z0-9-]{0,58}[a-z0-9])?$',
  description: 'Part of the address',
});

const eventFields = {
  name: line(200),
  description: Type.String({ maxLength: 10_000 }),
  place: line(200),
  timeZone: timeZoneSchema,
  admissionAt: nullable(instant),
  startsAt: instant,
  endsAt: nullable(instant),
};

const namesOnPhones = Type.Boolean({
  description:
    'Phones at the door may find people by name, order or e-mail, also without network. Off: a name shows only when the code of its ticket was scanned.',
});

export const eventSchema = Type.Object({
  id,
  publicNumber: Type.Integer({ description: 'The number that ticket codes carry.' }),
  slug,
  ...eventFields,
  timeZone: Type.String({ description: 'IANA name, e.g. Europe/Berlin' }),
  status,
  publishedAt: nullable(instant),
  namesOnPhones,
  kind: Type.Union([Type.Literal('date'), Type.Literal('pass')], {
    description: 'A pass has no door of its own: its tickets are good at dates of its series.',
  }),
  seriesId: nullable(Type.String({ format: 'uuid', description: 'Null: it stands alone.' })),
  updatedAt: instant,
});

export const newEvent = Type.Object(
  {
    name: eventFields.name,
    place: eventFields.place,
    timeZone: eventFields.timeZone,
    startsAt: eventFields.startsAt,
    slug: Type.Optional(slug),
    description: Type.Optional(eventFields.description),
    admissionAt: Type.Optional(eventFields.admissionAt),
    endsAt: Type.Optional(eventFields.endsAt),
  },
  strict,
);

/** A copy of an event at another time. */
export const newDate = Type.Object(
  {
    startsAt: eventFields.startsAt,
    endsAt: eventFields.endsAt,
    admissionAt: Type.Optional({
      ...eventFields.admissionAt,
      description: 'Left out: as long before the start as that of the event that is copied.',
    }),
    name: Type.Optional(eventFields.name),
  },
  strict,
);

export const eventChanges = Type.Partial(Type.Object({ slug, ...eventFields, namesOnPhones }), {
  ...strict,
  minProperties: 1,
});
export const statusChange = Type.Object({ status }, strict);
export const eventParams = Type.Object({ eventId: id });

export const phoneEffects = Type.Array(
  Type.String({ description: 'A code for what this edit means for phones at the door.' }),
);

const zoneFields = { name: line(80), capacity: nullable(Type.Integer({ minimum: 1, maximum: 10_000_000 })) };
export const zoneSchema = Type.Object({ id, ...zoneFields });
export const newZone = Type.Object(
  { name: zoneFields.name, capacity: Type.Optional(zoneFields.capacity) },
  strict,
);
export const zoneChanges = Type.Partial(Type.Object(zoneFields), { ...strict, minProperties: 1 });
export const zoneParams = Type.Object({ eventId: id, zoneId: id });

const gateFields = {
  name: line(80),
  fromZoneId: nullable(Type.String({ format: 'uuid', description: 'Null: from outside.' })),
  toZoneId: nullable(Type.String({ format: 'uuid', description: 'Null: to outside.' })),
};
export const gateSchema = Type.Object({ id, ...gateFields });
export const newGate = Type.Object(
  {
    name: gateFields.name,
    fromZoneId: Type.Optional(gateFields.fromZoneId),
    toZoneId: Type.Optional(gateFields.toZoneId),
  },
  strict,
);
export const gateChanges = Type.Partial(Type.Object(gateFields), { ...strict, minProperties: 1 });
export const gateParams = Type.Object({ eventId: id, gateId: id });

/** The rule of an access list with all its terms, under the name by which answers refer to it. */
export const ruleDefinition = { $id: 'Rule', ...ruleSchema('Rule#') };

/** A tree cannot be described without referring to itself, which the check of bodies does not do: a command looks. */
export const writtenRule = Type.Unsafe<Rule>({
  type: 'object',
  additionalProperties: true,
  description: `A tree of groups and terms as in \`Rule\`, at most ${ruleLimits.depth} levels with ${ruleLimits.terms} terms. Null: no rule.`,
});

const accessListOptions = {
  entry: Type.Union([Type.Literal('single'), Type.Literal('multiple'), Type.Literal('re-entry')]),
  maxEntries: nullable(Type.Integer({ minimum: 1, maximum: 254 })),
  persons: Type.Union([Type.Literal('one'), Type.Literal('group')]),
  activeFrom: nullable(instant),
  activeUntil: nullable(instant),
  checkOutAt: nullable(timeOfDaySchema),
  dayStartsAt: timeOfDaySchema,
  includeUnpaid: Type.Boolean(),
  addOnMatch: Type.Boolean(),
  notOnList: policy,
  byHand: policy,
  byMedium: policy,
  rotation: Type.Union([Type.Literal('off'), Type.Literal('preferred'), Type.Literal('required')]),
};
const accessListParts = {
  name: line(80),
  classes: Type.Array(Type.Integer({ minimum: 0, maximum: 65_535 }), { maxItems: 1000, uniqueItems: true }),
  gateIds: Type.Array(id, { maxItems: 500, uniqueItems: true, description: 'Empty: every gate.' }),
};
export const accessListSchema = Type.Object({
  id,
  ...accessListParts,
  ...accessListOptions,
  rule: nullable(Type.Unsafe<Rule>({ $ref: 'Rule#' })),
});
export const newAccessList = Type.Object(
  {
    ...accessListParts,
    gateIds: Type.Optional(accessListParts.gateIds),
    ...Type.Partial(Type.Object(accessListOptions)).properties,
    rule: Type.Optional(nullable(writtenRule)),
  },
  strict,
);
export const accessListChanges = Type.Partial(
  Type.Object({ ...accessListParts, ...accessListOptions, rule: nullable(writtenRule) }),
  { ...strict, minProperties: 1 },
);
export const accessListParams = Type.Object({ eventId: id, accessListId: id });

export type Event = Static<typeof eventSchema>;
export type NewEvent = Static<typeof newEvent>;
export type NewDate = Static<typeof newDate>;
export type EventChanges = Static<typeof eventChanges>;
export type Zone = Static<typeof zoneSchema>;
export type Gate = Static<typeof gateSchema>;
export type AccessList = Static<typeof accessListSchema>;
export type NewAccessList = Static<typeof newAccessList>;
export type AccessListChanges = Static<typeof accessListChanges>;
