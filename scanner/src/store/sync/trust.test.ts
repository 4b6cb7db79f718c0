import { toHex } from '@gatehouse/shared/bytes';
import type { DoorKeys, Root } from '@gatehouse/shared/manifest';
import { readTrustedKeys, TRUSTED_KEYS_HEADER } from '@gatehouse/shared/protocol';
import { chooseEd25519, type Subtle } from '@gatehouse/shared/signing';
import { expect, it } from 'vitest';
import { PhoneDatabase } from '../database.js';
import { digestBy, fetchRoot, fetchTicketPages, type ListSource } from '../manifest/fetch-list.js';
import { createLists, type Lists } from '../manifest/lists.js';
import {
  life,
  type SampleDoor,
  type SampleList,
  sampleDoor,
  sampleEvent,
  sampleList,
  samplePage,
  ticket,
} from '../test/sample-list.js';
import {
  createDisk,
  createWire,
  sampleName as event,
  pageBehind,
  serveList,
  type Wire,
} from '../test/test-phone.js';

const verify = await chooseEd25519(crypto.subtle as unknown as Subtle);
const [first, second, third] = [
  await sampleDoor('first'),
  await sampleDoor('second'),
  await sampleDoor('third'),
];
const tickets = [ticket(1), ticket(2)];
const list = (
  door: SampleDoor,
  position: number,
  more: { successor?: SampleDoor; name?: string; life?: number } = {},
) => {
  const { successor, ...given } = more;
  const named = successor?.keys.current ?? null;
  return sampleList(door, tickets, { position, tickets: 10, successor: named, ...given });
};

/** A phone that pins what its roots name. */
async function phoneOf(door: SampleDoor) {
  const database = new PhoneDatabase(createDisk());
  let keys: DoorKeys = door.keys;
  const lists: Lists = createLists({
    database,
    onChange: () => undefined,
    onDoorKeys: (named) => {
      keys = named;
    },
  });
  await lists.load();
  const wire = createWire();
  const digest = digestBy(crypto.subtle);
  const source: ListSource = { api: wire, lists, verify, digest, doorKeys: () => keys };
  return {
    lists,
    wire,
    source,
    trusts: () => [keys.current, keys.successor].map((key) => key && toHex(key)),
    root: (): Root | undefined => lists.manifestOf(sampleEvent)?.root,
    async offer(offered: SampleList) {
      serveList(wire, offered);
      const fetched = await fetchRoot(source, event);
      return fetched.ok ? 'taken' : fetched.reason === 'list' ? fetched.refusal : fetched.reason;
    },
  };
}

const name = ({ keys }: SampleDoor) => toHex(keys.current);

it('follows the door key to its successor, and refuses the old one from then on', async () => {
  const phone = await phoneOf(first);
  expect(await phone.offer(await list(first, 1))).toBe('taken');
  expect(await phone.offer(await list(second, 2))).toBe('not_genuine');
  expect(await phone.offer(await list(first, 2, { successor: second }))).toBe('taken');
  expect(phone.trusts()).toEqual([name(first), name(second)]);
  // Between the two keys, an older server may go on with the first.
  expect(await phone.offer(await list(first, 3, { successor: second }))).toBe('taken');
  expect(await phone.offer(await list(second, 4))).toBe('taken');
  expect(phone.trusts()).toEqual([name(second), null]);
  expect(await phone.offer(await list(first, 5, { successor: third }))).toBe('not_genuine');
  expect(phone.root()?.position.count).toBe(4);
});

it('asks once more as soon as it knows the successor, for what that has signed', async () => {
  const phone = await phoneOf(first);
  const [bridge, present] = [await list(first, 7, { successor: second }), await list(second, 8)];
  serveList(phone.wire, present);
  // As the server leads it: by what the phone says that it trusts.
  const led: Wire['ask'] = async (wish) => {
    const knows = phone.trusts().includes(name(second));
    if (wish.path.endsWith('/root') && !knows) {
      phone.wire.asked.push('root');
      return { ok: true, status: 200, bytes: bridge.blob };
    }
    return phone.wire.ask(wish);
  };
  expect(await fetchRoot({ ...phone.source, api: { ask: led } }, event)).toEqual({ ok: true });
  expect(phone.trusts()).toEqual([name(second), null]);
  expect(phone.root()?.position.count).toBe(8);
  expect(phone.wire.asked).toEqual(['root', 'root']);
});

it('says with its names which keys it trusts', () => {
  expect(TRUSTED_KEYS_HEADER).toBe('x-door-keys');
  expect(readTrustedKeys('0123456789abcdef,fedcba9876543210')).toEqual([
    '0123456789abcdef',
    'fedcba9876543210',
  ]);
  for (const bad of [undefined, '', 'x', '0123456789ABCDEF', '0123456789abcdef,', ['0123456789abcdef']])
    expect(readTrustedKeys(bad)).toEqual([]);
});

it('takes no older list, page or life from whatever lies in between, and a restored server’s new life', async () => {
  const phone = await phoneOf(first);
  const yesterday = await list(first, 1);
  const today = await list(first, 2, { name: 'Today' });
  expect(await phone.offer(yesterday)).toBe('taken');
  expect(await phone.offer(today)).toBe('taken');
  expect(await phone.offer(yesterday)).toBe('rolled_back');
  expect(phone.root()?.name).toBe('Today');
  const restored = await list(first, 1, { life: life + 100, name: 'Restored' });
  expect(await phone.offer(restored)).toBe('taken');
  // The life that has ended may have counted further.
  expect(await phone.offer(await list(first, 9, { name: 'Old life' }))).toBe('rolled_back');
  expect(phone.root()?.name).toBe('Restored');
});

it('asks a relay that says yesterday’s page again no second time', async () => {
  const phone = await phoneOf(first);
  await phone.offer(await list(first, 1));
  const dead = [ticket(1, { state: 'cancelled' })];
  const page = await samplePage(first, { from: 10, to: 15, tickets: dead });
  phone.wire.answers.set(pageBehind(10), page);
  phone.wire.answers.set(pageBehind(15), page);
  phone.wire.asked.length = 0;
  expect(await fetchTicketPages(phone.source, event)).toEqual({
    ok: false,
    reason: 'list',
    refusal: 'rolled_back',
  });
  expect(phone.wire.asked).toHaveLength(2);
  expect(phone.lists.manifestOf(sampleEvent)?.tickets.count).toBe(15);
});

it('takes no older list of an event that was taken away and given back', async () => {
  const phone = await phoneOf(first);
  const [yesterday, today] = [await list(first, 1), await list(first, 2)];
  await phone.offer(today);
  await phone.lists.forget(sampleEvent);
  expect(phone.root()).toBeUndefined();
  expect(await phone.offer(yesterday)).toBe('rolled_back');
  await phone.lists.load();
  expect(await phone.offer(yesterday)).toBe('rolled_back');
  expect(await phone.offer(today)).toBe('taken');
  expect(phone.root()?.position.count).toBe(2);
});
