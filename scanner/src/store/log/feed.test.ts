import { toHex } from '@gatehouse/shared/bytes';
import { DigestSum, digestHex, digestScans, scanElement } from '@gatehouse/shared/digest';
import type { Manifest, Root } from '@gatehouse/shared/manifest';
import type { Review, ReviewedRow } from '@gatehouse/shared/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPhone } from './test/storage.js';
import {
  codeOf,
  dateOf,
  hashOf,
  manifestOf,
  pageOf,
  passCode,
  stands,
  type TestPhone,
  typedPassCode,
} from './test/world.js';

const START = 1_799_000_000;
const manifest = manifestOf(['one', 'two', 'three']);
let phone: TestPhone;
let other: TestPhone;

beforeEach(async () => {
  phone = createPhone(manifest, 'd1');
  other = createPhone(manifest, 'd2');
  await Promise.all([phone.start(), other.start()]);
});

afterEach(() => Promise.all([phone.kill(), other.kill()]));

/** What the other phone has written, as a page with this review. */
async function pageOfOther(from: number, review: Review = stands) {
  const rows = (await other.rows()).slice(from);
  return pageOf(
    from,
    rows.map((bytes) => ({ bytes, review })),
  );
}

/** The same date under another number, as the next date of the series has one. */
function eventsOf({ root }: Manifest, number: number): Root['events'] {
  return root.events.map((event) => (event.id === root.event ? { ...event, id: number } : event));
}

async function restart(): Promise<void> {
  await phone.kill();
  await phone.start();
}

describe('a page of other phones’ scans', () => {
  it('makes a ticket used here too, and is there after a start', async () => {
    await other.see(await codeOf('one'));
    expect(await phone.gateway.takeScansPage(await pageOfOther(0))).toBe('applied');
    expect((await phone.see(await codeOf('one'))).decision).toMatchObject({
      reason: 'already_used',
      explanation: { device: other.deviceId },
    });
    await restart();
    expect((await phone.see(await codeOf('one'))).decision.reason).toBe('already_used');
    expect(phone.gateway.scansPosition(4711)).toEqual({ start: START, count: 1 });
  });

  it('changes what was said before: the latest review counts', async () => {
    await other.see(await codeOf('one'));
    const [bytes] = await other.rows();
    if (bytes === undefined) throw new Error('one row');
    await phone.gateway.takeScansPage(pageOf(0, [{ bytes, review: stands }]));
    const undone: Review = { ...stands, standing: 'undone' };
    await phone.gateway.takeScansPage(pageOf(1, [{ bytes, review: undone }]));
    await restart();
    expect((await phone.see(await codeOf('one'))).decision.result).toBe('admit');
  });

  it('brings what a pass did at another date, also on a list that is shared, and counts nobody twice', async () => {
    const date = dateOf(['one']);
    phone.manifest = date;
    other.manifest = { ...date, root: { ...date.root, event: 4800, events: eventsOf(date, 4800) } };
    other.eventNumber = 4800;
    await other.see(await passCode());
    const [bytes] = await other.rows();
    if (bytes === undefined) throw new Error('one row');
    await phone.gateway.takeScansPage(pageOf(0, [{ bytes, review: stands }]));
    await phone.gateway.takeScansPage(pageOf(0, [{ bytes, review: stands }], { event: 4800 }));
    expect((await phone.see(await passCode())).decision).toMatchObject({
      reason: 'already_used',
      explanation: { entries: 1, device: other.deviceId },
    });
    await restart();
    expect((await phone.see(typedPassCode(), { how: 'typed' })).decision).toMatchObject({
      reason: 'already_used',
      explanation: { entries: 1 },
    });
  });

  it('brings the undo of another phone', async () => {
    const { id } = await other.see(await codeOf('one'));
    await phone.gateway.takeScansPage(await pageOfOther(0));
    await other.gateway.undo(id);
    await phone.gateway.takeScansPage(await pageOfOther(1));
    expect((await phone.see(await codeOf('one'))).decision.result).toBe('admit');
  });

  it('counts only in its turn', async () => {
    const { gateway } = phone;
    expect(gateway.scansPosition(4711)).toBeNull();
    expect(await gateway.takeScansPage(pageOf(1, []))).toBe('gap');
    expect(await gateway.takeScansPage(pageOf(0, [], { to: 5 }))).toBe('applied');
    expect(await gateway.takeScansPage(pageOf(2, [], { to: 4 }))).toBe('already_held');
    expect(await gateway.takeScansPage(pageOf(3, [], { to: 7 }))).toBe('applied');
    expect(await gateway.takeScansPage(pageOf(7, [], { start: START - 1 }))).toBe('other_life');
    expect(await gateway.takeScansPage(pageOf(7, [], { start: START + 1 }))).toBe('other_life');
    expect(await gateway.takeScansPage(pageOf(0, [], { start: START + 1 }))).toBe('applied');
    expect(gateway.scansPosition(4711)).toEqual({ start: START + 1, count: 1 });
  });

  it('of many small ones loses none', async () => {
    for (const ticket of ['one', 'two', 'three']) await other.see(await codeOf(ticket));
    const rows = await other.rows();
    for (const [from, bytes] of rows.entries()) {
      await phone.gateway.takeScansPage(pageOf(from, [{ bytes, review: stands }]));
    }
    await restart();
    for (const ticket of ['one', 'two', 'three']) {
      expect((await phone.see(await codeOf(ticket))).decision.reason).toBe('already_used');
    }
  });
});

