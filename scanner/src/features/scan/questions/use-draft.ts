import { type AnswerFault, checkAnswers, type QuestionForm } from '@gatehouse/shared/checkin';
import { useRef, useState } from 'preact/hooks';
import type { Photo } from '../../../store/log/index.js';
import type { Draft } from '../session/drafts.js';
import type { Given } from '../session/scan-session.js';

export type Faults = ReadonlyMap<string, AnswerFault>;

/** What is entered for a list of questions. Entries are checked when they are saved, and from then on at every change. */
export interface DraftUse {
  readonly draft: Draft;
  readonly faults: Faults;
  readonly isTouched: boolean;
  photoOf(question: QuestionForm): Photo | null;
  enter(question: QuestionForm, entry: unknown): void;
  enterPhoto(question: QuestionForm, photo: Photo | null): void;
  /** What is wrong stands in `faults` too. @returns what to keep, or the first question, in their order, that is at fault */
  check(): { readonly ok: true; readonly given: Given } | { readonly ok: false; readonly first: string };
}

export function useDraft(
  questions: readonly QuestionForm[],
  initial: Draft,
  onDraft: (draft: Draft) => void,
): DraftUse {
  const [draft, setDraft] = useState(initial);
  const [faults, setFaults] = useState<Faults>(new Map());
  // A photo comes long after it was taken, maybe between another entry and its drawing: neither takes back the other.
  const latest = useRef(initial);

  function enter({ id }: QuestionForm, entry: unknown, added: readonly Photo[] = []): void {
    const { entries, photos } = latest.current;
    const next = { entries: { ...entries, [id]: entry }, photos: [...photos, ...added] };
    latest.current = next;
    setDraft(next);
    onDraft(next);
    const still = faultsOf(questions, next);
    // Only what was pointed out goes; what is not finished yet is not told before the next try.
    setFaults((known) => new Map([...known.keys()].flatMap((each) => stillAt(still, each))));
  }

  const photoOf = ({ id }: QuestionForm) => {
    const hash = photoHash(draft.entries[id]);
    return draft.photos.find(({ sha256 }) => sha256 === hash) ?? null;
  };

  return {
    draft,
    faults,
    isTouched: Object.values(draft.entries).some((entry) => entry !== undefined && entry !== ''),
    photoOf,
    enter,
    enterPhoto(question, photo) {
      if (photo === null) enter(question, undefined);
      else enter(question, { photo: photo.sha256, bytes: photo.bytes.length }, [photo]);
    },
    check() {
      const { entries, photos: taken } = latest.current;
      const checked = checkAnswers(questions, entries);
      setFaults(faultsOf(questions, latest.current));
      if (!checked.ok) return { ok: false, first: checked.faults[0]?.questionId ?? '' };
      const named = new Set(Object.values(checked.answers).map(photoHash));
      const photos = taken.filter(({ sha256 }) => named.has(sha256));
      return { ok: true, given: { answers: checked.answers, photos } };
    },
  };
}

function faultsOf(questions: readonly QuestionForm[], { entries }: Draft): Faults {
  const checked = checkAnswers(questions, entries);
  return new Map(checked.ok ? [] : checked.faults.map(({ questionId, code }) => [questionId, code]));
}

function stillAt(faults: Faults, id: string): [string, AnswerFault][] {
  const code = faults.get(id);
  return code === undefined ? [] : [[id, code]];
}

function photoHash(entry: unknown): unknown {
  return typeof entry === 'object' && entry !== null ? Reflect.get(entry, 'photo') : undefined;
}
