import type { Locale } from '@gatehouse/shared/i18n';
import type { PhoneEvent, PhoneState } from '../../store/phone.js';
import { sayDigest } from '../truth/say-digest.js';
import { ago } from './ago.js';
import type { Finding } from './finding.js';

const freshMs = 15 * 60_000;

/** Events whose list somebody has looked at and taken as it is, with when it was known to be the newest. */
const accepted = new Map<string, number>();

/** Of the shift's event, or else of all: the worst of them is told. */
export function checkFresh({ events, shift }: PhoneState, locale: Locale): Finding {
  const asked = events.filter(({ id }) => shift === null || id === shift.eventId);
  const meant = asked.length > 0 ? asked : events;
  const oldest = meant.toSorted((a, b) => (a.syncedAt ?? 0) - (b.syncedAt ?? 0))[0];
  const missing = meant.find(({ complete, root }) => root === null || !complete);
  if (oldest === undefined) return { level: 'bad', say: (t) => t('scanner.fresh.none') };
  if (missing !== undefined) return { level: 'bad', say: (t) => t('scanner.fresh.loading') };
  const other = meant.find(({ digest }) => digest?.agreement === 'differs');
  if (other !== undefined) return { level: 'attention', say: (t) => t('scanner.truth.differs') };
  return withDigest(describeFresh(oldest, locale), oldest);
}

/** Two phones side by side need no network to be compared. */
function withDigest(finding: Finding, { digest }: PhoneEvent): Finding {
  if (digest === null) return finding;
  return { ...finding, say: (t) => `${finding.say(t)} ${sayDigest(t, digest)}` };
}

function describeFresh({ id, syncedAt, root }: PhoneEvent, locale: Locale): Finding {
  const at = syncedAt ?? root?.issuedAt ?? 0;
  const ageMs = Math.max(0, Date.now() - at);
  const value = ageMs / 1000;
  const when = { ago: ago(locale, at) };
  if (ageMs < freshMs) return { level: 'good', value, say: (t) => t('scanner.fresh.good', when) };
  if (accepted.get(id) === at) return { level: 'good', value, say: (t) => t('scanner.fresh.accepted', when) };
  return {
    level: 'attention',
    value,
    say: (t) => t('scanner.fresh.old', when),
    remedy: {
      label: (t) => t('scanner.fresh.accept'),
      async apply() {
        accepted.set(id, at);
        return undefined;
      },
    },
  };
}
