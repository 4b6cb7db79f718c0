import { equalBytes } from '@gatehouse/shared/bytes';
import { type LogRow, verifyChain } from '@gatehouse/shared/log';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Shown } from './index.js';
import { createPhone } from './test/storage.js';
import { codeOf, decoded, everything, hashOf, manifestOf, pageOf, shift, stands } from './test/world.js';

const tickets = ['one', 'two', 'three'] as const;
const manifest = manifestOf(tickets);
const codes = await Promise.all(tickets.map((ticket) => codeOf(ticket)));

/** What has been seen of a phone from outside, over all of its lives. */
class Witness {
  readonly phone = createPhone(manifest, 'd1');
  readonly other = createPhone(manifest, 'd2');
  /** Verdicts that were shown as recorded. */
  readonly shown = new Map<string, Shown>();
  watermark = 0;
  pages = 0;

  async scan(ticket: number, isPainted: boolean): Promise<void> {
    const answer = await this.phone.gateway.scan({ text: codes[ticket] ?? '', how: 'camera' }, shift);
    this.take(answer);
    if (isPainted) await this.phone.gateway.markShown(answer.id);
  }

  take(answer: Shown): void {
    if (!answer.recorded) return;
    const before = this.shown.get(answer.id);
    // What was shown once is shown again as it was, or not at all.
    if (before !== undefined) expect(answer.decision).toEqual(before.decision);
    this.shown.set(answer.id, answer);
  }

  async restart(): Promise<void> {
    await this.phone.kill();
    this.phone.wait(1_000);
    await this.phone.start();
    expect(this.phone.gateway.problem.get()).toBeNull();
  }

  /** What must hold at any moment. @param isFresh the phone has just started */
  async check(isFresh: boolean): Promise<void> {
    const bytes = await this.phone.rows();
    expect(verifyChain({ device: this.phone.deviceId, rows: bytes, after: null }).ok).toBe(true);
    const rows = bytes.map(decoded);
    expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_, index) => index + 1));
    for (const { id, decision } of this.shown.values()) {
      const { result, reason, effect } = decision;
      expect(rows.find((row) => row.id === id)).toMatchObject({ result, reason, effect });
    }
    for (const name of tickets) expect(admissionsOf(name, rows)).toBeLessThanOrEqual(1);
    const unsent = this.phone.gateway.unsent.get();
    expect(unsent).toBeLessThanOrEqual(rows.length - this.watermark);
    if (isFresh) expect(unsent).toBe(rows.length - this.watermark);
  }
}

/** Admissions of one ticket that were written and not taken back, shown or not. */
function admissionsOf(ticket: string, rows: readonly LogRow[]): number {
  const taken = rows.flatMap(({ kind, names }) => (kind === 'undo' && names !== null ? [names.scan] : []));
  const entries = rows.filter(({ effect, ticketHash }) => effect === 'entry' && isSame(ticketHash, ticket));
  return entries.filter(({ id }) => !taken.includes(id)).length;
}

function isSame(hash: Uint8Array | null, ticket: string): boolean {
  return hash !== null && equalBytes(hash, hashOf(ticket));
}

type Act = (witness: Witness) => Promise<void>;

const ticket = fc.nat({ max: tickets.length - 1 });
const scan = fc.record({ ticket, isPainted: fc.boolean() }).map(
  ({ ticket: code, isPainted }): Act =>
    (witness) =>
      witness.scan(code, isPainted),
);

const twoAtOnce = fc.tuple(ticket, ticket).map(
  ([first, second]): Act =>
    async (witness) => {
      await Promise.all([witness.scan(first, true), witness.scan(second, true)]);
    },
);

