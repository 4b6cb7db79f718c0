import { classEffects } from '@gatehouse/shared/event';
import { formatDate } from '@gatehouse/shared/i18n';
import { type Column, useI18n } from '@gatehouse/shared/ui';
import { useQuery } from '@tanstack/react-query';
import { Collection } from '../../editing/collection.js';
import { useTitle } from '../../shell/use-title.js';
import { useEvent } from '../events/event-context.js';
import { zonesQuery } from '../places/zone-api.js';
import { deleteTicketType, type TicketType, ticketTypesQuery } from './ticket-type-api.js';
import { TicketTypePanel } from './ticket-type-panel.js';

export function TicketTypesTab() {
  const { t } = useI18n();
  const { id: eventId, name, status } = useEvent();
  useTitle(`${t('portal.event.tab.tickets')} – ${name}`);
  const types = useQuery(ticketTypesQuery(eventId));
  const zones = useQuery(zonesQuery(eventId)).data ?? [];
  return (
    <Collection
      title={t('portal.event.tab.tickets')}
      hint={t('portal.type.lead')}
      createLabel={t('portal.type.create')}
      empty={{ title: t('portal.type.empty'), hint: t('portal.type.emptyHint') }}
      list={types}
      queryKey={['event', eventId]}
      readOnly={status === 'archived'}
      mark={({ colour }) => <ColourMark colour={colour} />}
      columns={useColumns(new Map(zones.map((zone) => [zone.id, zone.name])))}
      editor={(props) => <TicketTypePanel {...props} zones={zones} types={types.data ?? []} />}
      removal={(type) => ({
        title: t('portal.type.deleteTitle', { name: type.name }),
        text: t('portal.type.deleteText'),
        effects: classEffects(status === 'published', type, null),
        remove: () => deleteTicketType(eventId, type.id),
      })}
    />
  );
}

function useColumns(zoneNames: ReadonlyMap<string, string>): readonly Column<TicketType>[] {
  const { t, locale } = useI18n();
  const { timeZone, kind } = useEvent();
  const shown = (instant: string) => formatDate(locale, instant, { timeZone });
  const zones: Column<TicketType> = {
    label: t('portal.zones.title'),
    cell: ({ zoneIds }) =>
      zoneIds.length === 0 ? '–' : <bdi>{zoneIds.map((id) => zoneNames.get(id) ?? '…').join(', ')}</bdi>,
  };
  return [
    { label: t('portal.type.atGate'), cell: ({ label, name }) => <bdi>{label || name}</bdi> },
    ...(kind === 'pass' ? [] : [zones]),
    {
      label: t('portal.type.valid'),
      cell: ({ validFrom, validUntil }) => {
        if (validFrom && validUntil) return `${shown(validFrom)} – ${shown(validUntil)}`;
        if (validFrom) return t('portal.time.from', { time: shown(validFrom) });
        if (validUntil) return t('portal.time.until', { time: shown(validUntil) });
        return t('portal.time.always');
      },
    },
  ];
}

/** The stripe that a gate shows for the type. */
function ColourMark({ colour }: { readonly colour: string }) {
  return (
    <span
      class="block h-6 w-1.5 flex-none rounded-full"
      style={{ backgroundColor: colour }}
      aria-hidden="true"
    />
  );
}
