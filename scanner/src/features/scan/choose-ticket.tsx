import type { Candidate } from '@gatehouse/shared/checkin';
import { useI18n } from '@gatehouse/shared/ui';
import type { Door } from './door-context.js';
import { classNameOf, endingOf } from './ticket-name.js';

export interface ChooseTicketProps {
  readonly candidates: readonly Candidate[];
  readonly door: Door;
  /** @param ticket its hash in hexadecimal */
  readonly onChoose: (ticket: string) => void;
}

/** Several tickets could be meant: the one that is pointed at is scanned again. */
export function ChooseTicket({ candidates, door, onChoose }: ChooseTicketProps) {
  const { t } = useI18n();
  return (
    <fieldset class="door-choice">
      <legend>{t('scanner.verdict.choose')}</legend>
      {candidates.map((candidate) => {
        const ending = endingOf(candidate, door);
        return (
          <button key={candidate.ticket} type="button" onClick={() => onChoose(candidate.ticket)}>
            <bdi>{classNameOf(candidate, door)}</bdi>
            {ending !== null && <small>{t('scanner.verdict.codeEnding', { code: ending })}</small>}
          </button>
        );
      })}
    </fieldset>
  );
}
