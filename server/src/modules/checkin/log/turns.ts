/** Work that waits for others of its kind. */
interface Waiting<Item, Result> {
  readonly item: Item;
  resolve(result: Result): void;
  reject(error: unknown): void;
}

interface Line<Item, Result> {
  waiting: Waiting<Item, Result>[];
  running: number;
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
}

/** While one turn waits for the database, the next one is prepared. */
const atOnce = 2;
const largestTurn = 4_000;
/** What is so small does not wait behind what is large. */
const smallItem = 50;

/**
 * Does together what would only wait for each other: whoever comes first is served at once and alone, whoever comes
 * meanwhile stands in line, and all that fit go in the next turn. What fails together is done one by one.
 */
export function createTurns<Item, Result>(
  options: TurnsOptions<Item, Result>,
): (item: Item) => Promise<Result> {
  const lines = new Map<string, Line<Item, Result>>();

  function begin(key: string, line: Line<Item, Result>): void {
    while (line.running < atOnce && line.waiting.length > 0) {
      const turn = nextTurn(line, options);
      line.running += 1;
      serve(turn, options).then(() => {
        line.running -= 1;
        if (line.running === 0 && line.waiting.length === 0) lines.delete(key);
        else begin(key, line);
      });
    }
  }

  return (item) =>
    new Promise((resolve, reject) => {
      const key = options.keyOf(item);
      const line = lines.get(key) ?? { waiting: [], running: 0 };
      lines.set(key, line);
      line.waiting.push({ item, resolve, reject });
      begin(key, line);
    });
}

function nextTurn<Item, Result>(
  line: Line<Item, Result>,
  { ownerOf, sizeOf }: TurnsOptions<Item, Result>,
): Waiting<Item, Result>[] {
  const isSmall = ({ item }: Waiting<Item, Result>) => sizeOf(item) <= smallItem;
  const turn: Waiting<Item, Result>[] = [];
  const owners = new Set<string>();
  let size = 0;
  for (const one of [...line.waiting.filter(isSmall), ...line.waiting.filter((other) => !isSmall(other))]) {
    const owner = ownerOf(one.item);
    const isTooMuch = turn.length > 0 && size + sizeOf(one.item) > largestTurn;
    if (owners.has(owner) || isTooMuch) continue;
    owners.add(owner);
    size += sizeOf(one.item);
    turn.push(one);
  }
  line.waiting = line.waiting.filter((one) => !turn.includes(one));
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
