import { equalBytes, toBase64Url } from '@gatehouse/shared/bytes';
import { doorKeyName, TRUSTED_KEYS_HEADER } from '@gatehouse/shared/protocol';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { create, dataOf, outcomeOf } from '../../../../test/answers.js';
import { addManifestPhone, type ManifestPhone } from '../../../../test/manifest-phone.js';
import { offerPairing, pairPhone } from '../../../../test/phones.js';
import {
  type Actor,
  addActor,
  createActor,
  newEvent,
  startTestApp,
  type TestApp,
} from '../../../../test/test-app.js';
import type { DoorKeyState } from './schemas.js';

let gatehouse: TestApp;

beforeAll(async () => {
  gatehouse = await startTestApp();
});
afterAll(() => gatehouse[Symbol.asyncDispose]());

interface Door {
  readonly owner: Actor;
  readonly eventId: string;
  readonly at: string;
  readonly ticketTypeId: string;
}

/** An organisation of its own for each test: it has one door key. */
async function newDoor(slug: string): Promise<Door> {
  const owner = await createActor(gatehouse.app, slug);
  const { id } = await create(owner, '/events', newEvent());
  const type = await create(owner, `/events/${id}/ticket-types`, { name: 'Day' });
  return { owner, eventId: id, at: `/events/${id}`, ticketTypeId: type.id };
}

const phoneOf = ({ owner, eventId }: Door): Promise<ManifestPhone> =>
  addManifestPhone(gatehouse, { organisationId: owner.organisationId, eventId });
const ticketOf = ({ owner, at, ticketTypeId }: Door) => create(owner, `${at}/tickets`, { ticketTypeId });
const stateOf = async ({ owner }: Door): Promise<DoorKeyState> =>
  dataOf(await owner.request({ method: 'GET', url: '/api/v1/door-key' }));

async function step({ owner }: Door, name: string, current: number): Promise<string> {
  const payload = { step: name, current };
  return outcomeOf(await owner.request({ method: 'PUT', url: '/api/v1/door-key', payload }));
}

const waitFor = (door: Door, ...phones: ManifestPhone[]) =>
  expect(
    stateOf(door).then(({ unaware }) => unaware.map(({ deviceId }) => deviceId).sort()),
  ).resolves.toEqual(phones.map(({ deviceId }) => deviceId).sort());

