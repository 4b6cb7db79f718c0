import type { Candidate } from '@gatehouse/shared/checkin';
import type { Gateway, ScanInput, Shown, UndoOutcome } from '../../../store/log/index.js';
import type { Shift } from '../../../store/phone.js';
import { createState, type Readable, type State } from '../../../store/readable.js';
import { type Face, faceOf } from './face.js';
import type { Family, Member } from './family.js';
import { FamilyScans } from './family-scans.js';
import { createSightings } from './sightings.js';

/** What a scan may say beside its code. */
export type EnterOptions = Omit<Entry, 'text' | 'how'>;

/** A scan as it was asked for. */
export interface Entry extends ScanInput {
  /** Where it counts, when that is not where this phone stands. */
  readonly at?: Shift;
}

/** An answer on the screen. */
export interface OnScreen {
  /** Null: the answer was lost on the way, so nobody knows whether it is kept. */
  readonly shown: Shown | null;
  readonly face: Face;
  /** What was scanned, as long as it is remembered: a second scan of it can say yes, or go against a refusal. */
  readonly entry: Entry | null;
  /** When its code was scanned, by this session's clock. */
  readonly since: number;
  /** `late`: from before the app was closed; `again`: opened from the strip. Both stay, the first until it is taken away. */
  readonly kind: 'new' | 'late' | 'again';
}

/** What somebody entered on the screen of a verdict that asks questions. */
export type Given = Required<Pick<ScanInput, 'answers' | 'photos'>>;

export interface SessionState {
  /** A scan is being decided and written. */
  readonly busy: boolean;
  readonly verdict: OnScreen | null;
  /** Several codes that were held up together; the answer of one of them may lie over it. */
  readonly family: Family | null;
  /** Codes that came on purpose while answers were being entered. They were not scanned, and the screen says so. */
  readonly turnedAway: number;
  /** The last ones first. */
  readonly recent: readonly Shown[];
}

export interface SessionParts {
  readonly gateway: Pick<Gateway, 'scan' | 'undo' | 'recent' | 'unshown' | 'markShown' | 'people'>;
  readonly shift: () => Shift;
  /** Milliseconds that only go forward. */
  readonly now: () => number;
  /** Sounds and shakes; called when the answer goes on the screen. */
  readonly signal: (face: Face) => void;
  /** Milliseconds until a green answer goes by itself; 0: only at a touch. Left out: as long as it takes to be seen. */
  readonly clearAfter?: () => number;
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
  /**
   * A code, or a ticket that was found, that somebody entered on purpose. It replaces any answer on the screen, except
   * one whose questions are being answered: that would throw away what was entered, so it is turned away with a sound.
   */
  enter(text: string, how: ScanInput['how'], options?: EnterOptions): void;
  /** Codes that somebody holds up together in another way than before the camera; each is a scan of its own. */
  enterTogether(texts: readonly string[]): void;
  /** The answer of one of several; a question can be answered then. */
  openMember(member: Member): void;
  /** Several are done with. */
  endFamily(): void;
  /** As `painted`, for each answer of several. */
  paintedFamily(family: Family): void;
  /** A code came while answers are being entered: it was not scanned, and somebody has to know. */
  turnAway(): void;
  /** To a question on the screen. @param given what the second scan says beside the yes */
  answer(yes: boolean, given?: EnterOptions): void;
  /** Of several tickets that were meant, one. @param ticket its hash in hexadecimal */
  choose(ticket: string): void;
  /** Goes against the refusal on the screen; the door decides anew whether that is allowed. */
  override(given: EnterOptions): void;
  /** Takes back an admission, an exit or an override. */
  undo(scanId: string): Promise<UndoOutcome>;
  /** Until it ends, codes that are read go to somebody else and are no scans. @returns ends it */
  divert(take: (text: string) => void): () => void;
  /** While something lies over the answer, the camera's codes wait. @returns ends it */
  pause(): () => void;
  dismiss(): void;
  /** Others have written to the log: the strip is drawn anew. */
  refresh(): void;
  /** The answer has been on the screen for a moment, so the log may say that it was seen. */
  painted(verdict: OnScreen): void;
  open(shown: Shown): void;
}

const RECENT = 8;
const PLAIN_MS = 1200;
/** What has lines to read stays a little longer. */
const READING_MS = 3000;
const clearing: ReadonlySet<Face> = new Set<Face>(['admit', 'exit']);

/** The tickets that somebody can point at while this answer is on the screen. */
export function candidatesOf({ shown, kind }: OnScreen): readonly Candidate[] {
  // A verdict that was kept before there were any has none.
  const candidates: readonly Candidate[] | undefined = shown?.decision.candidates;
  return kind === 'new' ? (candidates ?? []) : [];
}

