import type { Person } from '@gatehouse/shared/people';
import { Spinner, useI18n, VerdictSign } from '@gatehouse/shared/ui';
import { useEffect } from 'preact/hooks';
import type { Shift } from '../../../store/phone.js';
import { preference } from '../../settings/preferences.js';
import { usePainted } from '../../verdict/use-painted.js';
import type { Door } from '../door-context.js';
import { speak } from '../feedback/voice.js';
import { type Family, familyFace, type Member } from '../session/family.js';
import type { ScanSession } from '../session/scan-session.js';
import { memberWord, sentencesOf, summaryOf } from './family-words.js';

export interface FamilyPanelProps {
  readonly family: Family;
  readonly door: Door;
  readonly direction: Shift['direction'];
  /** By the scan's id. */
  readonly people: ReadonlyMap<string, Person>;
  readonly session: ScanSession;
}

/** What became of several codes that were held up together: all of them in one look, and each with its own answer. */
export function FamilyPanel({ family, door, direction, people, session }: FamilyPanelProps) {
  const { t, locale } = useI18n();
  const face = familyFace(family);
  const said = sentencesOf(family, direction, door);
  usePainted(family, session.paintedFamily);
  useEffect(() => {
    if (said !== '' && preference('voice')) speak(said, locale);
  }, [said, locale]);
  return (
    <section class="door-many" data-family={face} aria-label={t('scanner.many.label')}>
      <h2>
        {face === 'waiting' ? <Spinner /> : <VerdictSign kind={face} size={40} />}
        {summaryOf(family, direction, t)}
      </h2>
      <ul>
        {family.members.map((member, index) => (
          <li key={member.text}>
            <MemberRow
              member={member}
              number={index + 1}
              door={door}
              person={member.shown === null ? undefined : people.get(member.shown.id)}
              onOpen={session.openMember}
            />
          </li>
        ))}
      </ul>
      <button type="button" class="door-many-next" disabled={face === 'waiting'} onClick={session.endFamily}>
        {t('scanner.verdict.next')}
      </button>
      <p class="sr-only" aria-live="assertive" aria-atomic="true">
        {said}
      </p>
    </section>
  );
}

interface MemberRowProps {
  readonly member: Member;
  /** As beside its box in the picture. */
  readonly number: number;
  readonly door: Door;
  readonly person: Person | undefined;
  readonly onOpen: (member: Member) => void;
}

function MemberRow({ member, number, door, person, onOpen }: MemberRowProps) {
  const { face, shown } = member;
  const found = door.event.root?.classes.find(({ index }) => index === shown?.decision.class);
  const name = person?.name || found?.label || found?.ticketType;
  return (
    <button
      type="button"
      class="door-member"
      data-face={face}
      disabled={shown === null}
      onClick={() => onOpen(member)}
    >
      <span>{number}</span>
      {face === 'waiting' ? <Spinner /> : <VerdictSign kind={face} size={32} />}
      <b>{memberWord(member, door)}</b>
      {name && <bdi>{name}</bdi>}
    </button>
  );
}