describe('a door key', () => {
  test('is announced, takes over, and leaves the one before it behind', async () => {
    const door = await newDoor('harbour');
    const { owner } = door;
    const [near, away] = [await phoneOf(door), await phoneOf(door)];
    await ticketOf(door);
    await near.takeRoot();
    await away.takeRoot();
    const first = near.trusts().current;
    await waitFor(door);

    expect(await step(door, 'announce', 1)).toBe('200');
    const announced = await stateOf(door);
    expect(announced).toMatchObject({ current: { number: 1 }, successor: { number: 2 }, retired: null });
    await waitFor(door, near, away);
    await near.takeRoot();
    expect(doorKeyName(near.trusts().successor ?? new Uint8Array())).toBe(announced.successor?.fingerprint);
    await near.takeRoot();
    await waitFor(door, away);

    expect(await step(door, 'change_over', 1)).toBe('200');
    expect(await stateOf(door)).toMatchObject({
      current: { number: 2, fingerprint: announced.successor?.fingerprint },
      successor: null,
      retired: { number: 1 },
    });
    // A page may come before the root: whoever heard of the successor reads both.
    await ticketOf(door);
    expect(await near.takePages()).toBe(1);
    await near.takeRoot();
    expect(near.trusts().successor).toBeNull();
    expect(equalBytes(near.trusts().current, first)).toBe(false);

    // The one that was away is led over: first to whom to trust, then to the present list.
    const bridge = await away.takeRoot();
    expect(equalBytes(away.trusts().current, first)).toBe(true);
    expect(bridge.root.successor).toEqual(near.trusts().current);
    const present = await away.takeRoot();
    expect(away.trusts()).toEqual(near.trusts());
    expect(present.position.count).toBeGreaterThan(bridge.position.count);
    expect(present.digest).toEqual((await near.takeRoot()).digest);
    await away.takePages();
    expect(away.view()).toEqual(near.view());
    await away.takeRoot();
    await waitFor(door);

    // A pairing code shows the present key.
    const { link } = await offerPairing(owner, door.eventId);
    expect(link.doorKey).toEqual(new Uint8Array(near.trusts().current));
  });

  test('leads nobody any more once the overlap has ended', async () => {
    const door = await newDoor('quay');
    const away = await phoneOf(door);
    await away.takeRoot();
    expect(await step(door, 'announce', 1)).toBe('200');
    expect(await step(door, 'change_over', 1)).toBe('200');
    expect(await step(door, 'announce', 2)).toBe('409 checkin.succession_open');
    expect(await step(door, 'end_overlap', 2)).toBe('200');
    await expect(away.takeRoot()).rejects.toThrow('bad_signature');
    await waitFor(door, away);
    const kept = await gatehouse.database.query<{ number: number; gone: boolean }>(
      `select number, sealed_private_key is null as gone from checkin.door_key
       where organisation_id = '${door.owner.organisationId}' order by number`,
    );
    expect(kept).toEqual([
      { number: 1, gone: true },
      { number: 2, gone: false },
    ]);
    expect(await step(door, 'announce', 2)).toBe('200');
  });

  test('leads a phone over that never had a list, too', async () => {
    const door = await newDoor('pier');
    const fresh = await phoneOf(door);
    expect(await step(door, 'announce', 1)).toBe('200');
    expect(await step(door, 'change_over', 1)).toBe('200');
    await fresh.takeRoot();
    await fresh.takeRoot();
    expect(fresh.trusts().successor).toBeNull();
  });

  test('that leaked is replaced at once, and what it signed leads nowhere', async () => {
    const door = await newDoor('lock');
    const phone = await phoneOf(door);
    await phone.takeRoot();
    expect(await step(door, 'announce', 1)).toBe('200');
    await phone.takeRoot();
    expect(await step(door, 'replace', 1)).toBe('200');
    expect(await stateOf(door)).toMatchObject({
      current: { number: 3 },
      successor: null,
      retired: null,
      unaware: [{ deviceId: phone.deviceId, name: 'Phone', lastSyncAt: null }],
    });
    await expect(phone.takeRoot()).rejects.toThrow('bad_signature');
    // A second press changes nothing twice.
    expect(await step(door, 'replace', 1)).toBe('409 checkin.door_key_moved');
  });

  test('moves in its order only, and by those who may', async () => {
    const door = await newDoor('mole');
    const { owner } = door;
    expect(await stateOf(door)).toEqual({ current: null, successor: null, retired: null, unaware: [] });
    expect(await step(door, 'announce', 0)).toBe('409 checkin.door_key_moved');
    await phoneOf(door);
    expect(await step(door, 'change_over', 1)).toBe('409 checkin.no_successor');
    expect(await step(door, 'end_overlap', 1)).toBe('409 checkin.no_retired_key');
    const pressed = await Promise.all(
      ['announce', 'announce', 'announce'].map((name) => step(door, name, 1)),
    );
    expect(pressed.toSorted()).toEqual(['200', '409 checkin.succession_open', '409 checkin.succession_open']);
    const { organisationId } = owner;
    const steward = await addActor(gatehouse.app, organisationId, { email: 'd@mole.example', role: 'door' });
    const payload = { step: 'change_over', current: 1 };
    const url = '/api/v1/door-key';
    expect(outcomeOf(await steward.request({ method: 'PUT', url, payload }))).toBe('403 platform.forbidden');
    expect(outcomeOf(await steward.request({ method: 'GET', url }))).toBe('200');
  });

  test('of the neighbour is another one, whatever becomes of this one', async () => {
    const [ours, theirs] = [await newDoor('east'), await newDoor('west')];
    const phone = await phoneOf(theirs);
    await phone.takeRoot();
    await phoneOf(ours);
    const before = await stateOf(theirs);
    for (const name of ['announce', 'change_over']) expect(await step(ours, name, 1)).toBe('200');
    expect(await stateOf(theirs)).toEqual(before);
    await phone.takeRoot();
    expect(phone.trusts().successor).toBeNull();
  });

  test('that is named by a stranger’s word in a header changes nothing', async () => {
    const door = await newDoor('north');
    const phone = await phoneOf(door);
    await phone.takeRoot();
    for (const said of ['0123456789abcdef', 'nonsense', '', '0123456789abcdef,0123456789abcdef']) {
      const answer = await phone.get('/root', { [TRUSTED_KEYS_HEADER]: said });
      expect(answer.statusCode).toBe(200);
    }
    await waitFor(door);
  });
});

describe('a phone before a pairing code', () => {
  test('is told once that the organiser has shown it, and stays the phone that it is', async () => {
    const door = await newDoor('south');
    const { app } = gatehouse;
    const place = { app, owner: door.owner, eventId: door.eventId };
    const [phone, other] = [await pairPhone(place), await pairPhone(place)];
    const { id, link } = await offerPairing(door.owner, door.eventId);
    const trust = async (who: typeof phone, secret: Uint8Array = link.secret) => {
      const payload = { pairingId: id, secret: toBase64Url(secret) };
      return outcomeOf(await who.request({ method: 'POST', url: '/api/v1/device/door-key', payload }));
    };
    expect(await trust(phone, new Uint8Array(link.secret.length))).toBe('404 checkin.pairing_unknown');
    expect(await trust(phone)).toBe('204');
    expect(await trust(phone)).toBe('204');
    expect(await trust(other)).toBe('409 checkin.pairing_used');
    const late = await offerPairing(door.owner, door.eventId);
    await gatehouse.database.query(
      `update checkin.pairing set expires_at = now() - interval '1 second' where id = '${late.id}'`,
    );
    const payload = { pairingId: late.id, secret: toBase64Url(late.link.secret) };
    const answer = await phone.request({ method: 'POST', url: '/api/v1/device/door-key', payload });
    expect(outcomeOf(answer)).toBe('410 checkin.pairing_expired');
  });

  test('of another organisation learns nothing', async () => {
    const [ours, theirs] = [await newDoor('alpha'), await newDoor('bravo')];
    const { app } = gatehouse;
    const phone = await pairPhone({ app, owner: ours.owner, eventId: ours.eventId });
    const { id, link } = await offerPairing(theirs.owner, theirs.eventId);
    const payload = { pairingId: id, secret: toBase64Url(link.secret) };
    const answer = await phone.request({ method: 'POST', url: '/api/v1/device/door-key', payload });
    expect(outcomeOf(answer)).toBe('404 checkin.pairing_unknown');
  });
});
