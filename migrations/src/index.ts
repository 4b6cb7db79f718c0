import type { Migration, MigrationProvider } from 'kysely/migration';
import * as platform from './steps/0001-platform.js';
import * as organisations from './steps/0002-organisations.js';
import * as identity from './steps/0003-identity.js';
import * as events from './steps/0004-events.js';
import * as ticketing from './steps/0005-ticketing.js';
import * as notifications from './steps/0006-notifications.js';
import * as tickets from './steps/0007-tickets.js';
import * as ticketMails from './steps/0008-ticket-mails.js';
import * as checkin from './steps/0009-checkin.js';
import * as manifest from './steps/0010-manifest.js';
import * as log from './steps/0011-log.js';
import * as ticketMailFailures from './steps/0012-ticket-mail-failures.js';
import * as listRules from './steps/0013-list-rules.js';
import * as desk from './steps/0014-desk.js';
import * as questions from './steps/0015-questions.js';
import * as rotation from './steps/0016-rotation.js';
import * as links from './steps/0017-links.js';
import * as details from './steps/0018-details.js';
import * as keys from './steps/0019-keys.js';
import * as ingest from './steps/0020-ingest.js';
import * as people from './steps/0021-people.js';
import * as doorSettings from './steps/0022-door-settings.js';
import * as readiness from './steps/0023-readiness.js';
import * as verify from './steps/0025-verify.js';
import * as help from './steps/0026-help.js';
import * as sync from './steps/0027-sync.js';
import * as digest from './steps/0028-digest.js';
import * as night from './steps/0029-night.js';
import * as helpEnds from './steps/0031-people.js';
import * as series from './steps/0032-series.js';
import * as doorState from './steps/0033-door-state.js';
import * as earlierLists from './steps/0035-earlier-lists.js';
import * as earlierEntries from './steps/0036-earlier-entries.js';
import * as classTexts from './steps/0037-class-texts.js';

export { provisionStatements, type RolePasswords } from './provision.js';

/** Every migration, in order and forward only. A step that has been released is never edited. */
const steps: Record<string, Migration> = {
  '0001-platform': platform,
  '0002-organisations': organisations,
  '0003-identity': identity,
  '0004-events': events,
  '0005-ticketing': ticketing,
  '0006-notifications': notifications,
  '0007-tickets': tickets,
  '0008-ticket-mails': ticketMails,
  '0009-checkin': checkin,
  '0010-manifest': manifest,
  '0011-log': log,
  '0012-ticket-mail-failures': ticketMailFailures,
  '0013-list-rules': listRules,
  '0014-desk': desk,
  '0015-questions': questions,
  '0016-rotation': rotation,
  '0017-links': links,
  '0018-details': details,
  '0019-keys': keys,
  '0020-ingest': ingest,
  '0021-people': people,
  '0022-door-settings': doorSettings,
  '0023-readiness': readiness,
  '0025-verify': verify,
  '0026-help': help,
  '0027-sync': sync,
  '0028-digest': digest,
  '0029-night': night,
  '0031-people': helpEnds,
  '0032-series': series,
  '0033-door-state': doorState,
  '0035-earlier-lists': earlierLists,
  '0036-earlier-entries': earlierEntries,
  '0037-class-texts': classTexts,
};

export const migrationProvider: MigrationProvider = {
  getMigrations: () => Promise.resolve(steps),
};
