import { policyOf } from '@gatehouse/shared/door';
import { countGood, type Manifest, type Root } from '@gatehouse/shared/manifest';
import type { RowIndex } from '../log/row-index.js';
import { createState, type Readable } from '../readable.js';
import { type CountGround, ScanCount } from './count-scans.js';
import type { Figure, Figures } from './figures.js';
import { everywhere, listPlace, type Sums, zonePlace } from './sums.js';

/** At four times this, a slow phone still draws every picture in time. */
const SLICE_MS = 8;
const LOOK_EVERY_MS = 1_000;
/** A scan is decided, written and drawn before anybody counts. */
const AFTER_ROW_MS = 150;

export interface FiguresSource {
  /** Null: the log is not open. */
  readonly index: () => RowIndex | null;
  readonly manifest: () => Manifest | null;
  /** The estimate of the time, milliseconds since 1970. */
  readonly now: () => number;
  /** Milliseconds of a clock that only goes forward. */
  readonly monotonic: () => number;
  readonly deviceId: string;
}

/**
 * The figures of one event from what this phone holds. They are counted while somebody looks, in slices between which
 * the phone does what else there is to do; a scan itself only notes which ticket it was. Null: not counted yet.
 */
export function watchFigures(event: number, source: FiguresSource): Readable<Figures | null> {
  const state = createState<Figures | null>(null);
  let counter: Counter | null = null;
  let watchers = 0;
  return {
    get: state.get,
    subscribe(listener) {
      const end = state.subscribe(listener);
      watchers += 1;
      counter ??= new Counter(event, source, (figures) => {
        if (JSON.stringify(figures) !== JSON.stringify(state.get())) state.set(figures);
      });
      return () => {
        end();
        watchers -= 1;
        if (watchers > 0) return;
        counter?.stop();
        counter = null;
      };
    },
  };
}

/** From the moment when somebody looks to the moment when nobody does. */
class Counter {
  readonly #event: number;
  readonly #source: FiguresSource;
  readonly #show: (figures: Figures) => void;
  readonly #timer: ReturnType<typeof setInterval>;
  #work: ReturnType<typeof setTimeout> | undefined;
  #endListening: () => void = () => undefined;
  #index: RowIndex | null = null;
  #scans: ScanCount | null = null;
  #manifest: Manifest | null = null;
  #rules = '';
  #policy: CountGround['policy'] | null = null;
  #counting: ReturnType<typeof countGood> | null = null;
  #good: ReadonlyMap<number, number> | null = null;

  constructor(event: number, source: FiguresSource, show: (figures: Figures) => void) {
    this.#event = event;
    this.#source = source;
    this.#show = show;
    this.#timer = setInterval(() => this.#look(), LOOK_EVERY_MS);
    this.#soon(0);
  }

  stop(): void {
    clearInterval(this.#timer);
    clearTimeout(this.#work);
    this.#endListening();
  }

  #soon(afterMs: number): void {
    this.#work ??= setTimeout(() => {
      this.#work = undefined;
      this.#slice();
    }, afterMs);
  }

  #look(): void {
    const ground = this.#ground();
    if (ground === null) return;
    if (this.#scans?.look(ground) === true || this.#counting !== null) this.#soon(0);
    this.#tell(ground);
  }

  /** A while of work, and then room for everything else. */
  #slice(): void {
    const ground = this.#ground();
    const scans = this.#scans;
    if (ground === null || scans === null) return;
    const until = this.#source.monotonic() + SLICE_MS;
    while (this.#source.monotonic() < until) {
      if (this.#counting !== null) this.#countOn(this.#counting);
      else if (scans.isDone()) break;
      else scans.step(ground);
    }
    if (scans.isDone() && this.#counting === null) this.#tell(ground);
    else this.#soon(0);
  }

  #countOn(counting: ReturnType<typeof countGood>): void {
    const { done, value } = counting.next();
    if (done !== true) return;
    this.#good = value ?? null;
    this.#counting = null;
  }

  /** @returns null while there is nothing to count by */
  #ground(): CountGround | null {
    const index = this.#source.index();
    const manifest = this.#source.manifest();
    if (index === null || manifest === null) return null;
    this.#takeList(manifest);
    if (index !== this.#index || this.#scans === null) this.#takeIndex(index);
    this.#policy ??= policyOf(manifest.root, 'steward');
    return { manifest, policy: this.#policy, now: this.#source.now() };
  }

  #takeIndex(index: RowIndex): void {
    this.#endListening();
    this.#index = index;
    const scans = new ScanCount(index, this.#event, this.#source.deviceId);
    this.#scans = scans;
    this.#endListening = index.onRow((change) => {
      scans.note(change);
      this.#soon(AFTER_ROW_MS);
    });
  }

  #takeList(manifest: Manifest): void {
    const before = this.#manifest;
    if (before === manifest) return;
    this.#manifest = manifest;
    if (before?.core !== manifest.core || before.changed !== manifest.changed)
      this.#counting = countGood(manifest);
    if (before?.root === manifest.root) return;
    this.#policy = null;
    const rules = rulesOf(manifest.root);
    if (this.#rules !== '' && rules !== this.#rules) this.#scans?.again();
    this.#rules = rules;
  }

  #tell({ manifest, now }: CountGround): void {
    const scans = this.#scans;
    if (scans === null || this.#good === null) return;
    const complete = scans.isDone() && !manifest.core.segments.includes(null);
    this.#show(figuresOf(manifest.root, { sums: scans.sums, good: this.#good, now, complete }));
  }
}

/** What a count depends on; a root is cut anew every few minutes, mostly without another one. */
function rulesOf({ lists, gates, zones, offsets, classes, times }: Root): string {
  return JSON.stringify([lists, gates, zones, offsets, classes, times]);
}

interface Counted {
  readonly sums: Sums;
  readonly good: ReadonlyMap<number, number>;
  readonly now: number;
  readonly complete: boolean;
}

function figuresOf({ lists, zones, classes }: Root, { sums, good, now, complete }: Counted): Figures {
  const lastTen = sums.lastTen(now);
  const figure = (place: string, indexes: readonly number[] | null): Figure => ({
    inside: sums.inside(place),
    expected: indexes === null ? null : expectedOf(indexes, good),
    lastTen: lastTen.get(place) ?? 0,
    mine: sums.mine(place),
  });
  return {
    complete,
    total: figure(
      everywhere,
      lists.flatMap((list) => list.classes),
    ),
    lists: lists.map((list) => ({
      id: list.id,
      name: list.name,
      ...figure(listPlace(list.id), list.classes),
    })),
    zones: zones.map(({ id, name, capacity }) => {
      const admitted = classes.filter((each) => each.zones.includes(id)).map(({ index }) => index);
      return { id, name, capacity, ...figure(zonePlace(id), admitted.length === 0 ? null : admitted) };
    }),
  };
}

function expectedOf(indexes: readonly number[], good: ReadonlyMap<number, number>): number {
  return [...new Set(indexes)].reduce((sum, index) => sum + (good.get(index) ?? 0), 0);
}
