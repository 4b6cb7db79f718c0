import type { Decision } from '@gatehouse/shared/checkin';
import type { Person } from '@gatehouse/shared/people';
import type { Gateway, Shown } from '../../../../store/log/index.js';
import type { Shift } from '../../../../store/phone.js';
import { createState } from '../../../../store/readable.js';
import type { Face } from '../face.js';
import { createScanSession } from '../scan-session.js';

type ScanInput = Parameters<Gateway['scan']>[0];
type Answer = 'admit' | 'confirm' | 'refuse' | 'overridable' | 'lost';

const quiet = { asks: [], notices: [], texts: [], mayOverride: false, persons: 1 } as const;
const nobody = { ticket: null, generation: null, class: null, list: 'l' } as const;

export function decisionOf(result: Exclude<Answer, 'lost'>): Decision {
  if (result === 'overridable') return { ...decisionOf('refuse'), mayOverride: true };
  const effect = result === 'admit' ? 'entry' : 'none';
  const reason = result === 'admit' ? 'ok' : result === 'confirm' ? 'unpaid' : 'forged';
  return { ...quiet, ...nobody, result, effect, reason, explanation: { code: reason } };
}

/** A gate whose answers are told beforehand; the door's own gateway has its tests where it lives. */
export function door(answers: Record<string, Answer | 'unrecorded'>, left: readonly Shown[] = []) {
  const scans: ScanInput[] = [];
  const shownIds: string[] = [];
  const undone: string[] = [];
  const faces: Face[] = [];
  const timers: { readonly work: () => void; readonly afterMs: number; dead: boolean }[] = [];
  let now = 0;
  let shift: Shift = { eventId: 'e', listId: 'l', gateId: null, direction: 'in' };
  const recent: Shown[] = [];
  const people = createState<ReadonlyMap<string, Person>>(new Map());
  const place = { eventNumber: 1, listId: 'l', gateId: null, persons: 1 } as const;

  function shownOf(result: Answer | 'unrecorded'): Shown {
    const id = `scan${scans.length}`;
    const recorded = result !== 'unrecorded';
    const decision = decisionOf(result === 'unrecorded' || result === 'lost' ? 'admit' : result);
    return { ...place, id, recorded, decision, at: now, direction: shift.direction } as Shown;
  }

  const session = createScanSession({
    gateway: {
      scan: async (input) => {
        scans.push(input);
        const isFirst = input.confirms === undefined && input.overrides === undefined;
        const answer = isFirst ? (answers[input.text] ?? 'refuse') : 'admit';
        if (answer === 'lost') throw new Error('the connection was lost');
        const shown = shownOf(answer);
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
    later: (work, afterMs) => {
      const timer = { work, afterMs, dead: false };
      timers.push(timer);
      return () => {
        timer.dead = true;
      };
    },
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
    timers,
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
    ring: () => {
      for (const timer of timers.splice(0)) if (!timer.dead) timer.work();
    },
    face: () => session.state.get().verdict?.face ?? null,
  };
}

export const textsOf = (scans: readonly ScanInput[]) => scans.map(({ text }) => text);

export async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
}
