import {
  Button,
  Card,
  type Column,
  DeleteIcon,
  EmptyState,
  PlusIcon,
  Table,
  useI18n,
  useToast,
} from '@gatehouse/shared/ui';
import { type UseQueryResult, useQueryClient } from '@tanstack/react-query';
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { NotYet } from '../shell/not-yet.js';
import { DeleteDialog, type Removal } from './delete-dialog.js';
import { PhoneEffects } from './phone-effects.js';

interface Named {
  readonly id: string;
  readonly name: string;
}

export interface EditorProps<Item> {
  /** Unset while it is being created. */
  readonly item: Item | undefined;
  /** @param effects what the server says about the phones */
  readonly onSaved: (effects: readonly string[]) => Promise<void>;
  readonly onClose: () => void;
}

export interface CollectionProps<Item extends Named> {
  readonly title: string;
  readonly hint: string;
  readonly createLabel: string;
  readonly empty: { readonly title: string; readonly hint: string };
  readonly list: UseQueryResult<Item[]>;
  /** Everything below this key is read again after an edit. */
  readonly queryKey: readonly string[];
  readonly readOnly: boolean;
  /** What stands before the name. */
  readonly mark?: (item: Item) => ComponentChildren;
  readonly columns: readonly Column<Item>[];
  readonly editor: (props: EditorProps<Item>) => ComponentChildren;
  readonly removal: (item: Item) => Removal;
}

/** A list of things that belong to an event: seen as a table, edited in a panel, deleted after a question. */
export function Collection<Item extends Named>(props: CollectionProps<Item>) {
  const { t } = useI18n();
  const [edited, setEdited] = useState<Item | 'new' | undefined>();
  const [leaving, setLeaving] = useState<Item | undefined>();
  const { effects, forget, refresh } = useRefresh(props.queryKey);
  const editor = edited && {
    item: edited === 'new' ? undefined : edited,
    onClose: () => setEdited(undefined),
    onSaved: async (told: readonly string[]) => {
      await refresh(t('portal.edit.saved'), told);
      setEdited(undefined);
    },
  };
  async function onDeleted(): Promise<void> {
    await refresh(t('portal.edit.deleted'), []);
    setLeaving(undefined);
  }
  const create = (
    <Button kind="primary" onClick={() => setEdited('new')}>
      <PlusIcon />
      {props.createLabel}
    </Button>
  );
  return (
    <div class="grid gap-4">
      <PhoneEffects
        title={t('portal.effect.after')}
        effects={effects}
        calmTone="good"
        actions={<Button onClick={forget}>{t('common.close')}</Button>}
      />
      <Card
        title={props.title}
        actions={!props.readOnly && (props.list.data?.length ?? 0) > 0 && create}
        flush={(props.list.data?.length ?? 0) > 0}
      >
        <Items {...props} create={create} onEdit={setEdited} onDelete={setLeaving} />
      </Card>
      {editor && props.editor(editor)}
      {leaving && (
        <DeleteDialog
          removal={props.removal(leaving)}
          onDeleted={onDeleted}
          onClose={() => setLeaving(undefined)}
        />
      )}
    </div>
  );
}

/** The list is read again before the panel closes, so that it never shows what is no longer true. */
function useRefresh(queryKey: readonly string[]) {
  const queries = useQueryClient();
  const showToast = useToast();
  const [effects, setEffects] = useState<readonly string[]>([]);
  async function refresh(text: string, told: readonly string[]): Promise<void> {
    await queries.invalidateQueries({ queryKey });
    setEffects(told);
    showToast(text);
  }
  return { effects, refresh, forget: () => setEffects([]) };
}

interface ItemsProps<Item extends Named> extends CollectionProps<Item> {
  readonly create: ComponentChildren;
  readonly onEdit: (item: Item) => void;
  readonly onDelete: (item: Item) => void;
}

function Items<Item extends Named>(props: ItemsProps<Item>) {
  const { t } = useI18n();
  const { list, readOnly } = props;
  if (list.data === undefined) return <NotYet query={list} />;
  if (list.data.length === 0)
    return <EmptyState {...props.empty} action={readOnly ? undefined : props.create} />;
  const name: Column<Item> = {
    label: t('portal.edit.name'),
    cell: (item) => (
      <button type="button" class="ui-row-button" onClick={() => props.onEdit(item)}>
        {props.mark?.(item)}
        <bdi>{item.name}</bdi>
      </button>
    ),
  };
  const actions: Column<Item> = {
    label: t('portal.edit.actions'),
    cell: (item) => (
      <button
        type="button"
        class="ui-icon-button"
        aria-label={t('portal.edit.deleteOne', { name: item.name })}
        title={t('portal.edit.deleteOne', { name: item.name })}
        onClick={() => props.onDelete(item)}
      >
        <DeleteIcon />
      </button>
    ),
  };
  const columns = [name, ...props.columns, ...(readOnly ? [] : [actions])];
  return (
    <>
      <p class="px-5 pt-1 pb-3 text-ink-muted text-sm">{props.hint}</p>
      <Table caption={props.title} columns={columns} rows={list.data} rowKey={({ id }) => id} />
    </>
  );
}
