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
  /** Who came in which second, by place: thousands in ten minutes are added up from six hundred numbers. */
  readonly #seconds = new Map<number, Map<string, number>>();

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
    this.#addRecent(this.#recent.get(key) ?? [], -1);
    this.#recent.delete(key);
    const recent = count.arrivals.flatMap(({ at, persons, list, zone }) =>
      at > now - TEN_MINUTES_MS ? [{ at, persons, places: placesOf(list, zone) }] : [],
    );
    if (recent.length === 0) return;
    this.#recent.set(key, recent);
    this.#addRecent(recent, 1);
  }

  inside(place: string): number {
    return Math.max(0, this.#totals.get(`inside${place}`) ?? 0);
  }

  mine(place: string): number {
    return this.#totals.get(`mine${place}`) ?? 0;
  }

  /** By place, to a second. Forgets who came in before that. */
  lastTen(now: number): ReadonlyMap<string, number> {
    this.#forget(now);
    const sums = new Map<string, number>();
    for (const [second, places] of this.#seconds) {
      if (second > secondOf(now)) continue;
      for (const [place, persons] of places) sums.set(place, (sums.get(place) ?? 0) + persons);
    }
    return sums;
  }

  /** Who came first lies first, but for clocks: one that was ahead keeps some others a little longer. */
  #forget(now: number): void {
    const before = now - TEN_MINUTES_MS;
    for (const second of this.#seconds.keys()) if (second <= secondOf(before)) this.#seconds.delete(second);
    for (const [key, arrivals] of this.#recent) {
      if (arrivals.some(({ at }) => at > before)) break;
      this.#recent.delete(key);
    }
  }

  #addRecent(arrivals: readonly Recent[], sign: 1 | -1): void {
    for (const { at, persons, places } of arrivals) {
      const second = secondOf(at);
      const sums = this.#seconds.get(second);
      // What was forgotten is not there to be taken back.
      if (sums === undefined && sign < 0) continue;
      const here = sums ?? new Map<string, number>();
      for (const place of places) here.set(place, (here.get(place) ?? 0) + sign * persons);
      this.#seconds.set(second, here);
    }
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

function secondOf(at: number): number {
  return Math.floor(at / 1_000);
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
