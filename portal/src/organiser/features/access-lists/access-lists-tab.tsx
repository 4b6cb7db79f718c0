import { listEffects } from '@gatehouse/shared/event';
import type { PlainKey } from '@gatehouse/shared/i18n';
import { type Column, useI18n } from '@gatehouse/shared/ui';
import { useQuery } from '@tanstack/react-query';
import { Collection } from '../../editing/collection.js';
import { useTitle } from '../../shell/use-title.js';
import { useEvent } from '../events/event-context.js';
import { type Gate, gatesQuery } from '../places/gate-api.js';
import { type AccessList, accessListsQuery, deleteAccessList } from './access-list-api.js';
import { AccessListPanel } from './access-list-panel.js';
import { type ListedType, namedWithPass, useListedTypes } from './listed-types.js';

export function AccessListsTab() {
  const { t } = useI18n();
  const { id: eventId, name, status, kind } = useEvent();
  useTitle(`${t('portal.event.tab.lists')} – ${name}`);
  const types = useListedTypes();
  const gates = useQuery(gatesQuery(eventId)).data ?? [];
  return (
    <Collection
      title={t('portal.event.tab.lists')}
      hint={t(kind === 'pass' ? 'portal.pass.listLead' : 'portal.list.lead')}
      createLabel={t('portal.list.create')}
      empty={{
        title: t('portal.list.empty'),
        hint: t(kind === 'pass' ? 'portal.pass.inLists' : 'portal.list.emptyHint'),
      }}
      list={useQuery(accessListsQuery(eventId))}
      queryKey={['event', eventId]}
      readOnly={status === 'archived'}
      columns={useColumns(types, gates)}
      editor={(props) => <AccessListPanel {...props} types={types} gates={gates} />}
      removal={(list) => ({
        title: t('portal.list.deleteTitle', { name: list.name }),
        text: t('portal.list.deleteText'),
        effects: listEffects(status === 'published', list, null),
        remove: () => deleteAccessList(eventId, list.id),
      })}
    />
  );
}

const entryTexts: Readonly<Record<AccessList['entry'], PlainKey>> = {
  single: 'portal.rules.single',
  multiple: 'portal.rules.multiple',
  're-entry': 'portal.rules.reEntry',
};

function useColumns(types: readonly ListedType[], gates: readonly Gate[]): readonly Column<AccessList>[] {
  const { t } = useI18n();
  const typeNames = new Map(types.map((type) => [type.class, namedWithPass(type)]));
  const gateNames = new Map(gates.map((gate) => [gate.id, gate.name]));
  return [
    {
      label: t('portal.list.types'),
      cell: ({ classes }) =>
        classes.length === 0 ? (
          t('portal.list.nobody')
        ) : (
          <bdi>{classes.map((number) => typeNames.get(number) ?? '…').join(', ')}</bdi>
        ),
    },
    {
      label: t('portal.list.gates'),
      cell: ({ gateIds }) =>
        gateIds.length === 0 ? (
          t('portal.list.everyGate')
        ) : (
          <bdi>{gateIds.map((id) => gateNames.get(id) ?? '…').join(', ')}</bdi>
        ),
    },
    { label: t('portal.rules.entry'), cell: ({ entry }) => t(entryTexts[entry]) },
  ];
}
