import { wordOf } from '@gatehouse/shared/checkin';
import { useI18n } from '@gatehouse/shared/ui';
import type { Gateway } from '../../store/log/index.js';
import { usePicked, useReadable } from '../../store/readable.js';
import type { Door } from '../scan/door-context.js';
import { faceOf } from '../scan/session/face.js';
import type { ScanSession } from '../scan/session/scan-session.js';

export interface RecentStripProps {
  readonly door: Door;
  readonly session: ScanSession;
  readonly gateway: Gateway;
}

/** The last answers, the newest first; each can be opened again. */
export function RecentStrip({ door, session, gateway }: RecentStripProps) {
  const { t } = useI18n();
  const recent = usePicked(session.state, (state) => state.recent);
  const people = useReadable(gateway.people);
  if (recent.length === 0) return <p class="door-hint">{t('scanner.recent.none')}</p>;
  return (
    <ul class="door-recent" aria-label={t('scanner.recent.label')}>
      {recent.map((shown) => {
        const undone = gateway.undoState(shown.id) === 'undone';
        const name = people.get(shown.id)?.name;
        return (
          <li key={shown.id}>
            <button
              type="button"
              data-face={undone ? 'undone' : faceOf(shown)}
              onClick={() => session.open(shown)}
            >
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
