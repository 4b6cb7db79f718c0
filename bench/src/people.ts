import { monitorEventLoopDelay } from 'node:perf_hooks';
import { toHex } from '@gatehouse/shared/bytes';
import { decodeRoot, type Root, type SegmentReference } from '@gatehouse/shared/manifest';
import { splitBlob } from '@gatehouse/shared/signing';
import { sql } from 'kysely';
import { type Crowd, changeTickets, fillTickets, newCrowd } from './crowd.js';
import { type BenchPhone, pairPhone } from './phone.js';
import { type BenchGatehouse, startBench } from './start.js';

const TICKETS = 100_000;

/** What it costs to tell phones who holds the tickets, beside the same as JSON. */
export async function benchPeople(): Promise<void> {
  await using gatehouse = await startBench();
  const crowd = await newCrowd(gatehouse);
  await fillTickets(gatehouse, crowd, TICKETS);
  const jsonBytes = await nameAll(gatehouse, crowd);
  const phone = await pairPhone(gatehouse, crowd.eventId);
  console.log(`${TICKETS.toLocaleString('en')} tickets with name, seat, order and e-mail`);
  const core = await timed(() => untilRoot(phone, ({ segments }) => segments.core.length > 0));
  print('until the first root, without people', seconds(core.ms), standstill(core));
  const detail = await timed(() => untilRoot(phone, ({ segments }) => segments.detail.length > 0));
  print('until the root with details', seconds(core.ms + detail.ms), standstill(detail));
  printFiles('details, stored and on the wire', detail.value.segments.detail);
  await gatehouse.send('PATCH', `/api/v1/events/${crowd.eventId}`, { namesOnPhones: true });
  const search = await timed(() => untilRoot(phone, ({ segments }) => segments.search.length > 0));
  print('until the root with names to search', seconds(search.ms), standstill(search));
  printFiles('names to search, stored and on the wire', search.value.segments.search);
  print('the same as JSON', `${(jsonBytes / TICKETS).toFixed(1)} B a ticket`);
  await changeTickets(gatehouse, crowd, TICKETS / 100);
  const { detailAt } = detail.value;
  const page = await timed(() => phone.get(`/pages/detail?start=${detailAt?.start}&from=${detailAt?.count}`));
  print(
    '1,000 changed details',
    `${page.value.body.length} B`,
    `${Math.round(page.ms)} ms, ${standstill(page)}`,
  );
}

/** Names of usual lengths. @returns bytes of the same as JSON */
async function nameAll({ app, organisationId }: BenchGatehouse, { eventId }: Crowd): Promise<number> {
  return app.platform.tenancy.run({ organisationId }, async (trx) => {
    await sql`update ticketing.ticket set seat = 'Row ' || feed_count % 90 || ', ' || feed_count % 40,
        order_reference = 'A-' || (100000 + feed_count / 2),
        name = (array['Zoë','Jürgen','Maximilian','Ana','Fatima','Søren'])[1 + feed_count % 6] || ' '
          || (array['Müller','Ångström','de la Cruz','Smith','Oyelaran','Kowalczyk','Li'])[1 + feed_count % 7],
        email = 'guest' || feed_count || '@example.org'
      where event_id = ${eventId}`.execute(trx);
    const { rows } = await sql<{
      bytes: number;
    }>`select sum(octet_length(json_build_object('name', name, 'seat', seat,
        'order', order_reference, 'hash', encode(hash, 'hex'))::text))::int as bytes
      from ticketing.ticket where event_id = ${eventId}`.execute(trx);
    return rows[0]?.bytes ?? 0;
  });
}

async function untilRoot(phone: BenchPhone, isRight: (root: Root) => boolean): Promise<Root> {
  for (;;) {
    const { status, body } = await phone.get('/root');
    const root = status === 200 ? decodeRoot(splitBlob(body).body) : null;
    if (root?.ok && isRight(root.value)) return root.value;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

interface Timed<T> {
  readonly value: T;
  readonly ms: number;
  readonly blockedMs: number;
}

async function timed<T>(work: () => Promise<T>): Promise<Timed<T>> {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const begin = performance.now();
  const value = await work();
  const ms = performance.now() - begin;
  delay.disable();
  return { value, ms, blockedMs: delay.max / 1e6 };
}

function printFiles(name: string, files: readonly SegmentReference[]): void {
  const bytes = files.reduce((sum, { length }) => sum + length, 0);
  const names = new Set(files.map(({ sha256 }) => toHex(sha256)));
  print(name, `${(bytes / TICKETS).toFixed(1)} B a ticket`, `${names.size} files`);
}

function standstill({ blockedMs }: Timed<unknown>): string {
  return `longest standstill ${Math.round(blockedMs)} ms`;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

function print(name: string, ...figures: string[]): void {
  console.log(`  ${name.padEnd(44)} ${figures.join(', ')}`);
}
