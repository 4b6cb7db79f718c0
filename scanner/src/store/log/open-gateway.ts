import { fromHex } from '@gatehouse/shared/bytes';
import type { TimeEstimate } from '@gatehouse/shared/clock';
import type { Receipt, SeqRange } from '@gatehouse/shared/protocol';
import type { Figures } from '../figures/figures.js';
import { watchFigures } from '../figures/watch-figures.js';
import { noPeople, ShownPeople } from '../people/shown-people.js';
import type { PhoneConflict, Shift } from '../phone.js';
import { createState, type Readable } from '../readable.js';
import { Binder } from './binder.js';
import { conflictsOf } from './conflicts.js';
import type {
  Gateway,
  GatewayOptions,
  LossOutcome,
  NotRecorded,
  OrderGroup,
  RoundTrip,
  ScanInput,
  Shown,
} from './gateway.js';
import { type KeptLog, openKeptLog } from './kept-log.js';
import { OtherRows } from './other-rows.js';
import { newId, notRecorded, randomOf, Scanner } from './scan.js';
import { createTypingGuard } from './typing-guard.js';

const LOCK = 'gatehouse-scanner';
const LOOK_EVERY_MS = 1_000;
/** More than a screen shows. */
const SEARCH_LIMIT = 50;

/** Everything that needs the open log. */
interface Open {
  readonly log: KeptLog;
  readonly scanner: Scanner;
  readonly others: OtherRows;
  readonly binder: Binder;
}

type Problem = Exclude<NotRecorded, 'typing_stopped' | 'no_event'>;

/**
 * Opens the log once no other tab scans. Resolves when it is open, or with a `problem` when another tab has it or the
 * browser does not give it; the gateway then waits for the other tab, or tries anew with the next scan.
 */
export async function openGateway(options: GatewayOptions): Promise<Gateway> {
  const gateway = new LogGateway(options);
  await gateway.start();
  return gateway;
}

class LogGateway implements Gateway {
  readonly unsent = createState(0);
  readonly unsentPhotos = createState(0);
  readonly conflicts = createState<readonly PhoneConflict[]>([]);
  readonly problem = createState<Problem | null>(null);
  readonly typingStopped;
  readonly people;
  readonly #people;
  readonly #options: GatewayOptions;
  readonly #guard;
  readonly #random;
  readonly #figures = new Map<number, Readable<Figures | null>>();
  readonly #closing = new AbortController();
  #open: Open | null = null;
  #isForgotten = false;
  #holdsLock = false;
  #turn: Promise<unknown> = Promise.resolve();
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(options: GatewayOptions) {
    this.#options = options;
    this.#random = randomOf(options.ports);
    this.#guard = createTypingGuard(options.ports.monotonic);
    this.typingStopped = this.#guard.stopped;
    this.#people = new ShownPeople(options.people ?? noPeople);
    this.people = this.#people.byScan;
  }

  /** Resolves when the log is open, or when it is clear that it will not be for now. */
  start(): Promise<void> {
    this.#timer = setInterval(() => this.#look(), LOOK_EVERY_MS);
    return new Promise((settled) => {
      const taken = () => {
        this.problem.set('other_tab');
        settled();
      };
      const held = async () => {
        this.#holdsLock = true;
        await this.#inTurn(() => this.#opened());
        settled();
        await this.#closed();
      };
      void this.#options.ports.hold({ name: LOCK, signal: this.#closing.signal, taken, held }).catch(settled);
    });
  }