/** Whether this verdict wants more than a yes. */
export function wantsAnswers({ shown, kind, face }: OnScreen): boolean {
  return (
    kind === 'new' &&
    face === 'confirm' &&
    shown?.decision.asks.some(({ reason }) => reason === 'answers_required') === true
  );
}

export function createScanSession(parts: SessionParts): ScanSession {
  return new Session(parts);
}

/** Its methods are handed to screens one by one, so they are bound. */
class Session implements ScanSession {
  readonly state: State<SessionState>;
  readonly #parts: SessionParts;
  readonly #sightings = createSightings();
  readonly #several: FamilyScans;
  readonly #waiting: Entry[] = [];
  #running = false;
  #forgetTimer: () => void = () => undefined;
  #pauses = 0;
  #diverted: ((text: string) => void) | null = null;
  /** By the scan's id, of the last scans alone. In memory, because codes are not kept on the disk. */
  readonly #entries = new Map<string, Entry>();

  constructor(parts: SessionParts) {
    this.#parts = parts;
    this.state = createState({
      busy: false,
      verdict: null,
      family: null,
      turnedAway: 0,
      recent: parts.gateway.recent(RECENT),
    });
    this.#several = new FamilyScans({
      parts,
      sightings: this.#sightings,
      verdict: () => this.state.get().verdict,
      family: () => this.state.get().family,
      show: (family) => this.state.patch({ family }),
      scan: (text) => this.#add({ text, how: 'camera' }),
    });
  }

  readonly begin = async (): Promise<void> => {
    const { gateway, now } = this.#parts;
    const shown = await gateway.unshown().catch(() => null);
    if (shown === null) return;
    this.#put({ shown, face: faceOf(shown), entry: null, since: now(), kind: 'late' });
    this.state.patch({ recent: gateway.recent(RECENT) });
  };

  readonly look = (texts: readonly string[]): void => {
    const { now, shift } = this.#parts;
    const { verdict, family } = this.state.get();
    for (const text of this.#diverted === null ? [] : texts) this.#diverted?.(text);
    // The answer of one of several is read before anything else comes.
    const isReading = family !== null && verdict !== null;
    if (this.#running || this.#pauses > 0 || isHeld(verdict) || isReading) {
      this.#sightings.keep(texts, now());
      this.#several.keep(texts);
      return;
    }
    const alone = this.#several.look(texts);
    if (this.state.get().family !== family) this.#put(null);
    const showing =
      verdict === null || verdict.entry === null ? null : { text: verdict.entry.text, since: verdict.since };
    const text = this.#sightings.pick(alone, { now: now(), direction: shift().direction, showing });
    if (text === null) return;
    this.#several.end();
    this.#add({ text, how: 'camera' });
  };

  readonly enter = (text: string, how: ScanInput['how'], options: EnterOptions = {}): void => {
    const { now, shift } = this.#parts;
    const { verdict } = this.state.get();
    if (verdict !== null && wantsAnswers(verdict)) {
      this.turnAway();
      return;
    }
    if (this.#diverted !== null && how === 'camera') {
      this.#diverted(text);
      return;
    }
    if (text !== '') this.#sightings.note(text, { now: now(), direction: shift().direction });
    this.#add({ ...options, text, how });
  };

  readonly enterTogether = (texts: readonly string[]): void => {
    this.#put(null);
    this.#several.begin(texts);
  };

  readonly openMember = ({ text, shown, face }: Member): void => {
    if (shown === null) return;
    const entry = this.#entries.get(shown.id) ?? { text, how: 'camera' };
    if (face !== 'confirm') this.open(shown);
    else this.#put({ shown, face, entry, since: this.#parts.now(), kind: 'new' });
  };

  readonly endFamily = (): void => this.#several.end();

  readonly paintedFamily = ({ members }: Family): void => {
    for (const { shown } of members) if (shown !== null) void this.#parts.gateway.markShown(shown.id);
  };

  readonly turnAway = (): void => {
    this.state.patch({ turnedAway: this.state.get().turnedAway + 1 });
    this.#parts.signal('unrecorded');
  };

  readonly answer = (yes: boolean, given: EnterOptions = {}): void => {
    const { verdict } = this.state.get();
    this.dismiss();
    if (yes && verdict !== null && isQuestion(verdict))
      this.#follow(verdict, ({ id }) => ({ ...given, confirms: id }));
  };

  readonly override = (given: EnterOptions): void => {
    const { verdict } = this.state.get();
    this.dismiss();
    if (verdict?.shown?.decision.mayOverride === true)
      this.#follow(verdict, ({ id }) => ({ ...given, overrides: id }));
  };

  readonly undo = async (scanId: string): Promise<UndoOutcome> => {
    const outcome = await this.#parts.gateway.undo(scanId).catch(() => 'not_recorded' as const);
    this.state.patch({ recent: this.#parts.gateway.recent(RECENT) });
    const member = this.state.get().family?.members.find(({ shown }) => shown?.id === scanId);
    if (outcome === 'done' && member !== undefined) this.#several.decide({ ...member, face: 'undone' });
    return outcome;
  };

  readonly pause = (): (() => void) => {
    this.#pauses += 1;
    let isOver = false;
    return () => {
      if (!isOver) this.#pauses -= 1;
      isOver = true;
    };
  };

  readonly choose = (ticket: string): void => {
    const { verdict } = this.state.get();
    this.dismiss();
    if (verdict === null || verdict.entry === null || candidatesOf(verdict).length === 0) return;
    this.#add({ ...verdict.entry, chosen: ticket });
  };

  readonly divert = (take: (text: string) => void): (() => void) => {
    this.#diverted = take;
    return () => {
      if (this.#diverted === take) this.#diverted = null;
    };
  };

  readonly dismiss = (): void => {
    const wasLate = this.state.get().verdict?.kind === 'late';
    this.#put(null);
    // There may be another one that nobody has seen.
    if (wasLate) void this.begin();
  };

  readonly refresh = (): void => {
    this.state.patch({ recent: this.#parts.gateway.recent(RECENT) });
  };

  readonly painted = ({ shown, kind }: OnScreen): void => {
    if (shown !== null && kind !== 'again') void this.#parts.gateway.markShown(shown.id);
  };

  readonly open = (shown: Shown): void => {
    const entry = this.#entries.get(shown.id) ?? null;
    this.#put({ shown, face: faceOf(shown), entry, since: this.#parts.now(), kind: 'again' });
  };

  #put(verdict: OnScreen | null): void {
    this.#forgetTimer();
    this.#forgetTimer = () => undefined;
    this.state.patch({ verdict, turnedAway: 0 });
    if (verdict === null || verdict.kind === 'again') return;
    const { shown, face, kind } = verdict;
    this.#parts.signal(face);
    const afterMs = this.#parts.clearAfter?.() ?? PLAIN_MS;
    if (kind !== 'new' || shown === null || !clearing.has(face) || afterMs === 0) return;
    const clear = () => {
      // What somebody works on does not go away under their hands.
      if (this.#pauses === 0 && this.state.get().verdict === verdict) this.#put(null);
    };
    this.#stay(clear, shown, afterMs);
  }

  /** Who it is comes a moment after the verdict, and what there is to read of them takes its time. */
  #stay(clear: () => void, { id, decision }: Shown, afterMs: number): void {
    const readingMs = Math.max(READING_MS, afterMs);
    const { people } = this.#parts.gateway;
    const hasLines = () => {
      const person = people.get().get(id);
      return person !== undefined && person.texts.length + person.items.length + person.note.length > 0;
    };
    const isLong = decision.texts.length + decision.notices.length > 0 || hasLines();
    let endTimer = this.#parts.later(clear, isLong ? readingMs : afterMs);
    const endListening = people.subscribe(() => {
      if (isLong || !hasLines()) return;
      endListening();
      endTimer();
      endTimer = this.#parts.later(clear, readingMs);
    });
    this.#forgetTimer = () => {
      endListening();
      endTimer();
    };
  }

  /** The same code once more, naming the scan before. It speaks of that one alone. */
  #follow({ entry, shown }: OnScreen, says: (before: Shown) => EnterOptions): void {
    if (entry === null || shown === null) return;
    this.#add({ ...entry, confirms: undefined, overrides: undefined, ...says(shown) });
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
    const { at = shift(), ...input } = entry;
    const shown = await gateway.scan(input, at).catch(() => null);
    const face = faceOf(shown);
    if (shown !== null) this.#remember(shown.id, entry);
    const member = this.#several.memberOf(entry.text);
    // A yes to one of several, or a second look at it, is read large as any other answer.
    if (member?.face !== 'waiting') this.#put({ shown, face, entry, since, kind: 'new' });
    if (member !== undefined) this.#several.decide({ ...member, shown, face });
  }

  #remember(id: string, entry: Entry): void {
    this.#entries.set(id, entry);
    const [oldest] = this.#entries.keys();
    if (this.#entries.size > RECENT && oldest !== undefined) this.#entries.delete(oldest);
  }
}

/** A question waits for its answer, and what is from before the start until somebody has read it. */
function isHeld(verdict: OnScreen | null): boolean {
  return isQuestion(verdict) || verdict?.kind === 'late';
}

/** Whether somebody has to say yes or no before anything else. */
export function isQuestion(verdict: OnScreen | null): boolean {
  return verdict?.face === 'confirm' && verdict.kind === 'new';
}
