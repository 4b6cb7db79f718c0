/** What a phone's two clocks say at one moment, in milliseconds. */
export interface ClockReading {
  /** Since 1970; people and networks set it. */
  readonly wall: number;
  /** Since the page was loaded; it stops while the phone sleeps. */
  readonly monotonic: number;
}

/** A signed time of the server and when the question left and the answer came, by the monotonic clock. */
export interface TimeSample {
  readonly server: number;
  readonly sent: number;
  readonly received: number;
}

/** What outlives a page load. */
export interface KeptClock {
  /** What has to be added to the wall clock, as the last sample said. */
  readonly offset: number;
  /** The server's time in the last sample; null before the first. */
  readonly sampledAt: number | null;
  /** The newest time that the server has signed; 0: none. */
  readonly newestSigned: number;
}

interface Look {
  readonly monotonic: number;
  /** Wall minus monotonic: it stays the same unless the phone sleeps or somebody sets the wall clock. */
  readonly parting: number;
}

interface HeldSample extends TimeSample {
  readonly leastParting: number;
  readonly mostParting: number;
}

/** One page load's knowledge of the time. */
export interface Clock extends KeptClock {
  readonly sample: HeldSample | null;
  /** The latest ones, oldest first. */
  readonly looks: readonly Look[];
}

export interface TimeBounds {
  readonly earliest: number;
  /** Null: there is no bound. */
  readonly latest: number | null;
}

export interface TimeEstimate extends TimeBounds {
  readonly estimate: number;
  /** The estimate may be wrong by more than a little. */
  readonly unsure: boolean;
}

/** How fast or slow a phone's oscillator may run. */
const DRIFT = 200e-6;
/** How long a phone may have slept without anybody noticing. */
const UNSEEN_SLEEP_MS = 2_000;
/** A little less, because both clocks are read in whole milliseconds. */
const PARTED_MS = UNSEEN_SLEEP_MS - 10;
const SURE_WIDTH_MS = 120_000;
const SAMPLE_LIFE_MS = 12 * 3_600_000;
/** Enough to reach back before a question was sent, with one look a second and a minute's patience. */
const KEPT_LOOKS = 128;

/** @param kept null: a phone that has never met the server */
export function startClock(kept: KeptClock | null): Clock {
  const { offset = 0, sampledAt = null, newestSigned = 0 } = kept ?? {};
  return { offset, sampledAt, newestSigned, sample: null, looks: [] };
}

export function keptOf({ offset, sampledAt, newestSigned }: Clock): KeptClock {
  return { offset, sampledAt, newestSigned };
}

/** Looks at both clocks: a timer does it every second, and so does everything that asks for the time. */
export function look(clock: Clock, { wall, monotonic }: ClockReading): Clock {
  const parting = wall - monotonic;
  const looks = [...clock.looks.slice(1 - KEPT_LOOKS), { monotonic, parting }];
  const { sample } = clock;
  if (sample === null) return { ...clock, looks };
  const leastParting = Math.min(sample.leastParting, parting);
  const mostParting = Math.max(sample.mostParting, parting);
  return { ...clock, looks, sample: { ...sample, leastParting, mostParting } };
}

/**
 * Takes a sample of this page load; one that is older than a sample held changes nothing.
 * @param reading as soon after the answer as can be
 */
export function takeSample(before: Clock, taken: TimeSample, reading: ClockReading): Clock {
  const clock = look(before, reading);
  if (clock.sample !== null && taken.server < clock.sample.server) return clock;
  const roundTrip = Math.max(0, taken.received - taken.sent);
  const nowAtServer = taken.server + roundTrip / 2 + (reading.monotonic - taken.received);
  const partings = partingsSince(taken.sent, clock.looks);
  const sample = { ...taken, leastParting: Math.min(...partings), mostParting: Math.max(...partings) };
  const offset = Math.round(nowAtServer - reading.wall);
  return { ...takeSignedTime(clock, taken.server), sample, offset, sampledAt: taken.server };
}

/**
 * From the last look before that moment on: a sleep while the answer was on its way must show. A look at the same
 * reading may have come after that sleep, because the monotonic clock stood still.
 */
function partingsSince(moment: number, looks: readonly Look[]): number[] {
  const first = looks.findLastIndex(({ monotonic }) => monotonic < moment);
  return looks.slice(Math.max(0, first)).map(({ parting }) => parting);
}

/** Takes a time that the server has signed: it lies in the past. */
export function takeSignedTime(clock: Clock, time: number): Clock {
  return { ...clock, newestSigned: Math.max(clock.newestSigned, time) };
}

/** @param reading of this moment, which the clock has looked at */
export function readTime(clock: Clock, reading: ClockReading): TimeEstimate {
  const { earliest, latest } = boundsOf(clock, reading);
  const believed = reading.wall + clock.offset;
  const estimate = Math.round(Math.max(earliest, Math.min(believed, latest ?? Infinity)));
  const isNarrow = latest !== null && latest - earliest <= SURE_WIDTH_MS;
  return { estimate, earliest, latest, unsure: !isNarrow && !isBelievable(clock, believed) };
}

function boundsOf({ sample, newestSigned }: Clock, { monotonic }: ClockReading): TimeBounds {
  if (sample === null) return { earliest: newestSigned, latest: null };
  const sinceAnswer = Math.max(0, monotonic - sample.received);
  const earliest = Math.max(newestSigned, Math.floor(sample.server + leastTrue(sinceAnswer)));
  if (sample.mostParting - sample.leastParting > PARTED_MS) return { earliest, latest: null };
  const sinceQuestion = Math.max(0, monotonic - sample.sent) + UNSEEN_SLEEP_MS;
  return { earliest, latest: Math.max(earliest, Math.ceil(sample.server + sinceQuestion / (1 - DRIFT))) };
}

/** The least that can have passed while the monotonic clock, which never counts a sleep, went on by so much. */
export function leastTrue(monotonicMs: number): number {
  return monotonicMs / (1 + DRIFT);
}

/** The last sample is not old, and the wall clock was not set back behind what the server has signed. */
function isBelievable({ sampledAt, newestSigned }: Clock, believed: number): boolean {
  if (sampledAt === null || believed < newestSigned - UNSEEN_SLEEP_MS) return false;
  return believed - sampledAt < SAMPLE_LIFE_MS;
}
