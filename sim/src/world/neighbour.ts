import { signBatch } from '@gatehouse/shared/protocol';
import { simSubtle } from '../phone/crypto.js';
import type { SentRequest } from '../phone/link.js';
import type { Actor } from './actor.js';
import { fail } from './failure.js';
import type { World } from './world.js';

const reads = ['root', 'pages/tickets', 'pages/scans'];

/** 14: a phone that knows the names of another organisation asks for what is theirs, and gets none of it. */
export async function askAsNeighbour(world: World): Promise<void> {
  const { organisations } = world.draft;
  const asker = world.actors.find((actor) => actor.deviceId !== null && !world.isOut(actor));
  const other = world.actors.find(({ organisationId }) => organisationId !== asker?.organisationId);
  if (organisations < 2 || asker === undefined || other === undefined) return;
  const asked = [...reads.map((rest) => read(other.eventId, rest)), await carried(world, other)];
  for (const request of asked) {
    const answer = request && (await answerTo(world, asker, request));
    if (!answer) continue;
    world.tally.note('check 14');
    if (answer.status < 400)
      fail(14, `${asker.name} asks for ${request.path} of another organisation and gets ${answer.status}`);
  }
}

function read(eventId: string, rest: string): SentRequest {
  const query = new URLSearchParams({ start: '0', from: '0' });
  const path = `/api/v1/device/events/${eventId}/${rest}`;
  return { method: 'GET', path, query, headers: {}, body: new Uint8Array() };
}

/** A batch that the other's phone has signed, brought as if it were of a colleague. */
async function carried({ random, database }: World, { deviceId }: Actor): Promise<SentRequest | null> {
  const device = database.state.devices.get(deviceId ?? '');
  if (device === undefined) return null;
  const sign = async (message: Uint8Array) =>
    new Uint8Array(await simSubtle(random).sign(null, { raw: device.signKey }, message));
  const batch = { device: device.id, nonce: random.bytes(16), positions: [], firstSeq: 1, rows: [] };
  const body = await signBatch(batch, sign);
  const query = new URLSearchParams();
  return { method: 'POST', path: '/api/v1/device/sync', query, headers: {}, body };
}

function answerTo({ server, loop }: World, { deviceId }: Actor, request: SentRequest) {
  const instance = server.instance();
  if (instance === null) return undefined;
  const headers = { authorization: `Bearer ${deviceId} ${loop.now + 60_000}` };
  return loop.drive(instance, () => server.answer({ ...request, headers }), 60_000);
}
