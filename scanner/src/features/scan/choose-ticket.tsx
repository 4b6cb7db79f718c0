import { fromHex } from '@gatehouse/shared/bytes';
import type { Candidate } from '@gatehouse/shared/checkin';
import { shortCodeText } from '@gatehouse/shared/ticket-code';
import { useI18n } from '@gatehouse/shared/ui';
import type { Door } from './door-context.js';

export interface ChooseTicketProps {
  readonly candidates: readonly Candidate[];
  readonly door: Door;
  /** @param ticket its hash in hexadecimal */
  readonly onChoose: (ticket: string) => void;
}

/** The last characters of the code for typing, which stand under the ticket's QR code. */
const SHOWN = 4;

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
            <bdi>{nameOf(candidate, door)}</bdi>
            {ending !== null && <small>{t('scanner.verdict.codeEnding', { code: ending })}</small>}
          </button>
        );
      })}
    </fieldset>
  );
}

function nameOf({ class: index, ticket }: Candidate, { event }: Door): string {
  const found = event.root?.classes.find((one) => one.index === index);
  return found === undefined ? ticket : found.label || found.ticketType;
}

function endingOf({ ticket, generation }: Candidate, { event: { root } }: Door): string | null {
  const salt = root?.events.find(({ id }) => id === root.event)?.salt;
  const hash = fromHex(ticket);
  if (salt === undefined || hash === null || generation === null) return null;
  return shortCodeText(salt, hash, generation).slice(-SHOWN);
}
