import { wordOf } from '@gatehouse/shared/checkin';
import type { Person } from '@gatehouse/shared/people';
import { useI18n } from '@gatehouse/shared/ui';
import type { Shown } from '../../store/log/index.js';
import type { Door } from './door-context.js';
import { faceOf } from './session/face.js';

export interface RecentStripProps {
  readonly recent: readonly Shown[];
  readonly door: Door;
  /** By the scan's id. */
  readonly people: ReadonlyMap<string, Person>;
  readonly onOpen: (shown: Shown) => void;
}

/** The last answers, the newest first; each can be opened again. */
export function RecentStrip({ recent, door, people, onOpen }: RecentStripProps) {
  const { t } = useI18n();
  if (recent.length === 0) return <p class="door-hint">{t('scanner.recent.none')}</p>;
  return (
    <ul class="door-recent" aria-label={t('scanner.recent.label')}>
      {recent.map((shown) => (
        <li key={shown.id}>
          <button type="button" data-face={faceOf(shown)} onClick={() => onOpen(shown)}>
            <b>{t(shown.recorded ? wordOf(shown.decision) : 'common.verdict.unrecorded')}</b>
            <span>{door.speaker.time(shown.at)}</span>
            {people.get(shown.id)?.name && <bdi>{people.get(shown.id)?.name}</bdi>}
          </button>
        </li>
      ))}
    </ul>
  );
}
