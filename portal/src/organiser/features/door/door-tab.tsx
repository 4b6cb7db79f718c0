import { useI18n } from '@gatehouse/shared/ui';
import { useQuery } from '@tanstack/react-query';
import { useMay } from '../../../api/browser-session.js';
import { NotYet } from '../../shell/not-yet.js';
import { useEvent } from '../events/event-context.js';
import { ApartCard } from './apart-card.js';
import { ConflictsCard } from './conflicts-card.js';
import { figuresQuery } from './door-api.js';
import { DoorNav } from './door-nav.js';
import { DoorPart } from './door-part.js';
import { EntriesCard } from './entries-card.js';
import { Figures } from './figures.js';
import { HelpCard } from './help-card.js';
import { LiveBadge } from './live-badge.js';
import { periodOf } from './period.js';
import { PhonesStrip } from './phones-strip.js';
import { ScanLog } from './scan-log.js';
import { useDoorLive } from './use-door-live.js';
import { useScanFilter } from './use-scan-filter.js';
import { useScanLog } from './use-scan-log.js';

export function DoorTab() {
  return (
    <DoorPart>
      <Door />
    </DoorPart>
  );
}

/** The door while it runs. Everything here moves by itself. */
function Door() {
  const { t } = useI18n();
  const event = useEvent();
  const door = useQuery(figuresQuery(event.id, periodOf(event, new Date())));
  const filter = useScanFilter(event.timeZone);
  const log = useScanLog(event.id, filter.asked);
  const live = useDoorLive(event.id, () => void log.refresh());
  const mayReadPhones = useMay('devices.read');
  return (
    <div class="grid grid-cols-[minmax(0,1fr)] gap-4">
      <DoorNav />
      <div class="flex items-center justify-between gap-3">
        <h2>{t('desk.figure.title')}</h2>
        <LiveBadge state={live.state} />
      </div>
      {door.data ? <Figures door={door.data} /> : <NotYet query={door} lines={3} />}
      <HelpCard />
      <div class="grid grid-cols-[minmax(0,1fr)] items-start gap-4 xl:grid-cols-[minmax(0,1fr)_20rem]">
        {door.data && <EntriesCard quarters={door.data.quarters} />}
        {mayReadPhones && <PhonesStrip />}
      </div>
      <ConflictsCard />
      <ApartCard />
      <ScanLog log={log} filter={filter} />
    </div>
  );
}
