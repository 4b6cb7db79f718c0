import { readdirSync, readFileSync } from 'node:fs';
import type { Code, Facts, Now, Policy, Row, Ticket } from '../index.js';

const folder = new URL('../../vectors/decide/', import.meta.url);

type Fields = Readonly<Record<string, unknown>>;

/** What differs from the defaults; `row` may be a status instead of a row. */
interface GivenTicket extends Fields {
  readonly row?: Fields | string;
  readonly history?: readonly Fields[];
  readonly addOns?: readonly GivenTicket[];
  readonly parent?: GivenTicket;
}

export interface Given {
  readonly now?: Fields;
  readonly scan?: Fields;
  readonly code?: Fields;
  readonly row?: Fields | string;
  readonly history?: readonly Fields[];
  readonly ticket?: GivenTicket;
  readonly tickets?: readonly GivenTicket[];
  readonly class?: Fields;
  readonly list?: Fields;
  readonly moreLists?: readonly Fields[];
  readonly policy?: Fields & {
    readonly questions?: readonly Fields[];
    readonly profile?: Fields;
    readonly times?: Fields;
    readonly moreClasses?: readonly Fields[];
  };
}

export interface Vector {
  readonly name: string;
  readonly given?: Given;
  readonly expect: Fields;
}

interface Defaults {
  readonly now: Now;
  readonly scan: Facts['scan'];
  readonly code: Fields;
  readonly ticket: Fields;
  readonly row: Row;
  readonly move: Fields;
  readonly class: Fields;
  readonly list: Fields;
  readonly question: Fields;
  readonly policy: Policy;
}

const defaults: Defaults = readJson('defaults.json');

/** The cases by the file that holds them. */
export const vectorFiles: readonly (readonly [file: string, vectors: readonly Vector[]])[] = readdirSync(
  folder,
)
  .filter((name) => name.endsWith('.json') && name !== 'defaults.json')
  .map((name) => [name, readJson<readonly Vector[]>(name)]);

/** Instants are written in ISO 8601 and are numbers for the code. */
function readJson<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(name, folder), 'utf8'), (_, value: unknown) =>
    typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value) ? Date.parse(value) : value,
  );
}

export function factsOf(given: Given = {}): Facts {
  return { scan: { ...defaults.scan, ...given.scan }, code: codeOf(given), answered: null };
}

function codeOf(given: Given): Code {
  const code = { ...defaults.code, ...given.code };
  const { row, history } = given;
  const shown = { ...(row === undefined ? {} : { row }), ...(history ? { history } : {}), ...given.ticket };
  if (code.kind === 'ticket') return { ...code, ticket: ticketOf(shown) } as Code;
  return { ...given.code, tickets: (given.tickets ?? []).map(ticketOf) } as unknown as Code;
}

function ticketOf(given: GivenTicket): Ticket {
  return {
    ...defaults.ticket,
    ...given,
    row: typeof given.row === 'string' ? given.row : { ...defaults.row, ...given.row },
    history: (given.history ?? []).map((move) => ({ ...defaults.move, ...move })),
    addOns: (given.addOns ?? []).map(ticketOf),
    parent: given.parent ? ticketOf({ id: 'parent', ...given.parent }) : null,
  } as Ticket;
}

export function policyOf({ policy, list, moreLists = [], ...given }: Given = {}): Policy {
  const { moreClasses = [], ...changes } = policy ?? {};
  return {
    ...defaults.policy,
    ...changes,
    questions: (policy?.questions ?? []).map((question) => ({ ...defaults.question, ...question })),
    profile: { ...defaults.policy.profile, ...policy?.profile },
    times: { ...defaults.policy.times, ...policy?.times },
    classes: [given.class ?? {}, ...moreClasses].map((fields) => ({ ...defaults.class, ...fields })),
    lists: [list ?? {}, ...moreLists].map((fields) => ({ ...defaults.list, ...fields })),
  } as Policy;
}

export function nowOf({ now }: Given = {}): Now {
  return { ...defaults.now, ...now };
}
