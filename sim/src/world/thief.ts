import { encodeRow, NO_PREVIOUS } from '@gatehouse/shared/log';
import { signBatch } from '@gatehouse/shared/protocol';
import { simSubtle } from '../phone/crypto.js';
import type { Random } from '../time/random.js';
import type { Actor } from './actor.js';
import { durableRows } from './people.js';
import type { World } from './world.js';

/** Whoever holds a revoked phone signs that tickets of others were used, whose codes it never saw. */
export async function writeAsThief(world: World, random: Random, actor: Actor): Promise<void> {
  const { deviceId } = actor;
  const device = deviceId === null ? undefined : world.database.state.devices.get(deviceId);
  const ticket = world.ticket(random.int(0, world.sold.length - 1), actor.eventId);
  const own = durableRows(actor).findLast(({ kind }) => kind === 'scan');
  if (deviceId === null || device === undefined || ticket === null || own === undefined) return;
  const { hash: ticketHash, generation } = ticket.record;
  const said = { result: 'admit', effect: 'entry', reason: 'ok', direction: 'in', how: 'camera' } as const;
  const row = {
    ...own,
    ...said,
    id: random.uuid(),
    device: deviceId,
    seq: 1_000 + random.int(0, 99),
    ticketHash,
    generation,
    proof: random.bytes(own.proof?.length ?? 32),
    names: null,
    details: null,
    previous: NO_PREVIOUS,
  };
  world.unproven.add(row.id);
  const key = { raw: device.signKey };
  const sign = async (message: Uint8Array) =>
    new Uint8Array(await simSubtle(random).sign(null, key, message));
  const bytes = encodeRow(row);
  const batch = { device: deviceId, nonce: random.bytes(16), positions: [], firstSeq: row.seq };
  const body = await signBatch({ ...batch, rows: [{ bytes, details: null }] }, sign);
  const headers = { authorization: `Bearer ${deviceId} ${world.loop.now + 60_000}` };
  const asked = { method: 'POST', path: '/api/v1/device/sync', query: new URLSearchParams(), headers, body };
  const instance = world.server.instance();
  if (instance !== null) await world.loop.drive(instance, () => world.server.answer(asked), 60_000);
}
