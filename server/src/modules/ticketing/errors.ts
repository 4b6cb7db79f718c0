import type { ErrorDefinition } from '../../platform/errors/app-error.js';

export const ticketingErrors = {
  nameTaken: {
    code: 'ticketing.name_taken',
    status: 409,
    title: 'Another ticket type of this event has this name.',
  },
  wrongWindow: { code: 'ticketing.wrong_window', status: 422, title: 'The end must be after the beginning.' },
  typeInUse: { code: 'ticketing.type_in_use', status: 409, title: 'Tickets of this type exist.' },
  unknownType: { code: 'ticketing.unknown_type', status: 422, title: 'This event has no such ticket type.' },
  externalIdTaken: {
    code: 'ticketing.external_id_taken',
    status: 409,
    title: 'Another ticket of this event has this external id.',
  },
  barcodeTaken: {
    code: 'ticketing.barcode_taken',
    status: 409,
    title: 'Another ticket of this event has this barcode.',
  },
  wrongBarcode: {
    code: 'ticketing.wrong_barcode',
    status: 422,
    title: 'This cannot be a foreign barcode: it is empty, too long or begins like a code of Gatehouse.',
  },
  wrongParent: {
    code: 'ticketing.wrong_parent',
    status: 422,
    title: 'A ticket is added to another one of this event that was not added to one itself.',
  },
  testParent: {
    code: 'ticketing.test_parent',
    status: 422,
    title: 'A ticket for trying out and a real one cannot be added to each other.',
  },
  hasAddOns: {
    code: 'ticketing.has_add_ons',
    status: 409,
    title: 'This ticket has add-ons, so it cannot be added to another one.',
  },
  unknownTicket: { code: 'ticketing.unknown_ticket', status: 422, title: 'This event has no such ticket.' },
  wrongState: {
    code: 'ticketing.wrong_state',
    status: 409,
    title: 'The ticket cannot change to this state from its present one.',
  },
  notReissuable: {
    code: 'ticketing.not_reissuable',
    status: 409,
    title: 'A cancelled ticket gets no new code. Restore it first.',
  },
  deadKey: {
    code: 'ticketing.dead_key',
    status: 409,
    title: 'The key that signed this code is dead. Re-issue the ticket.',
  },
  keysExhausted: {
    code: 'ticketing.keys_exhausted',
    status: 409,
    title:
      'This event has used all of its 16 keys; a key number is never used again. The newest key goes on signing.',
  },
  tooManyWindows: {
    code: 'ticketing.too_many_windows',
    status: 409,
    title:
      'The tickets of an event have at most 16,384 different windows of their own, those of a pass 1,024.',
  },
  keyActive: {
    code: 'ticketing.key_active',
    status: 409,
    title: 'This key signs the tickets. Rotate first: another key has to sign before it can be set aside.',
  },
  keyComing: {
    code: 'ticketing.key_coming',
    status: 409,
    title: 'A new key is known to phones already and begins to sign soon. Let it sign now, or wait.',
  },
  keyEnded: {
    code: 'ticketing.key_ended',
    status: 409,
    title: 'A key that was set aside is never taken up again, and a dead one stays dead.',
  },
  notText: {
    code: 'ticketing.import_not_text',
    status: 422,
    title: 'This file is no text. Save the list as CSV and upload that file.',
  },
  emptyList: { code: 'ticketing.import_empty', status: 422, title: 'This file has no rows.' },
  tooManyRows: {
    code: 'ticketing.import_too_many_rows',
    status: 422,
    title: 'A list has at most 100,000 rows. Split it and import the parts one after another.',
  },
  tooManyColumns: {
    code: 'ticketing.import_too_many_columns',
    status: 422,
    title: 'A list has at most 200 columns.',
  },
  wrongMapping: {
    code: 'ticketing.import_wrong_mapping',
    status: 422,
    title: 'The columns do not fit the file.',
  },
  importStarted: {
    code: 'ticketing.import_started',
    status: 409,
    title: 'This import has been started before.',
  },
  importEnded: { code: 'ticketing.import_ended', status: 409, title: 'This import has ended.' },
} as const satisfies Record<string, ErrorDefinition>;
