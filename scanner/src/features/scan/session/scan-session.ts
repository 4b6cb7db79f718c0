import type { Gateway, Shown } from '../../../store/log/gateway.js';
import type { Shift } from '../../../store/phone.js';
import { createState, type Readable } from '../../../store/readable.js';
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
  readonly gateway: Pick<Gateway, 'scan' | 'recent' | 'unshown' | 'markShown'>;
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
}

export function createScanSession({ gateway, shift, now, signal, later }: SessionParts): ScanSession {
  const state = createState<SessionState>({ busy: false, verdict: null, recent: gateway.recent(RECENT) });
  const sightings = createSightings();
  const waiting: Entry[] = [];
  let running = false;
  let forgetTimer: () => void = () => undefined;
  let confirming: Entry | null = null;

  function put(verdict: OnScreen | null): void {
    forgetTimer();
    forgetTimer = () => undefined;
    state.patch({ verdict });
    if (verdict === null) return;
    const { shown, face, kind } = verdict;
    if (kind === 'again') return;
    signal(face);
    if (kind === 'new' && shown !== null && clearing.has(face))
      forgetTimer = later(() => state.get().verdict === verdict && put(null), staysFor(shown));
  }

  async function run(entry: Entry): Promise<void> {
    const since = now();
    const shown = await gateway.scan(entry, shift()).catch(() => null);
    const face = faceOf(shown);
    confirming = face === 'confirm' && shown !== null ? { ...entry, confirms: shown.id } : null;
    put({ shown, face, text: entry.text, since, kind: 'new' });
  }

  async function drain(): Promise<void> {
    if (running) return;
    running = true;
    for (let entry = waiting.shift(); entry !== undefined; entry = waiting.shift()) {
      state.patch({ busy: true });
      await run(entry);
      state.patch({ busy: waiting.length > 0, recent: gateway.recent(RECENT) });
    }
    running = false;
  }

  function add(entry: Entry): void {
    waiting.push(entry);
    void drain();
  }

  function look(texts: readonly string[]): void {
    const { verdict } = state.get();
    // A question waits for its answer, and what is from the past until somebody has read it.
    const isHeld = verdict !== null && (verdict.face === 'confirm' || verdict.kind !== 'new');
    if (running || isHeld) {
      sightings.keep(texts, now());
      return;
    }
    const showing =
      verdict === null || verdict.text === null ? null : { text: verdict.text, since: verdict.since };
    const text = sightings.pick(texts, { now: now(), direction: shift().direction, showing });
    if (text !== null) add({ text, how: 'camera' });
  }

  return {
    state,
    async begin() {
      const shown = await gateway.unshown().catch(() => null);
      if (shown === null) return;
      put({ shown, face: faceOf(shown), text: null, since: now(), kind: 'late' });
      state.patch({ recent: gateway.recent(RECENT) });
    },
    look,
    enter(text, how) {
      sightings.note(text, { now: now(), direction: shift().direction });
      add({ text, how });
    },
    answer(yes) {
      const entry = confirming;
      confirming = null;
      put(null);
      if (yes && entry !== null) add(entry);
    },
    painted({ shown, kind }) {
      if (shown !== null && kind !== 'again') void gateway.markShown(shown.id);
    },
    dismiss() {
      confirming = null;
      put(null);
    },
    open(shown) {
      confirming = null;
      put({ shown, face: faceOf(shown), text: null, since: now(), kind: 'again' });
    },
  };
}

function staysFor({ decision }: Shown): number {
  return decision.texts.length + decision.notices.length > 0 ? READING_MS : PLAIN_MS;
}
