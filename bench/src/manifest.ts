import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import { toHex } from '@gatehouse/shared/bytes';
import {
  acceptRoot,
  CORE_SEGMENT,
  coreRecord,
  openTable,
  openTicketsPage,
  type Root,
  tableRows,
} from '@gatehouse/shared/manifest';
import { chooseEd25519 } from '@gatehouse/shared/signing';
import { type Crowd, changeTickets, fillTickets, newCrowd } from './crowd.js';
import { type BenchPhone, pairPhone } from './phone.js';
import { type BenchGatehouse, startBench } from './start.js';

/** What a ticket list weighs on the way to a phone, and what making it costs the server. */
export async function benchManifest(): Promise<void> {
  for (const tickets of [100_000, 1_000_000]) await measure(tickets);
}

async function measure(tickets: number): Promise<void> {
  await using gatehouse = await startBench();
  const crowd = await newCrowd(gatehouse);
  await fillTickets(gatehouse, crowd, tickets);
  const phone = await pairPhone(gatehouse, crowd.eventId);
  console.log(`${tickets.toLocaleString('en')} tickets of 8 types`);
  const cut = await timed(() => takeRoot(phone, crowd.publicNumber));
  print(
    'the first root, its list read and cut',
    seconds(cut.ms),
    `longest standstill ${millis(cut.blockedMs)}`,
  );
  const again = await timed(() => phone.get('/root'));
  print('the same root again', millis(again.ms));
  await measureEdit(gatehouse, { crowd, phone, root: cut.value });
  const core = await takeCore(phone, cut.value);
  const json = jsonOf(cut.value, core.raw);
  print('core as it is', bytes(core.rawBytes), perTicket(core.rawBytes, tickets));
  print('core on the wire', bytes(core.wireBytes), perTicket(core.wireBytes, tickets));
  print('the same as JSON', bytes(json.raw), `core is ${percent(core.rawBytes, json.raw)} of it`);
  print(
    'the same as JSON and brotli',
    bytes(json.wire),
    `core is ${percent(core.wireBytes, json.wire)} of it`,
  );
  await changeTickets(gatehouse, crowd, tickets / 100);
  const pages = await timed(() => takePages(phone, cut.value));
  const { wireBytes, records, count } = pages.value;
  print(
    `${count} page${count === 1 ? '' : 's'} of 1 % changed`,
    bytes(wireBytes),
    `${records} records in ${millis(pages.ms)}`,
  );
  print('  of the core on the wire', percent(wireBytes, core.wireBytes));
}

async function takeRoot(phone: BenchPhone, event: number): Promise<Root> {
  const body = await takeWhenCut(phone);
  const verify = await chooseEd25519(crypto.subtle);
  const keys = { current: phone.doorKey, successor: null };
  const accepted = await acceptRoot(body, { event, keys, held: null, verify });
  if (!accepted.ok) throw new Error(`The root is ${accepted.reason}.`);
  return accepted.value.root;
}

/** One ticket changes: what is written and read for it, of what lies there. */
async function measureEdit(
  gatehouse: BenchGatehouse,
  { crowd, phone, root }: { crowd: Crowd; phone: BenchPhone; root: Root },
): Promise<void> {
  const [ticket] = await readTickets(gatehouse, crowd);
  await gatehouse.send('PATCH', `/api/v1/events/${crowd.eventId}/tickets/${ticket}`, { attention: true });
  const { start, count } = root.tickets;
  const page = await timed(() => phone.get(`/pages/tickets?start=${start}&from=${count}`));
  const { segments } = await takeRoot(phone, crowd.publicNumber);
  const names = new Set(root.segments.core.map(({ sha256 }) => toHex(sha256)));
  const cutAnew = segments.core.filter(({ sha256 }) => !names.has(toHex(sha256))).length;
  print(
    'an edit of one ticket, its page',
    `${page.value.body.length} B`,
    `${millis(page.ms)}, ${cutAnew} of ${segments.core.length} segments cut anew`,
  );
}

async function readTickets({ send }: BenchGatehouse, { eventId }: Crowd): Promise<string[]> {
  const tickets = (await send('GET', `/api/v1/events/${eventId}/tickets?limit=1`)) as { id: string }[];
  return tickets.map(({ id }) => id);
}

/** Asks as a phone does: while a long list is being cut the answer is to come again. */
async function takeWhenCut(phone: BenchPhone): Promise<Buffer> {
  for (;;) {
    const { status, body } = await phone.get('/root');
    if (status === 200) return body;
    if (status !== 503) throw new Error(`The root was answered with ${status}.`);
    await sleep(500);
  }
}

async function takeCore(phone: BenchPhone, { segments }: Root) {
  const raw: Buffer[] = [];
  let wireBytes = 0;
  for (const { sha256 } of segments.core) {
    const { body, encoding } = await phone.get(`/segments/${toHex(sha256)}`);
    if (encoding !== 'br') throw new Error('A segment came without brotli.');
    wireBytes += body.length;
    raw.push(brotliDecompressSync(body));
  }
  return { raw, wireBytes, rawBytes: sum(raw) };
}

/** What a list of objects would weigh; only what differs from an ordinary ticket is written out. */
function jsonOf({ segments }: Root, raw: readonly Buffer[]): { raw: number; wire: number } {
  const table = openTable(CORE_SEGMENT, segments.core, raw);
  if (!table.ok) throw new Error(`A segment is ${table.reason}.`);
  const rows = [...tableRows(table.value)].map(({ key, cells }) => {
    const { class: ticketClass, generation, state } = coreRecord(key, cells);
    return { hash: toHex(key), class: ticketClass, generation, state };
  });
  const json = Buffer.from(JSON.stringify(rows));
  const params = { [constants.BROTLI_PARAM_QUALITY]: 6 };
  return { raw: json.length, wire: brotliCompressSync(json, { params }).length };
}

async function takePages(phone: BenchPhone, { tickets }: Root) {
  const verify = await chooseEd25519(crypto.subtle);
  let [wireBytes, records, count] = [0, 0, 0];
  for (let from = tickets.count; ; ) {
    const path = `/pages/tickets?start=${tickets.start}&from=${from}`;
    const { status, encoding, body } = await phone.get(path);
    if (status === 204) return { wireBytes, records, count };
    const blob = encoding === 'br' ? brotliDecompressSync(body) : body;
    const page = await openTicketsPage(blob, phone.doorKey, verify);
    if (!page.ok) throw new Error(`A page is ${page.reason}.`);
    wireBytes += body.length;
    records += page.value.tickets.length;
    count += 1;
    from = page.value.to;
  }
}

async function timed<T>(work: () => Promise<T>): Promise<{ value: T; ms: number; blockedMs: number }> {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const started = performance.now();
  const value = await work();
  const ms = performance.now() - started;
  delay.disable();
  return { value, ms, blockedMs: delay.max / 1e6 };
}

function sum(parts: readonly Buffer[]): number {
  return parts.reduce((total, part) => total + part.length, 0);
}

function print(name: string, figure: string, beside = ''): void {
  console.log(`  ${name.padEnd(44)} ${figure.padStart(12)}  ${beside}`.trimEnd());
}

const bytes = (count: number): string => `${(count / 1024).toFixed(1)} KiB`;
const perTicket = (count: number, tickets: number): string => `${(count / tickets).toFixed(2)} B a ticket`;
const percent = (part: number, whole: number): string => `${((part / whole) * 100).toFixed(1)} %`;
const millis = (ms: number): string => `${ms.toFixed(0)} ms`;
const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;