/** The process dies somewhere between the code and the verdict. */
const dyingScan = fc.tuple(ticket, fc.nat({ max: 60 })).map(
  ([code, ticks]): Act =>
    async (witness) => {
      let isDead = false;
      const text = codes[code] ?? '';
      const scanning = witness.phone.gateway.scan({ text, how: 'camera' }, shift).then((answer) => {
        if (!isDead) witness.take(answer);
      });
      for (let tick = 0; tick < ticks; tick += 1) {
        await (tick % 3 === 0 ? new Promise((next) => setImmediate(next)) : Promise.resolve());
      }
      isDead = true;
      await witness.restart();
      await scanning;
    },
);

const failingScan = fc.tuple(ticket, fc.boolean()).map(
  ([code, isFull]): Act =>
    async (witness) => {
      const { disk } = witness.phone;
      if (isFull) disk.full = true;
      else disk.lost = 1_000;
      const answer = await witness.phone.gateway.scan({ text: codes[code] ?? '', how: 'camera' }, shift);
      disk.full = false;
      disk.lost = 0;
      if (!answer.again) expect(answer.recorded).toBe(false);
    },
);

const lostConnection = fc.record({ ticket, lost: fc.nat({ max: 1 }), unheard: fc.nat({ max: 2 }) }).map(
  ({ ticket: code, ...lost }): Act =>
    async (witness) => {
      Object.assign(witness.phone.disk, lost);
      await witness.scan(code, true);
      Object.assign(witness.phone.disk, { lost: 0, unheard: 0 });
    },
);

const undo = fc.constant<Act>(async (witness) => {
  const last = witness.phone.gateway.recent(100).find(({ decision }) => decision.effect === 'entry');
  if (last !== undefined) await witness.phone.gateway.undo(last.id);
});

const page = ticket.map(
  (code): Act =>
    async (witness) => {
      await witness.other.see(codes[code] ?? '');
      const rows = (await witness.other.rows()).slice(witness.pages);
      const taken = pageOf(
        witness.pages,
        rows.map((bytes) => ({ bytes, review: stands })),
      );
      expect(await witness.phone.gateway.takeScansPage(taken)).toBe('applied');
      witness.pages += rows.length;
      const answer = await witness.phone.gateway.scan({ text: codes[code] ?? '', how: 'camera' }, shift);
      witness.take(answer);
      // Whoever was let in by anybody is let in by nobody else; a verdict from before may only be shown again.
      if (!answer.again) expect(answer.decision.effect).toBe('none');
      await witness.phone.gateway.markShown(answer.id);
    },
);

const receipt = fc.tuple(fc.nat(), fc.boolean()).map(
  ([some, isTimed]): Act =>
    async (witness) => {
      const { phone } = witness;
      const watermark = some % ((await phone.rows()).length + 1);
      const trip = isTimed ? { sent: phone.monotonic, received: phone.monotonic + 20 } : null;
      phone.wait(20);
      await phone.gateway.takeReceipt(await phone.receiptOf(watermark), trip, everything);
      witness.watermark = watermark;
    },
);

const time = fc.integer({ min: 0, max: 200_000 }).map(
  (ms): Act =>
    async ({ phone }) =>
      phone.wait(ms),
);

const restart = fc.constant<Act>((witness) => witness.restart());

const acts = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: scan },
    { weight: 2, arbitrary: twoAtOnce },
    { weight: 3, arbitrary: dyingScan },
    { weight: 1, arbitrary: failingScan },
    { weight: 2, arbitrary: lostConnection },
    { weight: 2, arbitrary: undo },
    { weight: 2, arbitrary: page },
    { weight: 2, arbitrary: receipt },
    { weight: 2, arbitrary: time },
    { weight: 1, arbitrary: restart },
  ),
  { maxLength: 25 },
);

it('keeps its promises whatever happens, and wherever it dies', { timeout: 240_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(acts, async (all) => {
      const witness = new Witness();
      await Promise.all([witness.phone.start(), witness.other.start()]);
      try {
        for (const act of all) {
          await act(witness);
          await witness.check(false);
        }
        await witness.restart();
        await witness.check(true);
      } finally {
        await Promise.all([witness.phone.kill(), witness.other.kill()]);
      }
    }),
    { numRuns: 100 },
  );
});
