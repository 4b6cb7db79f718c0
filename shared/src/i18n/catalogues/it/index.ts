import { attendee } from './attendee.js';
import { common } from './common.js';
import { desk } from './desk.js';
import { door } from './door.js';
import { errors } from './errors.js';
import { mail } from './mail.js';
import { portal } from './portal.js';
import { preferences } from './preferences.js';
import { questions } from './questions.js';
import { rules } from './rules.js';
import { scanner } from './scanner.js';

export const it = {
  attendee,
  common,
  desk,
  door,
  errors,
  mail,
  portal,
  preferences,
  questions,
  rules,
  scanner,
};
