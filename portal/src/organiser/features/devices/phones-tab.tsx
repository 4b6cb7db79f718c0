import { Notice, Skeleton, useI18n } from '@gatehouse/shared/ui';
import { useMay } from '../../../api/browser-session.js';
import { useTitle } from '../../shell/use-title.js';
import { DeskTexts } from '../door/desk-texts.js';
import { useDoorLive } from '../door/use-door-live.js';
import { useEvent } from '../events/event-context.js';
import { NamesCard } from './names-card.js';
import { PhonesCard } from './phones-card.js';
import { SettingsCard } from './settings-card.js';

export function PhonesTab() {
  const { t } = useI18n();
  const { name } = useEvent();
  useTitle(`${t('portal.event.tab.phones')} – ${name}`);
  if (!useMay('devices.read')) return <Notice>{t('errors.answer.forbidden')}</Notice>;
  return (
    <DeskTexts waiting={<Skeleton lines={6} />}>
      <LivePhones />
    </DeskTexts>
  );
}

function LivePhones() {
  const { id: eventId } = useEvent();
  const live = useDoorLive(eventId);
  return (
    <div class="grid grid-cols-[minmax(0,1fr)] gap-4">
      <PhonesCard live={live.state} />
      <SettingsCard />
      <NamesCard />
    </div>
  );
}
