import type { Decision } from '@gatehouse/shared/checkin';
import { EmptyState, Panel, TextField, useI18n } from '@gatehouse/shared/ui';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { FoundPeople, FoundTicket, Gateway } from '../../../store/log/index.js';
import type { PhoneEvent, Shift } from '../../../store/phone.js';
import { TicketRow } from '../ticket-row.js';

export interface SearchPanelProps {
  readonly gateway: Gateway;
  readonly event: PhoneEvent;
  readonly shift: Shift;
  /** @param ticket the hash of the one that was chosen, in hexadecimal */
  readonly onTicket: (ticket: string) => void;
  readonly onLeave: () => void;
}

/** Each with what would be said of it now. */
interface Found extends FoundTicket {
  readonly decision: Decision | null;
}

interface Answer {
  readonly found: readonly Found[];
  readonly more: boolean;
}

const FEWEST = 2;

/** Somebody without a ticket in the hand, found by what they can say of themselves. */
export function SearchPanel({ gateway, event, shift, onTicket, onLeave }: SearchPanelProps) {
  const { t } = useI18n();
  const [text, setText] = useState('');
  const answer = useAnswer({ gateway, shift, text });
  const host = useFirstField();
  return (
    <Panel title={t('people.search.title')} onLeave={onLeave}>
      <div class="grid content-start gap-4 overflow-y-auto p-4" ref={host}>
        {answer === null ? (
          <NoNames isAllowed={event.root?.search !== null} />
        ) : (
          <>
            <TextField
              name="person"
              type="search"
              label={t('people.search.label')}
              hint={t('people.search.hint')}
              value={text}
              onValue={setText}
              autoComplete="off"
              required
            />
            <Results answer={answer} text={text} onTicket={onTicket} />
          </>
        )}
      </div>
    </Panel>
  );
}

/** Whoever opens this wants to write. */
function useFirstField() {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => host.current?.querySelector('input')?.focus(), []);
  return host;
}

interface Question {
  readonly gateway: Gateway;
  readonly shift: Shift;
  readonly text: string;
}

/** Null: there are no names here to search. What is slow and was asked before the last letter is not shown. */
function useAnswer({ gateway, shift, text }: Question): Answer | null {
  const [answer, setAnswer] = useState<Answer | null>({ found: [], more: false });
  useEffect(() => {
    let isOld = false;
    gateway
      .search(text, shift)
      .catch(() => null)
      .then((people) => {
        if (!isOld) setAnswer(people && withDecisions(people, { gateway, shift }));
      });
    return () => {
      isOld = true;
    };
  }, [gateway, shift, text]);
  return answer;
}

function withDecisions({ found, more }: FoundPeople, { gateway, shift }: Omit<Question, 'text'>): Answer {
  return { found: found.map((one) => ({ ...one, decision: gateway.consider(one.ticket, shift) })), more };
}

function NoNames({ isAllowed }: { readonly isAllowed: boolean }) {
  const { t } = useI18n();
  return isAllowed ? (
    <EmptyState title={t('people.search.coming')} hint={t('people.search.comingText')} />
  ) : (
    <EmptyState title={t('people.search.forbidden')} hint={t('people.search.forbiddenText')} />
  );
}

interface ResultsProps {
  readonly answer: Answer;
  readonly text: string;
  readonly onTicket: (ticket: string) => void;
}

function Results({ answer: { found, more }, text, onTicket }: ResultsProps) {
  const { t } = useI18n();
  const isAsked = text.trim().length >= FEWEST;
  const summary =
    found.length > 0 ? t('people.search.count', { count: found.length }) : t('people.search.nobody');
  return (
    <>
      <p role="status" class="text-sm text-ink-muted">
        {isAsked && summary}
      </p>
      <ul class="people-list">
        {found.map(({ ticket, person, decision }) => (
          <li key={ticket}>
            <TicketRow person={person} decision={decision} onChoose={() => onTicket(ticket)} />
          </li>
        ))}
      </ul>
      {more && <p class="text-sm">{t('people.search.more')}</p>}
    </>
  );
}
