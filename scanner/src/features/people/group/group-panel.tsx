import { wordOf } from '@gatehouse/shared/checkin';
import type { Person } from '@gatehouse/shared/people';
import { Button, Notice, Panel, useI18n } from '@gatehouse/shared/ui';
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Gateway, GroupTicket, Shown } from '../../../store/log/index.js';
import type { Shift } from '../../../store/phone.js';
import type { Door } from '../../scan/door-context.js';
import { classNameOf, endingOf } from '../../scan/ticket-name.js';
import type { ActionPanelProps } from '../../verdict/actions.js';
import { shiftOf } from '../shift-of.js';
import { sayState, stateOf } from '../state-word.js';
import { TicketRow } from '../ticket-row.js';
import { admitOne } from './admit-group.js';

/** All tickets of an order at once: those that may enter go in, each by a scan of its own; the others say why not. */
export function GroupPanel(ground: ActionPanelProps) {
  const { shown, door, gateway, onLeave } = ground;
  const { t } = useI18n();
  const shift = useMemo(() => shiftOf(shown, door), [shown, door]);
  const [answers, setAnswers] = useState<ReadonlyMap<string, Shown>>(new Map());
  const [stage, setStage] = useState<'asking' | 'working' | 'done'>('asking');
  const group = useMemo(() => groupOf(gateway, { shown, shift }), [gateway, shown, shift]);
  const people = usePeople(gateway, group.tickets, shift);
  const able = group.tickets.filter(({ decision }) => stateOf(decision) === 'good');

  async function admit(): Promise<void> {
    // Each ticket goes in once.
    if (shift === null || stage !== 'asking') return;
    setStage('working');
    for (const { ticket } of able) {
      const entry = { text: '', how: 'search', ticket } as const;
      const answer = await admitOne(entry, { gateway, shift });
      setAnswers((before) => new Map([...before, [ticket, answer]]));
    }
    ground.session.refresh();
    setStage('done');
  }

  return (
    <Panel title={t('people.group.title')} onLeave={onLeave}>
      <div class="grid content-start gap-3 overflow-y-auto p-4">
        <p>{t('people.group.size', { count: group.tickets.length })}</p>
        {!group.complete && <Notice tone="warn">{t('people.group.partial')}</Notice>}
        <ul class="people-list">
          {group.tickets.map((one) => (
            <li key={one.ticket}>
              <GroupRow
                one={one}
                person={people.get(one.ticket) ?? null}
                answer={answers.get(one.ticket)}
                isThis={one.ticket === shown.decision.ticket}
                door={door}
              />
            </li>
          ))}
        </ul>
      </div>
      <Foot
        stage={stage}
        able={able.length}
        answers={answers}
        onAdmit={() => void admit()}
        onLeave={onLeave}
      />
    </Panel>
  );
}

interface GroupOf {
  readonly shown: Shown;
  readonly shift: Shift | null;
}

function groupOf(gateway: Gateway, { shown, shift }: GroupOf) {
  const nobody = { complete: false, tickets: [] };
  if (shift === null) return nobody;
  const own = shown.decision.ticket ?? '';
  const { complete, tickets } = gateway.groupOf(own, shift);
  // The one in the hand first; the others have no order that anybody knows.
  return {
    complete,
    tickets: [...tickets].sort((a, b) => Number(b.ticket === own) - Number(a.ticket === own)),
  };
}

/** Their names, where the organiser allows them here; nothing waits for them. */
function usePeople(gateway: Gateway, tickets: readonly GroupTicket[], shift: Shift | null) {
  const [people, setPeople] = useState<ReadonlyMap<string, Person>>(new Map());
  useEffect(() => {
    for (const { ticket } of shift === null ? [] : tickets)
      void (
        shift &&
        gateway
          .personOf(ticket, shift)
          .catch(() => null)
          .then((person) => {
            if (person !== null) setPeople((before) => new Map([...before, [ticket, person]]));
          })
      );
  }, [gateway, tickets, shift]);
  return people;
}

interface GroupRowProps {
  readonly one: GroupTicket;
  readonly person: Person | null;
  readonly answer: Shown | undefined;
  readonly isThis: boolean;
  readonly door: Door;
}

function GroupRow({ one, person, answer, isThis, door }: GroupRowProps) {
  const { t } = useI18n();
  const ending = endingOf(one, door);
  const name = ending === null ? classNameOf(one, door) : t('people.group.ticket', { number: ending });
  const why = sayState(one.decision, door.speaker);
  const word = answer && t(answer.recorded ? wordOf(answer.decision) : 'common.verdict.unrecorded');
  const state = answer && (answer.decision.effect === 'entry' && answer.recorded ? 'in' : 'bad');
  return (
    <TicketRow person={person} unnamed={name} decision={one.decision} word={word} state={state}>
      {isThis && <span>{t('people.group.this')}</span>}
      {answer === undefined && why !== null && <span>{why}</span>}
    </TicketRow>
  );
}

interface FootProps {
  readonly stage: 'asking' | 'working' | 'done';
  readonly able: number;
  readonly answers: ReadonlyMap<string, Shown>;
  readonly onAdmit: () => void;
  readonly onLeave: () => void;
}

function Foot({ stage, able, answers, onAdmit, onLeave }: FootProps) {
  const { t } = useI18n();
  const admitted = [...answers.values()].filter(
    ({ recorded, decision }) => recorded && decision.effect === 'entry',
  ).length;
  const isDone = stage === 'done';
  return (
    <div class="people-foot">
      <p role="status">
        {stage === 'working' && t('people.group.working')}
        {isDone && t('people.group.done', { count: admitted })}
        {stage === 'asking' && able === 0 && t('people.group.none')}
      </p>
      {isDone || able === 0 ? (
        <Button onClick={onLeave}>{t('common.close')}</Button>
      ) : (
        <Button kind="primary" loading={stage === 'working'} onClick={onAdmit}>
          {t('people.group.admit', { count: able })}
        </Button>
      )}
    </div>
  );
}
