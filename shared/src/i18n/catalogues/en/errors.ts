import type { Messages } from '../../messages.js';

/** What went wrong, what was kept, what to do: for entries in a form, then for answers of the server. */
export const errors = {
  'entry.required': 'This entry is needed.',
  'entry.tooShort': { one: 'At least one character, please.', other: 'At least {count} characters, please.' },
  'entry.tooLong': { one: 'One character at most.', other: '{count} characters at most.' },
  'entry.tooSmall': 'No less than {limit}, please.',
  'entry.tooLarge': 'No more than {limit}, please.',
  'entry.email': 'An e-mail address looks like name@example.org.',
  'entry.date': 'Please give a date and a time.',
  'entry.number': 'Please give a number.',
  'entry.choice': 'Please choose one of the offered values.',
  'entry.times': 'Admission must not be after the start, and the end must be after it.',
  'entry.other': 'Please check this entry.',
  'answer.offline':
    'The server cannot be reached. What you typed is still here; try again when you have a connection.',
  'answer.invalid': 'Some entries were not accepted. Nothing was saved yet.',
  'answer.signInFailed': 'This e-mail address and password do not fit together.',
  'answer.locked': 'Too many failed attempts for this address. Try again in a quarter of an hour.',
  'answer.signedOut': 'You have been signed out. Sign in again to go on.',
  'answer.forbidden': 'Your role does not allow this. An administrator of your organisation can change that.',
  'answer.notFound': 'This does not exist, or it belongs to another organisation.',
  'answer.conflict': 'Someone else changed this in the meantime. Load it again and repeat your change.',
  'answer.tooLarge': 'This is too large to be sent.',
  'answer.tooMany': 'Too many attempts in a short time. Wait a minute and try again.',
  'answer.server': 'Something failed on our side. Nothing was lost; please try again.',
  'answer.reference': 'If you ask for help, name this reference: {reference}',
} as const satisfies Messages;
