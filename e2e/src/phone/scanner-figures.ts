import { drawScene, height, width } from '../camera-picture.js';
import { makeFolder } from '../folders.js';
import { startGatehouse } from '../gatehouse.js';
import { signInOrganiser } from '../organiser.js';
import { beginShift } from './begin-shift.js';
import { ChromiumPhone } from './chromium-phone.js';
import { DoorGround, type IssuedTicket } from './door-ground.js';
import { noteTasks, type Task } from './tasks.js';
import { until } from './until.js';

const size = { width: 1280, height: 720, framesPerSecond: 30 };
/** A phone is so much slower than this machine. */
const PHONE_RATE = 4;
const LEAST_PICTURES = 150;
const MINUTE_MS = 60_000;
const TASK_LIMIT_MS = 50;
const DECODE_LIMIT_MS = 100;

type MeasuredPage = typeof globalThis & { readonly decodes: number[] };

/** `npm run bench -- scanner`: what reading codes costs the worker, and what it leaves of the thread that draws. */
const data = await makeFolder();
const gatehouse = await startGatehouse({ data: data.path });
try {
  const organiser = await signInOrganiser(gatehouse);
  const ground = await DoorGround.lay(organiser, 'Scanner figures');
  const tickets: IssuedTicket[] = [];
  for (let index = 0; index < 12; index += 1) tickets.push(await ground.issue(`Attendee ${index}`));
  await using phone = await ChromiumPhone.take(
    gatehouse.url,
    (context) => context.addInitScript(measureWorkers),
    { ...size, scene: sceneInMiddle },
  );
  await beginShift(phone, { organiser, ground }, 'Figures');
  const [first] = tickets;
  await measureWorker(phone, 'without a code', []);
  await measureWorker(phone, 'with a code', [first?.code ?? '']);
  await measureTasks(phone, tickets);
} finally {
  await gatehouse.stop();
  await data[Symbol.asyncDispose]();
}

/** Runs in the page before everything else. */
function measureWorkers(): void {
  const decodes: number[] = [];
  Object.assign(globalThis, { decodes });
  const { postMessage } = Worker.prototype;
  Worker.prototype.postMessage = function (this: Worker, ...message: unknown[]) {
    const sent = performance.now();
    this.addEventListener('message', () => decodes.push(performance.now() - sent), { once: true });
    Reflect.apply(postMessage, this, message);
  };
}

async function measureWorker(phone: ChromiumPhone, name: string, texts: readonly string[]): Promise<void> {
  const { page } = phone;
  await phone.camera.show(...texts);
  await page.evaluate(() => {
    (globalThis as MeasuredPage).decodes.length = 0;
  });
  await until(
    () => page.evaluate(() => (globalThis as MeasuredPage).decodes.length),
    (count) => count >= LEAST_PICTURES,
  );
  const times = await page.evaluate(() => [...(globalThis as MeasuredPage).decodes]);
  const median = medianOf(times) * PHONE_RATE;
  say(`worker, 1280 × 720 ${name}: median × ${PHONE_RATE}`, median, DECODE_LIMIT_MS);
}

/** A minute at a door with the page four times slower: a code comes, its answer goes, and another one comes. */
async function measureTasks(phone: ChromiumPhone, tickets: readonly IssuedTicket[]): Promise<void> {
  const { page } = phone;
  await phone.camera.show();
  const client = await page.context().newCDPSession(page);
  await client.send('Emulation.setCPUThrottlingRate', { rate: PHONE_RATE });
  const endNoting = await noteTasks(client);
  const end = Date.now() + MINUTE_MS;
  for (let index = 1; Date.now() < end; index += 1) {
    const before = phone.sighted.length;
    await phone.camera.show(tickets[index % tickets.length]?.code ?? '');
    await until(
      () => phone.sighted.length > before || Date.now() > end,
      (seen) => seen,
    );
  }
  const tasks = await endNoting();
  process.stdout.write(`scanning for a minute: ${phone.sighted.length} answers, ${tasks.length} tasks\n`);
  sayLongest('lasted', tasks);
  sayLongest('worked', tasks);
}

function sayLongest(how: keyof Task, tasks: readonly Task[]): void {
  const times = tasks.map((task) => task[how]);
  const long = times.filter((time) => time > TASK_LIMIT_MS).length;
  const name = `main thread ${PHONE_RATE} × slower, longest task ${how} (${long} over ${TASK_LIMIT_MS})`;
  say(name, Math.max(0, ...times), TASK_LIMIT_MS);
}

/** The scene as high as the picture, in its middle. */
function sceneInMiddle(texts: readonly string[], frame: number): Buffer {
  const scene = drawScene(texts, frame);
  const scale = size.height / height;
  const left = (size.width - width * scale) / 2;
  const picture = Buffer.alloc((size.width * size.height * 3) / 2, 128).fill(96, 0, size.width * size.height);
  for (let y = 0; y < size.height; y += 1)
    for (let x = 0; x < width * scale; x += 1)
      picture[y * size.width + left + x] = scene[Math.floor(y / scale) * width + Math.floor(x / scale)] ?? 96;
  return picture;
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function say(name: string, value: number, limit: number): void {
  const verdict = value <= limit ? 'within' : 'OVER';
  process.stdout.write(`${name.padEnd(72)} ${value.toFixed(1)} ms, ${verdict} ${limit} ms\n`);
}
