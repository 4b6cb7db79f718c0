import type { ErrorDefinition } from '../../platform/errors/app-error.js';

export const eventErrors = {
  slugTaken: { code: 'events.slug_taken', status: 409, title: 'Another event has this short name.' },
  nameTaken: {
    code: 'events.name_taken',
    status: 409,
    title: 'Something of the same kind has this name already.',
  },
  wrongTimes: {
    code: 'events.wrong_times',
    status: 422,
    title: 'Admission must not be after the start, and the end must be after it.',
  },
  wrongWindow: { code: 'events.wrong_window', status: 422, title: 'The end must be after the beginning.' },
  wrongStatus: {
    code: 'events.wrong_status',
    status: 409,
    title: 'The event cannot change to this status from its present one.',
  },
  archived: {
    code: 'events.archived',
    status: 409,
    title: 'An archived event cannot be changed. Restore it first.',
  },
  unknownZone: { code: 'events.unknown_zone', status: 422, title: 'This event has no such zone.' },
  sameZone: { code: 'events.same_zone', status: 422, title: 'A gate leads from one zone into another.' },
  unknownGate: { code: 'events.unknown_gate', status: 422, title: 'This event has no such gate.' },
  unknownClass: { code: 'events.unknown_class', status: 422, title: 'This event has no such ticket class.' },
  wrongRule: {
    code: 'events.wrong_rule',
    status: 422,
    title: 'A rule is a tree of groups and terms that this version knows.',
  },
  unknownTicketType: {
    code: 'events.unknown_ticket_type',
    status: 422,
    title: 'This event has no such ticket type.',
  },
  unknownDate: { code: 'events.unknown_date', status: 422, title: 'The series has no such date.' },
  zoneInUse: { code: 'events.zone_in_use', status: 409, title: 'A gate or a ticket type uses this zone.' },
  gateInUse: { code: 'events.gate_in_use', status: 409, title: 'An access list or a phone uses this gate.' },
  classInUse: {
    code: 'events.class_in_use',
    status: 409,
    title: 'An access list or a question names this ticket type.',
  },
  listInUse: { code: 'events.list_in_use', status: 409, title: 'A question names this access list.' },
  unknownList: { code: 'events.unknown_list', status: 422, title: 'This event has no such access list.' },
  wrongQuestion: {
    code: 'events.wrong_question',
    status: 422,
    title: 'Options belong to questions that offer some, and bounds must be ones that an answer can meet.',
  },
  wrongOrder: {
    code: 'events.wrong_order',
    status: 422,
    title: 'An order names every question of the event once.',
  },
  tooManyQuestions: {
    code: 'events.too_many_questions',
    status: 409,
    title: 'An event has at most 50 questions.',
  },
  tooManyClasses: {
    code: 'events.too_many_classes',
    status: 409,
    title: 'An event has at most 16,384 ticket types, and a pass 1,024.',
  },
  notAPass: { code: 'events.not_a_pass', status: 409, title: 'This event is not a pass.' },
  notADate: {
    code: 'events.not_a_date',
    status: 409,
    title: 'A pass has no door and no dates of its own: its tickets are good at dates of its series.',
  },
  dateNotInSeries: {
    code: 'events.date_not_in_series',
    status: 422,
    title: 'A pass is good at dates of its own series.',
  },
  tooManyPasses: { code: 'events.too_many_passes', status: 409, title: 'A series has at most 15 passes.' },
} as const satisfies Record<string, ErrorDefinition>;
