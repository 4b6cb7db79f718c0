import { formSchemas } from '@gatehouse/shared/api';
import { formatDate, formatRelative } from '@gatehouse/shared/i18n';
import { Badge, Button, StatusBadge, useI18n, useToast } from '@gatehouse/shared/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'preact/hooks';
import { useMay } from '../../../api/browser-session.js';
import { useNow } from '../devices/use-now.js';
import { useEvent } from '../events/event-context.js';
import type { Holding } from './held-items.js';
import { type Call, callsKey, callsQuery, closeCall } from './help-api.js';
import { NoteForm, SaidNote } from './note-form.js';
import { FaceBadge, ScanTicket } from './scan-cells.js';
import { directionNames, verdictOf } from './scan-words.js';
import { usePlaceNames } from './use-place-names.js';

const redrawMs = 15_000;

export interface HelpItemProps {
  readonly call: Call;
  readonly holding: Holding;
}

/** One call: what the phone had answered and where, whose ticket it was, and who does something about it. */
export function HelpItem({ call: known, holding }: HelpItemProps) {
  const { t } = useI18n();
  const call = useNewest(known, holding);
  const { gateName, listName } = usePlaceNames();
  const face = verdictOf({ ...call, kind: 'scan', effect: 'none' });
  const where = [gateName(call.gateId), listName(call.listId)].filter((name) => name !== '–');
  return (
    <li class="grid gap-3 rounded-lg border border-line p-4">
      <div class="flex flex-wrap items-start justify-between gap-2">
        <h3 class="min-w-0">
          <bdi class="wrap-anywhere">{call.deviceName}</bdi>
          <span class="block font-normal text-ink-muted text-sm">
            {[...where, t(directionNames[call.direction])].map((name, index) => (
              <span key={name}>
                {index > 0 && ' · '}
                <bdi>{name}</bdi>
              </span>
            ))}
          </span>
        </h3>
        <State call={call} />
      </div>
      <div class="flex flex-wrap items-start gap-x-6 gap-y-2">
        <Since call={call} />
        <FaceBadge face={face} />
        {call.ticket === null ? (
          <span class="text-ink-muted">{t('desk.help.noTicket')}</span>
        ) : (
          <ScanTicket scan={{ ticket: call.ticket, kind: 'scan' }} />
        )}
      </div>
      {call.note !== '' && (
        <p dir="auto" class="wrap-anywhere whitespace-pre-line rounded-lg bg-sunken p-3">
          {call.note}
        </p>
      )}
      {call.closedBy !== null && (
        <SaidNote text={call.closingNote ?? ''} by={call.closedBy} at={call.stateAt} />
      )}
      <Close call={call} holding={holding} />
    </li>
  );
}

/** One that has left the list was settled; by whom stands among those that are closed. */
function useNewest(call: Call, { isGone }: Holding): Call {
  const { id: eventId } = useEvent();
  const closed = useQuery({ ...callsQuery(eventId, 'closed'), enabled: isGone });
  if (!isGone) return call;
  return closed.data?.find(({ id }) => id === call.id) ?? { ...call, state: 'settled', helperName: null };
}

function State({ call: { state, helperName } }: { readonly call: Call }) {
  const { t } = useI18n();
  if (state === 'open') return <StatusBadge tone="warn">{t('desk.help.open')}</StatusBadge>;
  if (helperName === null) return <Badge>{t('desk.help.settled')}</Badge>;
  return (
    <Badge>{t(state === 'taken' ? 'desk.help.takenBy' : 'desk.help.settledBy', { phone: helperName })}</Badge>
  );
}

/** How long somebody has stood there, and since when. */
function Since({ call: { calledAt, state } }: { readonly call: Call }) {
  const { t, locale } = useI18n();
  const { timeZone } = useEvent();
  const now = useNow(redrawMs);
  const at = formatDate(locale, calledAt, { timeZone });
  const isNow = now.getTime() - Date.parse(calledAt) < 60_000;
  return (
    <time dateTime={calledAt} class="inline-grid">
      {state !== 'settled' && (
        <span class="font-medium">
          {isNow ? t('desk.phones.justNow') : formatRelative(locale, calledAt, now)}
        </span>
      )}
      <span class="whitespace-nowrap text-ink-muted text-sm">{at}</span>
    </time>
  );
}

function Close({ call, holding }: HelpItemProps) {
  const { t } = useI18n();
  const { id: eventId } = useEvent();
  const queries = useQueryClient();
  const showToast = useToast();
  const mayWrite = useMay('door.write');
  const [closing, setClosing] = useState(false);
  function turn(isWriting: boolean): void {
    setClosing(isWriting);
    holding.hold(isWriting);
  }
  async function save(note: string): Promise<void> {
    // What somebody else wrote meanwhile stays beside it.
    const words = [call.closingNote ?? '', note].filter((each) => each !== '').join('\n');
    await closeCall(eventId, call.id, { note: words });
    showToast(t('desk.help.done'));
    turn(false);
    await queries.invalidateQueries({ queryKey: callsKey(eventId) });
  }
  if (!mayWrite || (call.state === 'settled' && !closing)) return null;
  if (!closing)
    return (
      <div class="ui-actions">
        <Button onClick={() => turn(true)}>{t('desk.help.close')}</Button>
      </div>
    );
  return (
    <NoteForm
      schema={formSchemas.helpClosing}
      initial=""
      label={t('desk.help.note')}
      hint={t('desk.help.noteHint')}
      action={t(holding.isGone ? 'desk.note.keep' : 'desk.help.close')}
      isOvertaken={holding.isGone}
      onSave={save}
      onClose={() => turn(false)}
    />
  );
}
