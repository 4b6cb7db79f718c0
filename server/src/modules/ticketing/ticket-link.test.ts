import { randomBytes, randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { createTicketLinks, type LinkedTicket } from './ticket-link.js';

const links = createTicketLinks(randomBytes(32));
const ticket = (generation = 7): LinkedTicket => ({
  organisationId: randomUUID(),
  eventId: randomUUID(),
  ticketId: randomUUID(),
  generation,
});

function tokenOf(named: LinkedTicket): string {
  return links.linkFor(named).replace(/^\/t\//, '');
}

test.each([0, 1, 255])(
  'names the ticket of generation %i in 87 characters that a mail keeps whole',
  (generation) => {
    const named = ticket(generation);
    expect(tokenOf(named)).toMatch(/^[\w-]{87}$/);
    expect(links.openLink(tokenOf(named))).toEqual(named);
    expect(tokenOf(named)).toBe(tokenOf(named));
  },
);

test('opens nothing when any bit of any byte is another', () => {
  const bytes = Buffer.from(tokenOf(ticket()), 'base64url');
  expect(bytes).toHaveLength(65);
  for (let bit = 0; bit < bytes.length * 8; bit += 1) {
    const changed = Buffer.from(bytes);
    changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
    expect(links.openLink(changed.toString('base64url')), `bit ${bit}`).toBeUndefined();
  }
});

test('has one spelling: no other character anywhere, none more, none less', () => {
  const token = tokenOf(ticket());
  const last = token.at(-1) ?? '';
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const others = [...alphabet].filter((other) => other !== last).map((other) => token.slice(0, -1) + other);
  const spellings = [
    `${token}=`,
    `${token}A`,
    `${token}.`,
    `.${token}`,
    token.slice(0, -1),
    token.slice(1),
    '',
  ];
  for (const other of [...others, ...spellings]) expect(links.openLink(other), other).toBeUndefined();
});

test('opens under its own key alone, in every process that has it', () => {
  const masterKey = randomBytes(32);
  const token = tokenOf(ticket());
  expect(createTicketLinks(masterKey).openLink(token)).toBeUndefined();
  const [first, again] = [createTicketLinks(masterKey), createTicketLinks(masterKey)];
  const named = ticket();
  expect(again.openLink(first.linkFor(named).slice(3))).toEqual(named);
});

test('another generation is another link', () => {
  const named = ticket();
  expect(tokenOf(named)).not.toBe(tokenOf({ ...named, generation: named.generation + 1 }));
});
