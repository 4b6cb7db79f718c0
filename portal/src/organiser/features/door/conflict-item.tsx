import { formSchemas } from '@gatehouse/shared/api';
import { formatDate } from '@gatehouse/shared/i18n';
import {
  Badge,
  Button,
  FormError,
  Notice,
  StatusBadge,
  TextArea,
  useI18n,
  useToast,
} from '@gatehouse/shared/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'preact/hooks';
import { useMay } from '../../../api/browser-session.js';
import { describeProblem } from '../../../forms/describe-issue.js';
import { useForm } from '../../../forms/use-form.js';
import { useEvent } from '../events/event-context.js';
import { type Conflict, conflictsKey, figuresKey, noteConflict, type Scan } from './door-api.js';
import { ScanTime } from './scan-cells.js';
import { usePlaceNames } from './use-place-names.js';

/** One ticket that let somebody in once too often: both admissions, and what was found out. */
export function ConflictItem({ conflict }: { readonly conflict: Conflict }) {
  const { t } = useI18n();
  const { status } = useEvent();
  const { listName } = usePlaceNames();
  const mayWrite = useMay('door.write') && status !== 'archived';
  const [noting, setNoting] = useState(false);
  const { extra, first, open, sure } = conflict;
  const { ticket } = extra;
  return (
    <li class="grid gap-3 rounded-lg border border-line p-4">
      <div class="flex flex-wrap items-start justify-between gap-2">
        <h3 class="min-w-0">
          <bdi class="wrap-anywhere">{ticket?.name || t('portal.ticket.noName')}</bdi>
          <span class="block font-normal text-ink-muted text-sm">
            <bdi>{ticket?.ticketType}</bdi>
            {' · '}
            <bdi>{listName(extra.listId)}</bdi>
          </span>
        </h3>
        {open ? (
          <StatusBadge tone={sure ? 'bad' : 'warn'}>
            {t(sure ? 'desk.conflict.sure' : 'desk.conflict.unsure')}
          </StatusBadge>
        ) : (
          <Badge>{t('desk.conflict.cleared')}</Badge>
        )}
      </div>
      <div class="grid gap-3 sm:grid-cols-2">
        <Side title={t('desk.conflict.first')} scan={first} sure={sure} />
        <Side title={t('desk.conflict.extra')} scan={extra} sure={sure} />
      </div>
      {open && (
        <p class="text-ink-muted text-sm">
          {t(sure ? 'desk.conflict.sureHint' : 'desk.conflict.unsureHint')}
        </p>
      )}
      <Note conflict={conflict} />
      {open && conflict.note !== null && conflict.resolvedAt === null && (
        <Notice tone="warn">{t('desk.conflict.turned')}</Notice>
      )}
      {noting ? (
        <NoteForm conflict={conflict} onClose={() => setNoting(false)} />
      ) : (
        mayWrite && (
          <div class="ui-actions">
            <Button onClick={() => setNoting(true)}>
              {t(conflict.resolvedAt === null ? 'desk.conflict.resolve' : 'desk.conflict.changeNote')}
            </Button>
          </div>
        )
      )}
    </li>
  );
}

interface SideProps {
  readonly title: string;
  readonly scan: Scan | null;
  readonly sure: boolean;
}

/** Where, when and on which phone; where the order is not certain, between which times it was. */
function Side({ title, scan, sure }: SideProps) {
  const { t } = useI18n();
  const { gateName } = usePlaceNames();
  return (
    <section class="grid content-start gap-1 rounded-lg bg-sunken p-3">
      <h4 class="font-medium text-ink-muted text-sm">{title}</h4>
      {scan === null ? (
        <p>{t('desk.conflict.firstMissing')}</p>
      ) : (
        <>
          <p class="font-medium">
            <ScanTime scan={sure ? scan : { ...scan, unsure: true }} />
          </p>
          <p>
            <bdi>{gateName(scan.gateId)}</bdi>
          </p>
          <p class="text-ink-muted text-sm">{t('desk.conflict.by', { phone: scan.deviceName })}</p>
        </>
      )}
    </section>
  );
}

function Note({ conflict: { note, notedAt, notedBy } }: { readonly conflict: Conflict }) {
  const { locale } = useI18n();
  const { timeZone } = useEvent();
  if (note === null) return null;
  return (
    <blockquote class="grid gap-1 border-brand border-s-4 ps-3">
      <p dir="auto" class="wrap-anywhere whitespace-pre-line">
        {note}
      </p>
      <footer class="text-ink-muted text-sm">
        <bdi>{notedBy}</bdi>
        {notedAt !== null && ` · ${formatDate(locale, notedAt, { timeZone })}`}
      </footer>
    </blockquote>
  );
}

interface NoteFormProps {
  readonly conflict: Conflict;
  readonly onClose: () => void;
}

function NoteForm({ conflict, onClose }: NoteFormProps) {
  const { t } = useI18n();
  const { id: eventId } = useEvent();
  const queries = useQueryClient();
  const showToast = useToast();
  const form = useForm({
    schema: formSchemas.conflictNote,
    initial: { note: conflict.note ?? '' },
    submit: async ({ note }) => {
      await noteConflict(eventId, conflict.scanId, { note: note.trim() });
      showToast(t('desk.conflict.resolved'));
      onClose();
      await Promise.all([
        queries.invalidateQueries({ queryKey: conflictsKey(eventId) }),
        queries.invalidateQueries({ queryKey: figuresKey(eventId) }),
      ]);
    },
  });
  return (
    <form class="grid gap-3" noValidate onSubmit={form.onSubmit}>
      <FormError
        message={form.problem && describeProblem(t, form.problem)}
        entryCount={form.issueCount}
        reference={form.reference}
      />
      <TextArea {...form.field('note')} label={t('desk.conflict.note')} hint={t('desk.conflict.noteHint')} />
      <div class="ui-actions">
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <Button kind="primary" type="submit" loading={form.busy}>
          {t('desk.conflict.save')}
        </Button>
      </div>
    </form>
  );
}
