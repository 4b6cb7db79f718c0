import type { Candidate } from '@gatehouse/shared/checkin';
import type { Gateway, Shown } from '../../../store/log/index.js';
import type { Shift } from '../../../store/phone.js';
import { createState, type Readable, type State } from '../../../store/readable.js';
import { type Face, faceOf } from './face.js';
import { createSightings } from './sightings.js';

/** An answer on the screen. */
export interface OnScreen {
  /** Null: the answer was lost on the way, so nobody knows whether it is kept. */
  readonly shown: Shown | null;
  readonly face: Face;
  /** What was scanned; null for an answer from the log. */
  readonly text: string | null;
  /** When its code was scanned, by this session's clock. */
  readonly since: number;
  /** `late`: from before the app was closed; `again`: opened from the strip. Both stay until they are taken away. */
  readonly kind: 'new' | 'late' | 'again';
}

export interface SessionState {
  /** A scan is being decided and written. */
  readonly busy: boolean;
  readonly verdict: OnScreen | null;
  /** The last ones first. */
  readonly recent: readonly Shown[];
}

export interface SessionParts {
  readonly gateway: Pick<Gateway, 'scan' | 'recent' | 'unshown' | 'markShown' | 'people'>;
  readonly shift: () => Shift;
  /** Milliseconds that only go forward. */
  readonly now: () => number;
  /** Sounds and shakes; called when the answer goes on the screen. */
  readonly signal: (face: Face) => void;
  /** @returns forgets it */
  readonly later: (work: () => void, afterMs: number) => () => void;
}

/** One phone at one gate: scans one after another, and one answer on the screen at a time. */
export interface ScanSession {
  readonly state: Readable<SessionState>;
  /** Shows, once, what was kept but not seen when the app was closed. */
  begin(): Promise<void>;
  /** @param texts what the camera sees, the most central first */
  look(texts: readonly string[]): void;
  /** A code that somebody entered on purpose; it replaces any answer on the screen. */
  enter(text: string, how: 'camera' | 'typed'): void;
  /** To a question on the screen. */
  answer(yes: boolean): void;
  /** Of several tickets that were meant, one. @param ticket its hash in hexadecimal */
  choose(ticket: string): void;
  dismiss(): void;
  /** The answer has been on the screen for a moment, so the log may say that it was seen. */
  painted(verdict: OnScreen): void;
  open(shown: Shown): void;
}

const RECENT = 8;
const PLAIN_MS = 1200;
/** What has lines to read stays a little longer. */
const READING_MS = 3000;
const clearing: ReadonlySet<Face> = new Set<Face>(['admit', 'exit']);

interface Entry {
  readonly text: string;
  readonly how: 'camera' | 'typed';
  readonly confirms?: string;
  readonly chosen?: string;
}

/** The tickets that somebody can point at while this answer is on the screen. */
export function candidatesOf({ shown, kind }: OnScreen): readonly Candidate[] {
  // A verdict that was kept before there were any has none.
  const candidates: readonly Candidate[] | undefined = shown?.decision.candidates;
  return kind === 'new' ? (candidates ?? []) : [];
}

export function createScanSession(parts: SessionParts): ScanSession {
  return new Session(parts);
}

/** Its methods are handed to screens one by one, so they are bound. */
class Session implements ScanSession {
  readonly state: State<SessionState>;
  readonly #parts: SessionParts;
  readonly #sightings = createSightings();
  readonly #waiting: Entry[] = [];
  #running = false;
  #forgetTimer: () => void = () => undefined;
  #confirming: Entry | null = null;
  #choosing: Entry | null = null;

  constructor(parts: SessionParts) {
    this.#parts = parts;
    this.state = createState({ busy: false, verdict: null, recent: parts.gateway.recent(RECENT) });
  }

  readonly begin = async (): Promise<void> => {
    const { gateway, now } = this.#parts;
    const shown = await gateway.unshown().catch(() => null);
    if (shown === null) return;
    this.#put({ shown, face: faceOf(shown), text: null, since: now(), kind: 'late' });
    this.state.patch({ recent: gateway.recent(RECENT) });
  };