  scan(input: ScanInput, shift: Shift): Promise<Shown> {
    return this.#inTurn(async () => {
      const open = await this.#opened();
      const problem = this.problem.get();
      if (open === null || problem === 'forked') return this.#notRecorded(shift, problem ?? 'storage');
      const shown = await open.scanner.scan(input, shift);
      if (shown.problem === null || shown.problem === 'storage') this.#after(shown.problem);
      return shown;
    });
  }

  undo(scanId: string) {
    return this.#inTurn(async () => {
      const open = await this.#opened();
      if (open === null || this.problem.get() === 'forked') return 'not_recorded' as const;
      const outcome = await open.others.undo(scanId);
      if (outcome === 'done' || outcome === 'not_recorded')
        this.#after(outcome === 'done' ? null : 'storage');
      return outcome;
    });
  }

  undoState(scanId: string) {
    return this.#open?.others.undoState(scanId) ?? 'unknown';
  }

  count(...[input, shift]: Parameters<Gateway['count']>) {
    return this.#inTurn(async () => {
      const open = await this.#opened();
      if (open === null || this.problem.get() === 'forked') return false;
      const recorded = await open.others.count(input, shift);
      this.#after(recorded ? null : 'storage');
      return recorded;
    });
  }

  bandState(...[input, shift]: Parameters<Gateway['bandState']>) {
    return this.#open?.binder.state(input, shift) ?? 'no_list';
  }

  bind(...[input, shift]: Parameters<Gateway['bind']>) {
    return this.#inTurn(async () => {
      const open = await this.#opened();
      if (open === null || this.problem.get() === 'forked') return 'not_recorded' as const;
      const outcome = await open.binder.bind(input, shift);
      if (outcome === 'not_recorded') this.#after('storage');
      else if (outcome === 'done' || outcome === 'replaced') this.#after(null);
      return outcome;
    });
  }

  loseBand(...[ticket, shift]: Parameters<Gateway['loseBand']>) {
    return this.#losing(({ binder }) => binder.lose(ticket, shift));
  }

  printedCodes(...[ticket, shift]: Parameters<Gateway['printedCodes']>) {
    return this.#open?.binder.printedCodes(ticket, shift).length ?? 0;
  }

  losePrintedCodes(...[ticket, shift]: Parameters<Gateway['losePrintedCodes']>) {
    return this.#losing(({ binder }) => binder.loseCodes(ticket, shift));
  }

  #losing(lose: (open: Open) => Promise<LossOutcome>): Promise<LossOutcome> {
    return this.#inTurn(async () => {
      const open = await this.#opened();
      if (open === null || this.problem.get() === 'forked') return 'not_recorded';
      const outcome = await lose(open);
      if (outcome === 'not_recorded') this.#after('storage');
      else if (outcome === 'lost') this.#after(null);
      return outcome;
    });
  }

  bandConflicts(shift: Shift) {
    return this.#open?.binder.conflicts(shift) ?? [];
  }

  recent(limit: number): Shown[] {
    return this.#open?.log.verdicts.recent(limit) ?? [];
  }

  async search(text: string, shift: Shift, limit = SEARCH_LIMIT) {
    const event = this.#options.manifests.eventNumberOf(shift.eventId);
    return event === null ? null : ((await this.#options.people?.find(event, text, limit)) ?? null);
  }

  async personOf(ticket: string, shift: Shift) {
    const event = this.#options.manifests.eventNumberOf(shift.eventId);
    const hash = fromHex(ticket);
    if (event === null || hash === null) return null;
    return (await this.#options.people?.ofTicket(event, hash)) ?? null;
  }

  consider(ticket: string, shift: Shift) {
    return this.#open?.scanner.consider(ticket, shift) ?? null;
  }

  forgetPeople(): void {
    this.#people.forget();
  }

  async unshown(): Promise<Shown | null> {
    return this.#open?.log.verdicts.unshown() ?? null;
  }

  async markShown(id: string): Promise<void> {
    // A mark that is lost is one verdict shown twice.
    await this.#open?.log.verdicts.markShown(id).catch(() => undefined);
  }

  now(): TimeEstimate {
    const wall = this.#options.ports.wall();
    return this.#open?.log.time.now() ?? { estimate: wall, earliest: 0, latest: null, unsure: true };
  }

  figuresOf(event: number): Readable<Figures | null> {
    const { manifests, identity, ports } = this.#options;
    const figures =
      this.#figures.get(event) ??
      watchFigures(event, {
        index: () => this.#open?.log.index ?? null,
        manifest: () => manifests.manifestOf(event),
        now: () => this.now().estimate,
        monotonic: () => ports.monotonic(),
        deviceId: identity.deviceId,
      });
    this.#figures.set(event, figures);
    return figures;
  }

  async rowsToSend(max: number, afterSeq?: number) {
    const rows = this.#open?.log.outbox.rowsToSend(max, afterSeq);
    return rows ?? { firstSeq: 1, rows: [] };
  }

  async photoToSend(except: ReadonlySet<string>) {
    const { photos, outbox } = this.#open?.log ?? {};
    return (await photos?.next(outbox?.watermark ?? 0, except)) ?? null;
  }

  async photoDone(sha256: string): Promise<void> {
    await this.#open?.log.photos.done(sha256);
  }

  takeReceipt(receipt: Receipt, trip: RoundTrip | null, delivered: SeqRange | null): Promise<void> {
    return this.#inTurn(async () => {
      const open = await this.#opened();
      if (open === null || this.#isForgotten || receipt.device !== this.#options.identity.deviceId) return;
      const { own, outbox, time } = open.log;
      if (trip === null) time.signed(receipt.serverTime);
      else time.sample({ server: receipt.serverTime, ...trip });
      await time.keep();
      await outbox.take(receipt, delivered);
      if (outbox.isForked) this.problem.set('forked');
      const isUnbounded = own.lastTime !== null && own.lastTime.latest === null;
      if (trip !== null && isUnbounded && time.now().latest !== null) {
        await open.others.clock({ server: receipt.serverTime, ...trip });
      }
      for (const range of outbox.undeclared()) await open.others.lost(range);
      await this.#forgetOldRows(open.log);
      this.#count();
    });
  }

  /** What a receipt covers, a week after its event. */
  async #forgetOldRows({ own, outbox, ends, time }: KeptLog): Promise<void> {
    const { manifests } = this.#options;
    const held = manifests.otherEvents().flatMap(({ id }) => manifests.manifestOf(id)?.root ?? []);
    await ends.note(held);
    if (outbox.isForked) return;
    const { earliest } = time.now();
    await own.forget(outbox.watermark, (event) => ends.isLongOver(event, earliest));
  }

  async takeScansPage(page: Parameters<Gateway['takeScansPage']>[0]) {
    const open = await this.#inTurn(() => this.#opened());
    if (open === null) throw new Error('the log is not open');
    if (this.#isForgotten) return 'already_held' as const;
    const taken = await open.log.feed.take(page);
    if (taken === 'applied') this.#tellConflicts(open);
    return taken;
  }

  async takeHistory(...[event, parts]: Parameters<Gateway['takeHistory']>) {
    const open = await this.#inTurn(() => this.#opened());
    if (open === null) throw new Error('the log is not open');
    if (this.#isForgotten) return 'already_held' as const;
    const taken = await open.log.feed.takeHistory(event, parts);
    if (taken === 'applied') this.#tellConflicts(open);
    return taken;
  }

  async scansHeld(event: number) {
    return (await this.#open?.log.feed.heldOf(event)) ?? null;
  }

  async retakeScans(...[event, pages]: Parameters<Gateway['retakeScans']>) {
    const open = this.#open;
    if (open === null || this.#isForgotten) return false;
    const isTaken = await open.log.feed.takeAnew(event, pages);
    if (isTaken) this.#tellConflicts(open);
    return isTaken;
  }

  groupOf(...[ticket, shift]: Parameters<Gateway['groupOf']>): OrderGroup {
    return this.#open?.scanner.groupOf(ticket, shift) ?? { complete: false, tickets: [] };
  }

  scansPosition(event: number) {
    return this.#open?.log.feed.positionOf(event) ?? null;
  }

  takeSignedTime(time: number): void {
    if (this.#isForgotten) return;
    this.#open?.log.time.signed(time);
    void this.#open?.log.time.keep().catch(() => undefined);
  }

  forgetAll(): Promise<void> {
    this.#people.forget();
    return this.#inTurn(async () => {
      const open = await this.#opened();
      if (open === null) return;
      // Answers that are still on their way must not fill the log again.
      this.#isForgotten = true;
      const { database } = open.log;
      await database.transaction('rw', database.tables, () =>
        Promise.all(database.tables.map((table) => table.clear())),
      );
      database.close();
      this.#open = null;
      await this.#opened();
    });
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#inTurn(async () => {
      this.#open?.log.database.close();
      this.#open = null;
      this.#holdsLock = false;
    });
    this.#closing.abort();
  }

  /** Two scans at once, from a camera and a keyboard, must not take the same place. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  async #opened(): Promise<Open | null> {
    if (this.#open !== null || !this.#holdsLock) return this.#open;
    try {
      const log = await openKeptLog(this.#options.ports);
      const scanner = new Scanner({ ...this.#options, shown: this.#people }, log, this.#guard);
      const others = new OtherRows(this.#options, log);
      this.#open = { log, scanner, others, binder: new Binder(this.#options, log, others) };
      this.problem.set(log.outbox.isForked ? 'forked' : null);
      log.photos.unsent.subscribe(() => this.#count());
      this.#count();
      this.#tellConflicts(this.#open);
    } catch {
      this.problem.set('storage');
    }
    return this.#open;
  }

  #notRecorded(shift: Shift, problem: Problem): Shown {
    return notRecorded(shift, { id: newId(this.#random), problem, at: this.now().estimate });
  }

  /** What a write says of the storage. */
  #after(problem: 'storage' | null): void {
    if (this.problem.get() !== 'forked') this.problem.set(problem);
    this.#count();
  }

  #count(): void {
    this.unsent.set(this.#open?.log.outbox.unsent.get() ?? 0);
    this.unsentPhotos.set(this.#open?.log.photos.unsent.get() ?? 0);
  }

  #tellConflicts({ log }: Open): void {
    this.conflicts.set(conflictsOf(log.index, this.#options.identity.deviceId));
  }

  #look(): void {
    this.#guard.look();
    this.#open?.log.time.look();
  }

  #closed(): Promise<void> {
    const { signal } = this.#closing;
    return new Promise((done) => {
      if (signal.aborted) done();
      else signal.addEventListener('abort', () => done(), { once: true });
    });
  }
}
