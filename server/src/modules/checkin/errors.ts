import type { ErrorDefinition } from '../../platform/errors/app-error.js';

export const checkinErrors = {
  pairingUnknown: {
    code: 'checkin.pairing_unknown',
    status: 404,
    title: 'This pairing code does not exist. Show a new one in the portal.',
  },
  noDoor: {
    code: 'checkin.no_door',
    status: 404,
    title: 'A pass has no door: its tickets are shown at its dates.',
  },
  readinessRefused: {
    code: 'checkin.readiness_refused',
    status: 422,
    title: 'This readiness code was not made by the phone that sends it.',
  },
  helpRefused: {
    code: 'checkin.help_refused',
    status: 422,
    title: 'This call for help was not made by a phone of this event.',
  },
  supervisorsOnly: {
    code: 'checkin.supervisors_only',
    status: 403,
    title: 'Only the phone of a supervisor may do this.',
  },
  pairingExpired: {
    code: 'checkin.pairing_expired',
    status: 410,
    title: 'This pairing code is too old. Show a new one in the portal.',
  },
  pairingUsed: {
    code: 'checkin.pairing_used',
    status: 409,
    title: 'Another phone was paired with this code. Show a new one in the portal.',
  },
  doorKeyMoved: {
    code: 'checkin.door_key_moved',
    status: 409,
    title: 'The door key has changed since this page was read. Look again.',
  },
  successionOpen: {
    code: 'checkin.succession_open',
    status: 409,
    title: 'Phones are still being led from one door key to the next. End that first.',
  },
  noSuccessor: {
    code: 'checkin.no_successor',
    status: 409,
    title: 'No next door key was announced.',
  },
  noRetiredKey: {
    code: 'checkin.no_retired_key',
    status: 409,
    title: 'No door key before this one leads phones here.',
  },
  logOfOtherEvents: {
    code: 'checkin.log_of_other_events',
    status: 403,
    title: 'These phones also served events that you may not see, and their logs cannot be taken apart.',
  },
  wrongWalk: {
    code: 'checkin.wrong_walk',
    status: 422,
    title: 'Minutes lie between two different gates of this event, once for each two.',
  },
  wrongAnswers: {
    code: 'checkin.wrong_answers',
    status: 422,
    title: 'Some answers do not fit their questions.',
  },
  photoUnreadable: {
    code: 'checkin.photo_unreadable',
    status: 422,
    title: 'This is not the JPEG that its name says.',
  },
  photoUnasked: {
    code: 'checkin.photo_unasked',
    status: 404,
    title: 'No answer names this picture yet. Hand in the row first.',
  },
  staysRevoked: {
    code: 'checkin.stays_revoked',
    status: 409,
    title: 'A revoked phone stays revoked. Pair it again with a new code.',
  },
  wrongKey: {
    code: 'checkin.wrong_key',
    status: 422,
    title: 'A key is an uncompressed point on P-256.',
  },
  sessionRefused: {
    code: 'checkin.session_refused',
    status: 401,
    title: 'The challenge is too old, or this phone did not sign it.',
  },
  deviceWaiting: {
    code: 'checkin.device_waiting',
    status: 403,
    title: 'This phone waits for the organiser to confirm it.',
  },
  deviceRevoked: {
    code: 'checkin.device_revoked',
    status: 403,
    title: 'This phone was revoked. It still hands over what it has recorded.',
  },
  listBeingCut: {
    code: 'checkin.list_being_cut',
    status: 503,
    title: 'The list of this event is being prepared. Ask again in a moment.',
  },
  lineTooLong: {
    code: 'checkin.line_too_long',
    status: 503,
    title: 'Too many phones hand over their scans at once. Hand these over again in a moment.',
  },
  batchUnreadable: {
    code: 'checkin.batch_unreadable',
    status: 422,
    title: 'This batch cannot be read. Send half of it.',
  },
  batchVersion: {
    code: 'checkin.batch_needs_update',
    status: 422,
    title: 'This batch is of a version that is not read here any more, or not yet. Load the app again.',
  },
  batchTooLarge: {
    code: 'checkin.batch_too_large',
    status: 413,
    title: 'A batch has at most 8 MiB and 1,000 rows. Send half of it.',
  },
  cannotCount: {
    code: 'checkin.cannot_count',
    status: 409,
    title: 'This row cannot count: it is no scan of this event, or another row has its place.',
  },
  countsAlready: {
    code: 'checkin.counts_already',
    status: 409,
    title: 'This row counts already, and phones were told of it.',
  },
  unknownDevice: {
    code: 'checkin.unknown_device',
    status: 422,
    title: 'No phone of this organisation has written this batch.',
  },
  badSignature: {
    code: 'checkin.bad_signature',
    status: 422,
    title: 'The phone that this batch names did not sign it.',
  },
  otherLife: {
    code: 'checkin.other_life',
    status: 409,
    title: 'The database was restored since this position. Take the present root and go on from there.',
  },
  codeOrTicket: {
    code: 'checkin.code_or_ticket',
    status: 422,
    title: 'A scan has either a code or the id of a ticket.',
  },
  unknownTicket: {
    code: 'checkin.unknown_ticket',
    status: 422,
    title: 'This event has no such ticket.',
  },
  unknownList: {
    code: 'checkin.unknown_list',
    status: 422,
    title: 'This event has no such access list.',
  },
  unknownGate: {
    code: 'checkin.unknown_gate',
    status: 422,
    title: 'This event has no such gate.',
  },
  scanIdTaken: {
    code: 'checkin.scan_id_taken',
    status: 409,
    title: 'Another scan has this id. Each try needs an id of its own.',
  },
  wrongFollowUp: {
    code: 'checkin.wrong_follow_up',
    status: 422,
    title: 'What this scan answers or overrides was no scan of the same code in the same direction here.',
  },
  nothingToUndo: {
    code: 'checkin.nothing_to_undo',
    status: 409,
    title: 'This scan let nobody in or out, or was taken back already.',
  },
  supervisorNeeded: {
    code: 'checkin.supervisor_needed',
    status: 409,
    title: 'Only a supervisor may take this scan back.',
  },
} as const satisfies Record<string, ErrorDefinition>;
