import { formSchemas } from '@gatehouse/shared/api';
import { Badge, Button, Notice, StatusBadge, useI18n, useToast } from '@gatehouse/shared/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'preact/hooks';
import { useMay } from '../../../api/browser-session.js';
import { useEvent } from '../events/event-context.js';
import { type Conflict, conflictsKey, figuresKey, noteConflict, type Scan } from './door-api.js';
import type { Holding } from './held-items.js';
import { NoteForm, SaidNote } from './note-form.js';
import { ScanTime } from './scan-cells.js';
import { usePlaceNames } from './use-place-names.js';

export interface ConflictItemProps {
  readonly conflict: Conflict;
  readonly holding: Holding;
}

/** One ticket that let somebody in once too often: both admissions, and what was found out. */
export function ConflictItem({ conflict, holding }: ConflictItemProps) {
  const { t } = useI18n();
  const { status } = useEvent();
  const { listName } = usePlaceNames();
  const mayWrite = useMay('door.write') && status !== 'archived';
  const [noting, setNoting] = useState(false);
  function turn(isWriting: boolean): void {
    setNoting(isWriting);
    holding.hold(isWriting);
  }
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
      {conflict.note !== null && (
        <SaidNote text={conflict.note} by={conflict.notedBy} at={conflict.notedAt} />
      )}
      {open && conflict.note !== null && conflict.resolvedAt === null && (
        <Notice tone="warn">{t('desk.conflict.turned')}</Notice>
      )}
      {noting ? (
        <Resolve conflict={conflict} isOvertaken={holding.isGone} onClose={() => turn(false)} />
      ) : (
        mayWrite && (
          <div class="ui-actions">
            <Button onClick={() => turn(true)}>
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

interface ResolveProps {
  readonly conflict: Conflict;
  readonly isOvertaken: boolean;
  readonly onClose: () => void;
}

function Resolve({ conflict, isOvertaken, onClose }: ResolveProps) {
  const { t } = useI18n();
  const { id: eventId } = useEvent();
  const queries = useQueryClient();
  const showToast = useToast();
  async function save(note: string): Promise<void> {
    await noteConflict(eventId, conflict.scanId, { note });
    showToast(t('desk.conflict.resolved'));
    onClose();
    await Promise.all([
      queries.invalidateQueries({ queryKey: conflictsKey(eventId) }),
      queries.invalidateQueries({ queryKey: figuresKey(eventId) }),
    ]);
  }
  return (
    <NoteForm
      schema={formSchemas.conflictNote}
      initial={conflict.note ?? ''}
      label={t('desk.conflict.note')}
      hint={t('desk.conflict.noteHint')}
      action={t('desk.conflict.save')}
      isOvertaken={isOvertaken}
      onSave={save}
      onClose={onClose}
    />
  );
}
