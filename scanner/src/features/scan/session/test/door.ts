import type { Decision } from '@gatehouse/shared/checkin';
import type { Person } from '@gatehouse/shared/people';
import type { Gateway, Shown } from '../../../../store/log/index.js';
import type { Shift } from '../../../../store/phone.js';
import { createState } from '../../../../store/readable.js';
import type { Face } from '../face.js';
import { createScanSession } from '../scan-session.js';

type ScanInput = Parameters<Gateway['scan']>[0];
type Answer = 'admit' | 'confirm' | 'asks' | 'refuse' | 'overridable' | 'several' | 'lost';

const quiet = { asks: [], notices: [], texts: [], mayOverride: false, persons: 1 } as const;
const nobody = { ticket: null, generation: null, class: null, list: 'l', candidates: [] } as const;

export const two = ['t1', 't2'].map((ticket) => ({ ticket, class: 7, generation: 0 }));

const asks = [
  { reason: 'answers_required', explanation: { code: 'answers_required', questions: ['q'] } },
] as const;

export function decisionOf(result: Exclude<Answer, 'lost'>): Decision {
  if (result === 'overridable') return { ...decisionOf('refuse'), mayOverride: true };
  if (result === 'several') {
    const explanation = { code: 'ambiguous', count: 2 } as const;
    return { ...decisionOf('refuse'), reason: 'ambiguous', explanation, candidates: two };
  }
  if (result === 'asks') {
    const [{ reason, explanation }] = asks;
    return { ...quiet, ...nobody, result: 'confirm', effect: 'none', reason, explanation, asks };
  }
  const effect = result === 'admit' ? 'entry' : 'none';
  const reason = result === 'admit' ? 'ok' : result === 'confirm' ? 'unpaid' : 'forged';
  return { ...quiet, ...nobody, result, effect, reason, explanation: { code: reason } };
}

const place = { eventNumber: 1, listId: 'l', gateId: null, persons: 1 } as const;

/** Timers that a test rings by hand. */
function createTimers() {
  const timers: { readonly work: () => void; readonly afterMs: number; dead: boolean }[] = [];
  return {
    timers,
    ring: () => {
      for (const timer of timers.splice(0)) if (!timer.dead) timer.work();
    },
    later: (work: () => void, afterMs: number) => {
      const timer = { work, afterMs, dead: false };
      timers.push(timer);
      return () => {
        timer.dead = true;
      };
    },
  };
}

function shownOf(result: Answer | 'unrecorded', seen: Pick<Shown, 'id' | 'at' | 'direction'>): Shown {
  const recorded = result !== 'unrecorded';
  const decision = decisionOf(result === 'unrecorded' || result === 'lost' ? 'admit' : result);
  return { ...place, ...seen, recorded, decision } as Shown;
}

/** A gate whose answers are told beforehand; the door's own gateway has its tests where it lives. */
export function door(
  answers: Record<string, Answer | 'unrecorded'>,
  left: readonly Shown[] = [],
  clearAfterMs?: number,
) {
  const scans: ScanInput[] = [];
  const shownIds: string[] = [];
  const undone: string[] = [];
  const faces: Face[] = [];
  const { later, ...clock } = createTimers();
  let now = 0;
  let shift: Shift = { eventId: 'e', listId: 'l', gateId: null, direction: 'in' };
  const recent: Shown[] = [];
  const people = createState<ReadonlyMap<string, Person>>(new Map());

  const session = createScanSession({
    gateway: {
      scan: async (input) => {
        scans.push(input);
        const isFirst = (input.confirms ?? input.overrides ?? input.chosen ?? null) === null;
        const answer = isFirst ? (answers[input.text] ?? 'refuse') : 'admit';
        if (answer === 'lost') throw new Error('the connection was lost');
        const shown = shownOf(answer, { id: `scan${scans.length}`, at: now, direction: shift.direction });
        recent.unshift(shown);
        return shown;
      },
      undo: async (id) => {
        undone.push(id);
        return 'done';
      },
      people,
      recent: (limit) => recent.slice(0, limit),
      unshown: async () => left.find(({ id }) => !shownIds.includes(id)) ?? null,
      markShown: async (id) => void shownIds.push(id),
    },
    shift: () => shift,
    now: () => now,
    signal: (face) => void faces.push(face),
    later,
    ...(clearAfterMs === undefined ? {} : { clearAfter: () => clearAfterMs }),
  });
  function paint(): void {
    const { verdict } = session.state.get();
    if (verdict !== null) session.painted(verdict);
  }

  return {
    session,
    people,
    paint,
    scans,
    shownIds,
    undone,
    faces,
    ...clock,
    turn: (direction: Shift['direction']) => {
      shift = { ...shift, direction };
    },
    /** The camera looks, and everything that follows from it has happened. */
    async look(...texts: string[]) {
      now += 100;
      session.look(texts);
      await settled();
      paint();
    },
    pass: (milliseconds: number) => {
      now += milliseconds;
    },
    face: () => session.state.get().verdict?.face ?? null,
  };
}

export const textsOf = (scans: readonly ScanInput[]) => scans.map(({ text }) => text);

export async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
}
