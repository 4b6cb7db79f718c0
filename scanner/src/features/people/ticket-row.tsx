import './people.css';
import type { Decision } from '@gatehouse/shared/checkin';
import type { Person } from '@gatehouse/shared/people';
import { useI18n } from '@gatehouse/shared/ui';
import type { ComponentChildren } from 'preact';
import { stateOf, stateWord, type TicketState } from './state-word.js';

export interface TicketRowProps {
  readonly person: Person | null;
  /** What to call a ticket of which no name is known. */
  readonly unnamed?: string;
  /** Null: nothing is known of it yet. */
  readonly decision: Decision | null;
  /** What came of it, in place of how it stood before. */
  readonly word?: string | undefined;
  readonly state?: TicketState | 'in' | undefined;
  /** Absent: there is nothing to choose. */
  readonly onChoose?: () => void;
  readonly children?: ComponentChildren;
}

/** One ticket in a list: who, which place, and how it stands. */
export function TicketRow({ person, unnamed, decision, word, onChoose, children, ...came }: TicketRowProps) {
  const { t } = useI18n();
  const name = person?.name || unnamed || t('people.unnamed');
  const state = came.state ?? (decision === null ? 'ask' : stateOf(decision));
  const content = (
    <>
      <span class="people-who">
        <b>
          <bdi>{name}</bdi>
        </b>
        <Places person={person} />
        {children}
      </span>
      {decision !== null && <em>{word ?? t(stateWord(decision))}</em>}
    </>
  );
  return onChoose === undefined ? (
    <div class="people-row" data-state={state}>
      {content}
    </div>
  ) : (
    <button type="button" class="people-row" data-state={state} onClick={onChoose}>
      {content}
    </button>
  );
}

function Places({ person }: Pick<TicketRowProps, 'person'>) {
  const { t } = useI18n();
  if (person === null || (person.seat === '' && person.order === '')) return null;
  const { seat, order } = person;
  return (
    <span>
      {order !== '' && <bdi>{t('scanner.verdict.order', { order })}</bdi>}
      {seat !== '' && order !== '' && ' · '}
      {seat !== '' && <bdi>{t('scanner.verdict.seat', { seat })}</bdi>}
    </span>
  );
}
