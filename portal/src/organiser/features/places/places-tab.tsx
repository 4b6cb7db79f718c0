import { formatNumber } from '@gatehouse/shared/i18n';
import { useI18n } from '@gatehouse/shared/ui';
import { useQuery } from '@tanstack/react-query';
import { Collection } from '../../editing/collection.js';
import { useTitle } from '../../shell/use-title.js';
import { useEvent } from '../events/event-context.js';
import { deleteGate, gatesQuery } from './gate-api.js';
import { GatePanel } from './gate-panel.js';
import { deleteZone, type Zone, zonesQuery } from './zone-api.js';
import { ZonePanel } from './zone-panel.js';

export function PlacesTab() {
  const { t } = useI18n();
  const { id: eventId, name } = useEvent();
  useTitle(`${t('portal.event.tab.places')} – ${name}`);
  const zones = useQuery(zonesQuery(eventId));
  return (
    <div class="grid items-start gap-4 xl:grid-cols-2">
      <Zones zones={zones} />
      <Gates zones={zones.data ?? []} />
    </div>
  );
}

function Zones({ zones }: { readonly zones: ReturnType<typeof useQuery<Zone[]>> }) {
  const { t, locale } = useI18n();
  const { id: eventId, status } = useEvent();
  return (
    <Collection
      title={t('portal.zones.title')}
      hint={t('portal.zones.lead')}
      createLabel={t('portal.zone.create')}
      empty={{ title: t('portal.zones.empty'), hint: t('portal.zones.emptyHint') }}
      list={zones}
      queryKey={['event', eventId]}
      readOnly={status === 'archived'}
      columns={[
        {
          label: t('portal.zone.capacity'),
          cell: ({ capacity }) =>
            capacity === null ? t('portal.zone.noLimit') : formatNumber(locale, capacity),
        },
      ]}
      editor={(props) => <ZonePanel {...props} />}
      removal={(zone) => ({
        title: t('portal.zone.deleteTitle', { name: zone.name }),
        text: t('portal.zone.deleteText'),
        effects: [],
        remove: () => deleteZone(eventId, zone.id),
      })}
    />
  );
}

function Gates({ zones }: { readonly zones: readonly Zone[] }) {
  const { t } = useI18n();
  const { id: eventId, status } = useEvent();
  const names = new Map(zones.map((zone) => [zone.id, zone.name]));
  const side = (zoneId: string | null) =>
    zoneId === null ? t('portal.gate.outside') : <bdi>{names.get(zoneId)}</bdi>;
  return (
    <Collection
      title={t('portal.gates.title')}
      hint={t('portal.gates.lead')}
      createLabel={t('portal.gate.create')}
      empty={{ title: t('portal.gates.empty'), hint: t('portal.gates.emptyHint') }}
      list={useQuery(gatesQuery(eventId))}
      queryKey={['event', eventId]}
      readOnly={status === 'archived'}
      columns={[
        { label: t('portal.gate.from'), cell: ({ fromZoneId }) => side(fromZoneId) },
        { label: t('portal.gate.to'), cell: ({ toZoneId }) => side(toZoneId) },
      ]}
      editor={(props) => <GatePanel {...props} zones={zones} />}
      removal={(gate) => ({
        title: t('portal.gate.deleteTitle', { name: gate.name }),
        text: t('portal.gate.deleteText'),
        effects: [],
        remove: () => deleteGate(eventId, gate.id),
      })}
    />
  );
}
