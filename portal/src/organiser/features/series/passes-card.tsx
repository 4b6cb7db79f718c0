import {
  Button,
  Card,
  type Column,
  EditIcon,
  EmptyState,
  PlusIcon,
  Table,
  useI18n,
} from '@gatehouse/shared/ui';
import { Link } from '@tanstack/react-router';
import { useState } from 'preact/hooks';
import { useMay } from '../../../api/browser-session.js';
import { useEvent } from '../events/event-context.js';
import { EventStatus } from '../events/event-status.js';
import { useDateWords } from './date-words.js';
import { PassDatesPanel } from './pass-dates-panel.js';
import { AddPassPanel } from './pass-panel.js';
import type { Pass, Series } from './series-api.js';

/** The passes of a series: what each is good for, and the way to its ticket types and tickets. */
export function PassesCard({ series }: { readonly series: Series }) {
  const { t } = useI18n();
  const mayWrite = useMay('events.write');
  const [open, setOpen] = useState<Pass | 'new' | undefined>();
  const columns = useColumns(series, mayWrite ? setOpen : undefined);
  const add = mayWrite && (
    <Button kind="primary" onClick={() => setOpen('new')}>
      <PlusIcon />
      {t('portal.pass.create')}
    </Button>
  );
  const close = () => setOpen(undefined);
  const { dates, passes } = series;
  const isEmpty = passes.length === 0;
  return (
    <Card title={t('portal.pass.title')} actions={!isEmpty && add} flush={!isEmpty}>
      {isEmpty ? (
        <EmptyState title={t('portal.pass.empty')} hint={t('portal.pass.lead')} action={add || undefined} />
      ) : (
        <>
          <p class="px-5 pt-1 pb-3 text-ink-muted text-sm">{t('portal.pass.lead')}</p>
          <Table caption={t('portal.pass.title')} columns={columns} rows={passes} rowKey={({ id }) => id} />
        </>
      )}
      {open === 'new' && <AddPassPanel dates={dates} onClose={close} />}
      {open !== undefined && open !== 'new' && <PassDatesPanel pass={open} dates={dates} onClose={close} />}
    </Card>
  );
}

/** @param onChange unset for whoever may change nothing */
function useColumns(
  { dates }: Series,
  onChange: ((pass: Pass) => void) | undefined,
): readonly Column<Pass>[] {
  const { t } = useI18n();
  const event = useEvent();
  const words = useDateWords(event);
  const name: Column<Pass> = {
    label: t('portal.edit.name'),
    cell: (pass) => (
      <Link to="/events/$eventId" params={{ eventId: pass.id }}>
        <bdi>{pass.name}</bdi>
      </Link>
    ),
  };
  const goodFor: Column<Pass> = {
    label: t('portal.pass.goodFor'),
    cell: ({ dateIds }) => {
      const own = dates.filter(({ id }) => dateIds.includes(id));
      return (
        <span>
          <span class="block">
            {own.length === dates.length
              ? t('portal.pass.allDates')
              : t('portal.pass.ofDates', { count: own.length, all: dates.length })}
          </span>
          <bdi class="block text-ink-muted text-sm">{words.span(own)}</bdi>
        </span>
      );
    },
  };
  const state: Column<Pass> = {
    label: t('portal.events.status'),
    cell: ({ status }) => <EventStatus status={status} />,
  };
  const actions: Column<Pass> = {
    label: t('portal.edit.actions'),
    cell: (pass) => (
      <button
        type="button"
        class="ui-icon-button"
        aria-label={t('portal.pass.changeOf', { name: pass.name })}
        title={t('portal.pass.changeOf', { name: pass.name })}
        onClick={() => onChange?.(pass)}
      >
        <EditIcon />
      </button>
    ),
  };
  return [name, goodFor, state, ...(onChange === undefined ? [] : [actions])];
}
