import { webcrypto } from 'node:crypto';
import { ShownPeople } from '@gatehouse/scanner/store';
import { concatBytes, equalBytes } from '@gatehouse/shared/bytes';
import { detailToSeal, nobody, openDetail, type Person } from '@gatehouse/shared/people';
import { parseScan } from '@gatehouse/shared/ticket-code';
import type { Random } from '../time/random.js';
import { type DrawnDoor, drawDoor } from './drawn-door.js';
import { drawThing, type ShownThing } from './shown-thing.js';

const THINGS = 3;
const { subtle } = webcrypto;

/**
 * Shows codes of both forms at a door whose list says who holds the tickets, sealed for their codes alone.
 * @returns what is wrong with who is named; null: nothing
 */
export async function playPeople(random: Random): Promise<string | null> {
  const door = drawDoor(random);
  for (let shown = 0; shown < THINGS; shown += 1) {
    const thing = await drawThing(random, door, door.opensAt);
    const named = await nameShown(door, thing);
    const { form, isGenuine, isOfThisEvent } = thing.facts;
    const isOwn = thing.code !== null && isGenuine && isOfThisEvent;
    if (named !== (isOwn ? holder.name : null))
      return `a ${form} code that is ${isOwn ? '' : 'not '}of this ticket shows ${named ?? 'nobody'}`;
  }
  return null;
}

const holder: Person = { ...nobody, name: 'Ada Example' };

async function nameShown(door: DrawnDoor, thing: ShownThing): Promise<string | null> {
  const sealed = await sealedFor(thing);
  const people = new ShownPeople({
    async ofCode(_event, hash, code) {
      const isHere = sealed !== null && thing.ticket !== null && equalBytes(hash, thing.ticket.hash);
      const opened = isHere ? await openDetail(subtle, { code, sealed }) : null;
      return opened?.ok === true ? opened.value : null;
    },
    // The organiser allows no names on phones: nothing but the code opens one.
    ofTicket: async () => null,
    find: async () => null,
  });
  const parsed = parseScan(thing.text, { typed: thing.facts.by === 'typed' });
  const seen = { scanId: 'one', manifest: door.manifest, ticket: null };
  await people.look({ ...seen, parsed: thing.found === null ? parsed : null });
  return people.byScan.get().get('one')?.name ?? null;
}

/** Sealed for the genuine code, whatever was made of it. */
async function sealedFor({ code, facts }: ShownThing): Promise<Uint8Array | null> {
  if (code === null) return null;
  const genuine = code.slice();
  if (!facts.isGenuine) genuine[genuine.length - 1] = (genuine.at(-1) ?? 0) ^ 1;
  const { key, nonce, plain } = detailToSeal(genuine, holder);
  const imported = await subtle.importKey('raw', key, { name: 'AES-GCM' }, false, ['encrypt']);
  const encrypted = await subtle.encrypt({ name: 'AES-GCM', iv: nonce }, imported, plain);
  return concatBytes(nonce, new Uint8Array(encrypted));
}
