/** Work that waits for others of its kind. */
interface Waiting<Item, Result> {
  readonly item: Item;
  /** Ends its waiting. */
  readonly timer: NodeJS.Timeout | undefined;
  resolve(result: Result): void;
  reject(error: unknown): void;
}

type Kind = 'small' | 'large';

interface Line<Item, Result> {
  readonly waiting: Record<Kind, Waiting<Item, Result>[]>;
  readonly running: Record<Kind, number>;
  /** Somebody with little came while this line was there: its turns stay short. */
  hasSmall: boolean;
}

export interface TurnsOptions<Item, Result> {
  /** Items of one key stand in one line. */
  keyOf(item: Item): string;
  /** Two with the same owner are not done in one turn. */
  ownerOf(item: Item): string;
  sizeOf(item: Item): number;
  /** Does them together, or none of them. @returns one for each, in their order */
  run(items: readonly Item[]): Promise<readonly Result[]>;
  /** Does one of several that could not be done together. */
  runAlone(item: Item): Promise<Result>;
  /** Who has stood in line for so long is sent away with this error, before whoever sent them gives up. */
  readonly patience?: { readonly ms: number; readonly error: () => Error };
}

/** While one turn waits for the database, the next one is prepared. */
const atOnce: Readonly<Record<Kind, number>> = { small: 3, large: 2 };
/** The longer a turn is, the less each of its items costs, and the longer waits whoever comes behind it. */
const largestTurn = { alone: 4_000, besideSmall: 1_000 };
/** What is so small does not wait until what is large has had its turn. */
const smallItem = 50;

export function isSmall(size: number): boolean {
  return size <= smallItem;
}

/**
 * Does together what would only wait for each other: whoever comes first is served at once and alone, whoever comes
 * meanwhile stands in line, and all that fit go in the next turn. What fails together is done one by one.
 */
export function createTurns<Item, Result>(
  options: TurnsOptions<Item, Result>,
): (item: Item) => Promise<Result> {
  const lines = new Map<string, Line<Item, Result>>();

  function begin(key: string, line: Line<Item, Result>, kind: Kind): void {
    while (line.running[kind] < atOnce[kind] && line.waiting[kind].length > 0) {
      const turn = nextTurn(
        line.waiting[kind],
        options,
        line.hasSmall ? largestTurn.besideSmall : largestTurn.alone,
      );
      line.waiting[kind] = line.waiting[kind].filter((one) => !turn.includes(one));
      for (const { timer } of turn) clearTimeout(timer);
      line.running[kind] += 1;
      serve(turn, options).then(() => {
        line.running[kind] -= 1;
        begin(key, line, kind);
        if (line.running.small + line.running.large === 0) lines.delete(key);
      });
    }
  }

  function standInLine(one: Omit<Waiting<Item, Result>, 'timer'>, stand: Stand<Item, Result>): void {
    const { patience } = options;
    const timer =
      patience &&
      setTimeout(() => {
        stand.line.waiting[stand.kind] = stand.line.waiting[stand.kind].filter((other) => other !== waiting);
        one.reject(patience.error());
      }, patience.ms);
    const waiting = { ...one, timer };
    stand.line.waiting[stand.kind].push(waiting);
  }

  return (item) =>
    new Promise((resolve, reject) => {
      const key = options.keyOf(item);
      const kind = isSmall(options.sizeOf(item)) ? 'small' : 'large';
      const line = lines.get(key) ?? newLine<Item, Result>();
      lines.set(key, line);
      line.hasSmall ||= kind === 'small';
      standInLine({ item, resolve, reject }, { line, kind });
      begin(key, line, kind);
    });
}

/** A place to wait at. */
interface Stand<Item, Result> {
  readonly line: Line<Item, Result>;
  readonly kind: Kind;
}

function newLine<Item, Result>(): Line<Item, Result> {
  return { waiting: { small: [], large: [] }, running: { small: 0, large: 0 }, hasSmall: false };
}

/** Those who have waited longest, as many as fit. */
function nextTurn<Item, Result>(
  waiting: readonly Waiting<Item, Result>[],
  { ownerOf, sizeOf }: TurnsOptions<Item, Result>,
  largest: number,
): Waiting<Item, Result>[] {
  const turn: Waiting<Item, Result>[] = [];
  const owners = new Set<string>();
  let size = 0;
  for (const one of waiting) {
    const owner = ownerOf(one.item);
    const isTooMuch = turn.length > 0 && size + sizeOf(one.item) > largest;
    if (owners.has(owner) || isTooMuch) continue;
    owners.add(owner);
    size += sizeOf(one.item);
    turn.push(one);
  }
  return turn;
}

async function serve<Item, Result>(
  turn: readonly Waiting<Item, Result>[],
  { run, runAlone }: TurnsOptions<Item, Result>,
): Promise<void> {
  try {
    const results = await run(turn.map(({ item }) => item));
    for (const [index, { resolve }] of turn.entries()) resolve(results[index] as Result);
  } catch {
    for (const { item, resolve, reject } of turn) await runAlone(item).then(resolve, reject);
  }
}