describe('the digest of the scans', () => {
  async function digest(): Promise<string | null> {
    const held = await phone.gateway.scansHeld(4711);
    if (held === null) return null;
    for (const steps = digestScans(held); ; ) {
      const step = steps.next();
      if (step.done) return digestHex(step.value);
    }
  }

  function expected(rows: readonly ReviewedRow[]): string {
    const sum = new DigestSum();
    for (const row of rows) {
      const element = scanElement(row);
      if (element !== null) sum.add(element);
    }
    return digestHex(sum.digest());
  }

  it('is that of the latest reviews of this life of the feed, and of what was fetched anew', async () => {
    for (const ticket of ['one', 'two', 'three']) await other.see(await codeOf(ticket));
    const [one, two, three] = (await other.rows()).map((bytes) => ({ bytes, review: stands }));
    if (!one || !two || !three) throw new Error('three rows');
    expect(await digest()).toBeNull();
    await phone.gateway.takeScansPage(pageOf(0, [one, two]));
    expect(await digest()).toBe(expected([one, two]));
    const undone: ReviewedRow = { ...one, review: { ...stands, standing: 'undone' } };
    await phone.gateway.takeScansPage(pageOf(2, [undone, three]));
    await restart();
    expect(await digest()).toBe(expected([undone, two, three]));
    expect(expected([undone, two, three])).not.toBe(expected([one, two, three]));
    // A restored server knows nothing of the second row until its phone hands it in again.
    await phone.gateway.takeScansPage(pageOf(0, [one, three], { start: START + 1 }));
    expect(await digest()).toBe(expected([one, three]));
    const anew = { start: START + 1 };
    expect(await phone.gateway.retakeScans(4711, [pageOf(0, [one], anew)])).toBe(false);
    const pages = [pageOf(0, [two], anew), pageOf(1, [one, undone], anew)];
    expect(await phone.gateway.retakeScans(4711, pages)).toBe(true);
    await restart();
    expect(await digest()).toBe(expected([two, undone]));
    await phone.gateway.takeScansPage(pageOf(3, [three], anew));
    expect(await digest()).toBe(expected([undone, two, three]));
    // What was scanned was scanned, whatever the server has forgotten.
    expect((await phone.see(await codeOf('three'))).decision.reason).toBe('already_used');
  });
});

describe('a conflict', () => {
  it('is told with both sides while it lasts', async () => {
    const first = await other.see(await codeOf('one'));
    const extra = await phone.see(await codeOf('one'));
    expect(extra.decision.result).toBe('admit');
    const [theirs] = await other.rows();
    const [ours] = await phone.rows();
    if (theirs === undefined || ours === undefined) throw new Error('one row each');
    const review: Review = { standing: 'extra', sure: false, first: first.id, what: '' };
    const rows = [
      { bytes: theirs, review: stands },
      { bytes: ours, review },
    ];
    await phone.gateway.takeScansPage(pageOf(0, rows));
    await restart();
    expect(phone.gateway.conflicts.get()).toEqual([
      {
        scanId: extra.id,
        event: 4711,
        ticketHash: toHex(hashOf('one')),
        listId: extra.listId,
        gateId: null,
        deviceId: phone.deviceId,
        at: extra.at,
        sure: false,
        mine: true,
        note: null,
        first: { scanId: first.id, gateId: null, deviceId: other.deviceId, at: first.at },
      },
    ]);
    // The organiser has resolved it, which is told with the row.
    const resolved = { ...review, what: 'Her brother.' };
    await phone.gateway.takeScansPage(pageOf(2, [{ bytes: ours, review: resolved }]));
    await restart();
    expect(phone.gateway.conflicts.get()).toMatchObject([{ scanId: extra.id, note: 'Her brother.' }]);
    await phone.gateway.takeScansPage(pageOf(3, [{ bytes: ours, review: stands }]));
    expect(phone.gateway.conflicts.get()).toEqual([]);
  });
});
