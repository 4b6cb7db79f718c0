import { Panel, useI18n } from '@gatehouse/shared/ui';
import type { BandConflict, BandSide } from '../../../store/log/index.js';
import type { Door } from '../../scan/door-context.js';

export interface BandConflictsPanelProps {
  readonly conflicts: readonly BandConflict[];
  readonly door: Door;
  readonly onLeave: () => void;
}

/** Wristbands that two phones gave out while they could not see each other, with both sides of each. */
export function BandConflictsPanel({ conflicts, door, onLeave }: BandConflictsPanelProps) {
  const { t } = useI18n();
  const side = ({ at, deviceId }: BandSide) => ({
    at: door.speaker.time(at),
    device: door.speaker.name('device', deviceId),
  });
  return (
    <Panel title={t('people.band.conflict')} onLeave={onLeave}>
      <div class="grid content-start gap-3 overflow-y-auto p-4">
        <p class="text-ink-muted">{t('people.band.conflictText')}</p>
        <ul class="grid gap-3">
          {conflicts.map(({ id, first, later }) => (
            <li key={id} class="ui-card p-4">
              <p>{t('people.band.first', side(first))}</p>
              <p>{t('people.band.later', side(later))}</p>
            </li>
          ))}
        </ul>
      </div>
    </Panel>
  );
}
