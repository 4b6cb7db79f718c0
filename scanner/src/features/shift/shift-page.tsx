import { formatDate } from '@gatehouse/shared/i18n';
import { Button, Card, EmptyState, Notice, Progress, useI18n } from '@gatehouse/shared/ui';
import { useMemo, useState } from 'preact/hooks';
import type { Phone, PhoneEvent, PhoneState, Shift } from '../../store/phone.js';
import { DirectionSwitch } from '../scan/direction-parts.js';
import { ListProgress } from '../scan/list-progress.js';
import { PhoneLine } from '../start/phone-line.js';
import { Chips } from './chips.js';
import { lacksSecretFor } from './lacks-secret.js';
import { gatesOf, isOutdated, likelyEvents, namesGates, proposeGate, proposeShift } from './propose.js';

export interface ShiftPageProps {
  readonly phone: Phone;
  readonly state: PhoneState;
  /** What was chosen before, to be changed; null at the start of a shift. */
  readonly current: Shift | null;
  readonly onStarted: () => void;
}

/** Event, list, gate and direction, filled in with what is likely: one press starts, two start something else. */
export function ShiftPage({ phone, state, current: before, onStarted }: ShiftPageProps) {
  const { t } = useI18n();
  const current = isOutdated(before, state.events, Date.now()) ? null : before;
  const moment = useMemo(() => ({ now: Date.now(), gateId: state.gateId }), [state.gateId]);
  const events = useMemo(() => likelyEvents(state.events, moment.now), [state.events, moment]);
  const [chosenEvent, setChosenEvent] = useState<string | null>(current?.eventId ?? null);
  const [chosen, setChosen] = useState<Shift | null>(current);
  /** The phone could not keep the shift. */
  const [isLost, setIsLost] = useState(false);
  const event = events.find(({ id }) => id === chosenEvent) ?? events[0];
  if (event === undefined)
    return (
      <Card>
        <EmptyState
          title={t('scanner.shift.noEvent')}
          hint={t('scanner.shift.noEventText')}
          action={<Button onClick={() => void phone.sync()}>{t('common.tryAgain')}</Button>}
        />
      </Card>
    );
  const shift = chosen?.eventId === event.id ? chosen : proposeShift(event, moment);
  function start(): void {
    if (shift !== null) phone.startShift(shift).then(onStarted, () => setIsLost(true));
  }
  return (
    <form
      class="grid gap-5"
      onSubmit={(submitted) => {
        submitted.preventDefault();
        start();
      }}
    >
      <div>
        <h1>{t('scanner.shift.title')}</h1>
        <p class="text-ink-muted">{t('scanner.shift.lead')}</p>
      </div>
      <PhoneLine state={state} />
      <EventChoice events={events} value={event.id} onValue={setChosenEvent} />
      {shift === null ? (
        <NoList event={event} phone={phone} />
      ) : (
        <Place event={event} shift={shift} gateId={state.gateId} onShift={setChosen} />
      )}
      {isLost && <Notice tone="warn">{t('scanner.problem.storage')}</Notice>}
      <div class="door-start">
        {shift !== null && (
          <DirectionSwitch
            direction={shift.direction}
            onDirection={(direction) => setChosen({ ...shift, direction })}
          />
        )}
        <Button type="submit" kind="primary" disabled={shift === null}>
          {t('scanner.shift.start')}
        </Button>
      </div>
    </form>
  );
}

interface EventChoiceProps {
  readonly events: readonly PhoneEvent[];
  readonly value: string;
  readonly onValue: (id: string) => void;
}

function EventChoice({ events, value, onValue }: EventChoiceProps) {
  const { t, locale } = useI18n();
  return (
    <fieldset class="grid gap-2">
      <legend class="pb-1 font-medium text-sm">{t('scanner.shift.event')}</legend>
      {events.map((event) => (
        <label key={event.id} class="ui-choice bg-surface">
          <input
            type="radio"
            name="event"
            value={event.id}
            checked={event.id === value}
            onChange={() => onValue(event.id)}
          />
          <span class="min-w-0">
            <span class="block font-medium">
              <bdi>{event.name}</bdi>
            </span>
            <span class="block text-ink-muted text-sm">
              {formatDate(locale, new Date(event.startsAt), { timeZone: event.timeZone })} ·{' '}
              <bdi>{event.place}</bdi>
            </span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

interface PlaceProps {
  readonly event: PhoneEvent;
  readonly shift: Shift;
  readonly gateId: string | null;
  readonly onShift: (shift: Shift) => void;
}

const ANY = '';

function Place({ event, shift, gateId, onShift }: PlaceProps) {
  const { t } = useI18n();
  const { root } = event;
  if (root === null) return null;
  const list = root.lists.find(({ id }) => id === shift.listId);
  const gates = gatesOf(root, list);
  function chooseList(id: string): void {
    const next = root?.lists.find((one) => one.id === id);
    if (root && next) onShift({ ...shift, listId: id, ...proposeGate(root, next, { gateId }) });
  }
  const any = namesGates(list) ? [] : [{ value: ANY, label: t('scanner.shift.anyGate') }];
  return (
    <>
      <Chips
        name="list"
        label={t('scanner.shift.list')}
        value={shift.listId}
        choices={root.lists.map(({ id, name }) => ({ value: id, label: name }))}
        onValue={chooseList}
      />
      <Chips
        name="gate"
        label={t('scanner.shift.gate')}
        value={shift.gateId ?? ANY}
        choices={[...gates.map(({ id, name }) => ({ value: id, label: name })), ...any]}
        onValue={(id) => onShift({ ...shift, gateId: id === ANY ? null : id })}
      />
      {lacksSecretFor(event, shift.listId) && <Notice tone="warn">{t('scanner.list.noSecret')}</Notice>}
      <ListProgress complete={event.complete} progress={event.progress} />
    </>
  );
}

/** Either the list has not come yet, or the organiser has made none. */
function NoList({ event, phone }: { readonly event: PhoneEvent; readonly phone: Phone }) {
  const { t } = useI18n();
  const isComing = event.root === null;
  return (
    <Notice
      tone={isComing ? 'info' : 'warn'}
      actions={<Button onClick={() => void phone.sync()}>{t('common.tryAgain')}</Button>}
    >
      <p>{t(isComing ? 'scanner.shift.coming' : 'scanner.shift.noList')}</p>
      {isComing && <Progress label={t('scanner.list.progress')} />}
    </Notice>
  );
}