  readonly look = (texts: readonly string[]): void => {
    const { now, shift } = this.#parts;
    const { verdict } = this.state.get();
    // A question waits for its answer, and what is from the past until somebody has read it.
    const isHeld = verdict !== null && (verdict.face === 'confirm' || verdict.kind !== 'new');
    if (this.#running || isHeld) {
      this.#sightings.keep(texts, now());
      return;
    }
    const showing =
      verdict === null || verdict.text === null ? null : { text: verdict.text, since: verdict.since };
    const text = this.#sightings.pick(texts, { now: now(), direction: shift().direction, showing });
    if (text !== null) this.#add({ text, how: 'camera' });
  };

  readonly enter = (text: string, how: 'camera' | 'typed'): void => {
    const { now, shift } = this.#parts;
    this.#sightings.note(text, { now: now(), direction: shift().direction });
    this.#add({ text, how });
  };

  readonly answer = (yes: boolean): void => {
    const entry = this.#confirming;
    this.dismiss();
    if (yes && entry !== null) this.#add(entry);
  };

  readonly choose = (ticket: string): void => {
    const entry = this.#choosing;
    this.dismiss();
    if (entry !== null) this.#add({ ...entry, chosen: ticket });
  };

  readonly dismiss = (): void => {
    const wasLate = this.state.get().verdict?.kind === 'late';
    this.#confirming = null;
    this.#choosing = null;
    this.#put(null);
    // There may be another one that nobody has seen.
    if (wasLate) void this.begin();
  };

  readonly painted = ({ shown, kind }: OnScreen): void => {
    if (shown !== null && kind !== 'again') void this.#parts.gateway.markShown(shown.id);
  };

  readonly open = (shown: Shown): void => {
    this.#confirming = null;
    this.#put({ shown, face: faceOf(shown), text: null, since: this.#parts.now(), kind: 'again' });
  };

  #put(verdict: OnScreen | null): void {
    this.#forgetTimer();
    this.#forgetTimer = () => undefined;
    this.state.patch({ verdict });
    if (verdict === null || verdict.kind === 'again') return;
    const { shown, face, kind } = verdict;
    this.#parts.signal(face);
    if (kind !== 'new' || shown === null || !clearing.has(face)) return;
    const clear = () => {
      if (this.state.get().verdict === verdict) this.#put(null);
    };
    this.#stay(clear, shown);
  }

  /** Who it is comes a moment after the verdict, and what there is to read of them takes its time. */
  #stay(clear: () => void, { id, decision }: Shown): void {
    const { people } = this.#parts.gateway;
    const hasLines = () => {
      const person = people.get().get(id);
      return person !== undefined && person.texts.length + person.items.length + person.note.length > 0;
    };
    const isLong = decision.texts.length + decision.notices.length > 0 || hasLines();
    let endTimer = this.#parts.later(clear, isLong ? READING_MS : PLAIN_MS);
    const endListening = people.subscribe(() => {
      if (isLong || !hasLines()) return;
      endListening();
      endTimer();
      endTimer = this.#parts.later(clear, READING_MS);
    });
    this.#forgetTimer = () => {
      endListening();
      endTimer();
    };
  }

  #add(entry: Entry): void {
    this.#waiting.push(entry);
    if (!this.#running) void this.#drain();
  }

  async #drain(): Promise<void> {
    this.#running = true;
    for (let entry = this.#waiting.shift(); entry !== undefined; entry = this.#waiting.shift()) {
      this.state.patch({ busy: true });
      await this.#scan(entry);
      this.state.patch({ busy: false, recent: this.#parts.gateway.recent(RECENT) });
    }
    this.#running = false;
  }

  async #scan(entry: Entry): Promise<void> {
    const { gateway, shift, now } = this.#parts;
    const since = now();
    const shown = await gateway.scan(entry, shift()).catch(() => null);
    const face = faceOf(shown);
    this.#confirming = face === 'confirm' && shown !== null ? { ...entry, confirms: shown.id } : null;
    const verdict: OnScreen = { shown, face, text: entry.text, since, kind: 'new' };
    this.#choosing = candidatesOf(verdict).length > 0 ? entry : null;
    this.#put(verdict);
  }
}
