import type { HeadCount } from '@gatehouse/shared/door';

const TEN_MINUTES_MS = 600_000;

interface Recent {
  readonly at: number;
  readonly persons: number;
  readonly places: readonly string[];
}

/** What a ticket adds to which sums. */
type Amounts = ReadonlyMap<string, number>;

export const listPlace = (id: string) => ` list ${id}`;
export const zonePlace = (id: string) => ` zone ${id}`;
/** The whole event. */
export const everywhere = '';

/** Sums over tickets. Most tickets add the same, so that is kept once. */
export class Sums {
  readonly #deviceId: string;
  readonly #totals = new Map<string, number>();
  readonly #parts = new Map<string, Amounts>();
  readonly #kinds = new Map<string, Amounts>();
  readonly #recent = new Map<string, readonly Recent[]>();

  constructor(deviceId: string) {
    this.#deviceId = deviceId;
  }

  has(key: string): boolean {
    return this.#parts.has(key);
  }

  /** Takes the place of what the same one added before. */
  put(key: string, count: HeadCount, now: number): void {
    this.#add(this.#parts.get(key), -1);
    const amounts = this.#kindOf(amountsOf(count, this.#deviceId));
    this.#parts.set(key, amounts);
    this.#add(amounts, 1);
    const recent = count.arrivals.flatMap(({ at, persons, list, zone }) =>
      at > now - TEN_MINUTES_MS ? [{ at, persons, places: placesOf(list, zone) }] : [],
    );
    if (recent.length > 0) this.#recent.set(key, recent);
    else this.#recent.delete(key);
  }

  inside(place: string): number {
    return Math.max(0, this.#totals.get(`inside${place}`) ?? 0);
  }

  mine(place: string): number {
    return this.#totals.get(`mine${place}`) ?? 0;
  }

  /** By place. Forgets who came in before that. */
  lastTen(now: number): ReadonlyMap<string, number> {
    const sums = new Map<string, number>();
    for (const [key, arrivals] of this.#recent) {
      const recent = arrivals.filter(({ at }) => at > now - TEN_MINUTES_MS);
      if (recent.length === 0) this.#recent.delete(key);
      for (const { at, persons, places } of recent)
        for (const place of at <= now ? places : []) sums.set(place, (sums.get(place) ?? 0) + persons);
    }
    return sums;
  }

  #add(amounts: Amounts | undefined, sign: 1 | -1): void {
    for (const [name, amount] of amounts ?? [])
      this.#totals.set(name, (this.#totals.get(name) ?? 0) + sign * amount);
  }

  #kindOf(amounts: Amounts): Amounts {
    const name = JSON.stringify([...amounts]);
    const kind = this.#kinds.get(name) ?? amounts;
    this.#kinds.set(name, kind);
    return kind;
  }
}

function amountsOf({ inside, byList, byZone, arrivals }: HeadCount, deviceId: string): Amounts {
  const amounts = new Map<string, number>();
  const add = (name: string, amount: number) => {
    if (amount !== 0) amounts.set(name, (amounts.get(name) ?? 0) + amount);
  };
  add('inside', inside);
  for (const [id, persons] of byList) add(`inside${listPlace(id)}`, persons);
  for (const [id, persons] of byZone) add(`inside${zonePlace(id)}`, persons);
  for (const { device, persons, list, zone } of arrivals)
    if (device === deviceId) for (const place of placesOf(list, zone)) add(`mine${place}`, persons);
  return amounts;
}

function placesOf(list: string | null, zone: string | null): string[] {
  return [
    everywhere,
    ...(list === null ? [] : [listPlace(list)]),
    ...(zone === null ? [] : [zonePlace(zone)]),
  ];
}
