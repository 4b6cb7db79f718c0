import { wordOf } from '@gatehouse/shared/checkin';
import type { Person } from '@gatehouse/shared/people';
import { useI18n } from '@gatehouse/shared/ui';
import type { Shown } from '../../store/log/index.js';
import type { Door } from '../scan/door-context.js';
import { faceOf } from '../scan/session/face.js';

export interface RecentStripProps {
  readonly recent: readonly Shown[];
  readonly door: Door;
  /** By the scan's id. */
  readonly people: ReadonlyMap<string, Person>;
  readonly isUndone: (scanId: string) => boolean;
  readonly onOpen: (shown: Shown) => void;
}

/** The last answers, the newest first; each can be opened again. */
export function RecentStrip({ recent, door, people, isUndone, onOpen }: RecentStripProps) {
  const { t } = useI18n();
  if (recent.length === 0) return <p class="door-hint">{t('scanner.recent.none')}</p>;
  return (
    <ul class="door-recent" aria-label={t('scanner.recent.label')}>
      {recent.map((shown) => {
        const undone = isUndone(shown.id);
        const name = people.get(shown.id)?.name;
        return (
          <li key={shown.id}>
            <button type="button" data-face={undone ? 'undone' : faceOf(shown)} onClick={() => onOpen(shown)}>
              <b>{t(shown.recorded ? wordOf(shown.decision) : 'common.verdict.unrecorded')}</b>
              {undone && <em>{t('common.verdict.undone')}</em>}
              <span>{door.speaker.time(shown.at)}</span>
              {name && <bdi>{name}</bdi>}
            </button>
          </li>
        );
      })}
    </ul>
  );
}
