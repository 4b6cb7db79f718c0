import { decodeHelp, type HelpCall, helpCode, MAX_HELP_NOTE } from '@gatehouse/shared/protocol';
import type { Sign } from '@gatehouse/shared/signing';
import type { PhoneDatabase, StoredHelpCall } from '../database.js';
import { createState, type Readable } from '../readable.js';

/** What a steward says of an answer that a lane cannot solve. */
export type HelpInput = Pick<
  HelpCall,
  'event' | 'ticket' | 'listId' | 'gateId' | 'direction' | 'result' | 'reason' | 'note'
>;

/** A supervisor's word on a call. */
export type HelpWord = 'taken' | 'settled';

/** A call as screens see it. */
export interface PhoneHelpCall extends HelpCall {
  /** What a supervisor's phone reads off this one when there is no line. */
  readonly code: string;
  /** `refused`: the server takes it from no phone, so that only the code can carry it. */
  readonly delivery: 'unsent' | 'sent' | 'refused';
  readonly state: 'open' | HelpWord;
  /** The phone that took or settled it, where that is known. */
  readonly stateBy: string | null;
}

/** A call as the server has it. */
export interface ServedCall {
  readonly code: string;
  readonly state: PhoneHelpCall['state'];
  readonly stateBy: string | null;
}

export interface HelpOptions {
  readonly database: PhoneDatabase;
  readonly deviceId: string;
  readonly sign: Sign;
  /** The phone's estimate, milliseconds since 1970. */
  readonly now: () => number;
  readonly newId: () => string;
}

/** Calls for help: this phone's own, those that it read off others, and those that the server tells a supervisor. */
export interface Help {
  /** Newest first. */
  readonly calls: Readable<readonly PhoneHelpCall[]>;
  /** Takes the calls from the disk. */
  load(): Promise<void>;
  /** Durable when it resolves, and sent when there is a line. @returns the id of the call */
  call(input: HelpInput): Promise<string>;
  /** A call that was read off another phone and checked. */
  carry(code: string): Promise<void>;
  /** Holds at once here, and everywhere when the server has heard it. What is settled stays so. */
  say(id: string, word: HelpWord): Promise<void>;
  /** The oldest call that the server has to hear of, or to hear a word on; null: none. */
  unsent(): StoredHelpCall | null;
  /** The server has it, or takes it never. */
  sent(id: string, delivery: 'sent' | 'refused'): Promise<void>;
  /** The server has heard the word, unless another one was said since. */
  heard(id: string, word: HelpWord): Promise<void>;
  /** Everything that the server tells this phone of; what it no longer tells of is forgotten. */
  told(calls: readonly ServedCall[]): Promise<void>;
  /** Calls of events that this phone serves no more go. */
  keepOnly(events: ReadonlySet<number>): Promise<void>;
  forgetAll(): Promise<void>;
}

/** Nobody waits at a gate for so long. */
const KEPT_MS = 2 * 24 * 60 * 60_000;

export function createHelp(options: HelpOptions): Help {
  const { database, deviceId, sign, now, newId } = options;
  const { held, calls, show, put, change, drop } = createKeptCalls(database);

  async function keep(code: string, delivery: StoredHelpCall['delivery']): Promise<void> {
    const said = decodeHelp(code);
    if (!said.ok || held.has(said.value.id)) return;
    await put({ id: said.value.id, code, delivery, state: 'open', stateBy: null, word: null });
  }

  async function takeServed({ code, state, stateBy }: ServedCall): Promise<string[]> {
    const said = decodeHelp(code);
    if (!said.ok) return [];
    const { id } = said.value;
    // What somebody said here counts until the server has heard it.
    if ((held.get(id)?.word ?? null) === null)
      await put({ id, code, delivery: 'sent', state, stateBy, word: null });
    return [id];
  }

  return {
    calls,
    async load() {
      held.clear();
      for (const call of await database.helpCalls.toArray()) held.set(call.id, call);
      show();
      const old = calls.get().filter(({ at }) => at < now() - KEPT_MS);
      if (old.length > 0) await drop(old.map(({ id }) => id));
    },
    async call(input) {
      const id = newId();
      const note = [...input.note].slice(0, MAX_HELP_NOTE).join('');
      await keep(await helpCode({ ...input, note, id, device: deviceId, at: now() }, sign), 'unsent');
      return id;
    },
    carry: (code) => keep(code, 'unsent'),
    async say(id, word) {
      if (held.get(id)?.state !== 'settled') await change(id, { state: word, stateBy: deviceId, word });
    },
    unsent: () =>
      [...held.values()].find(({ delivery, word }) => delivery === 'unsent' || word !== null) ?? null,
    sent: (id, delivery) => change(id, delivery === 'sent' ? { delivery } : { delivery, word: null }),
    async heard(id, word) {
      if (held.get(id)?.word === word) await change(id, { word: null });
    },
    async told(served) {
      const known = new Set<string>();
      for (const call of served) for (const id of await takeServed(call)) known.add(id);
      const isOver = ({ id, delivery, word }: StoredHelpCall) =>
        delivery === 'sent' && word === null && !known.has(id);
      await drop([...held.values()].filter(isOver).map(({ id }) => id));
    },
    async keepOnly(events) {
      const gone = calls.get().filter(({ event }) => !events.has(event));
      if (gone.length > 0) await drop(gone.map(({ id }) => id));
    },
    async forgetAll() {
      await database.helpCalls.clear();
      held.clear();
      show();
    },
  };
}

/** The calls on the disk, and in memory what is on it. */
function createKeptCalls(database: PhoneDatabase) {
  const held = new Map<string, StoredHelpCall>();
  const calls = createState<readonly PhoneHelpCall[]>([]);

  function show(): void {
    calls.set([...held.values()].flatMap(asShown).toSorted((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1)));
  }

  async function put(call: StoredHelpCall): Promise<void> {
    await database.helpCalls.put(call);
    held.set(call.id, call);
    show();
  }

  async function change(id: string, fields: Partial<StoredHelpCall>): Promise<void> {
    const call = held.get(id);
    if (call !== undefined) await put({ ...call, ...fields });
  }

  async function drop(ids: readonly string[]): Promise<void> {
    await database.helpCalls.bulkDelete([...ids]);
    for (const id of ids) held.delete(id);
    show();
  }

  return { held, calls, show, put, change, drop };
}

function asShown({ code, delivery, state, stateBy }: StoredHelpCall): PhoneHelpCall[] {
  const said = decodeHelp(code);
  return said.ok ? [{ ...said.value, code, delivery, state, stateBy }] : [];
}
