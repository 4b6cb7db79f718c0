import { drawScene, height, width } from '../camera-picture.js';
import { makeFolder } from '../folders.js';
import { startGatehouse } from '../gatehouse.js';
import { signInOrganiser } from '../organiser.js';
import { beginShift } from './begin-shift.js';
import { useCanvasAsCamera } from './canvas-camera.js';
import { ChromiumPhone } from './chromium-phone.js';
import { DoorGround, type IssuedTicket } from './door-ground.js';
import { until } from './until.js';

const size = { width: 1280, height: 720 };
/** A phone is so much slower than this machine. */
const PHONE_RATE = 4;
const LEAST_PICTURES = 150;
const MINUTE_MS = 60_000;
const TASK_LIMIT_MS = 50;
const DECODE_LIMIT_MS = 100;

interface Measuring {
  readonly decodes: number[];
  readonly tasks: { readonly start: number; readonly duration: number }[];
  /** When this script itself put another picture before the camera. */
  readonly shows: { readonly start: number; readonly end: number }[];
}

type MeasuredPage = typeof globalThis & {
  readonly measuring: Measuring;
  gatehouseShow: (grey: string) => Promise<number>;
};

/** `npm run bench -- scanner`: what reading codes costs the worker, and what it leaves of the thread that draws. */
const data = await makeFolder();
const gatehouse = await startGatehouse({ data: data.path });
try {
  const organiser = await signInOrganiser(gatehouse);
  const ground = await DoorGround.lay(organiser, 'Scanner figures');
  const tickets: IssuedTicket[] = [];
  for (let index = 0; index < 12; index += 1) tickets.push(await ground.issue(`Attendee ${index}`));
  await using phone = await ChromiumPhone.take(gatehouse.url, async (context) => {
    await context.addInitScript(useCanvasAsCamera, size);
    await context.addInitScript(measurePage);
  });
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
function measurePage(): void {
  const measuring: Measuring = { decodes: [], tasks: [], shows: [] };
  Object.assign(globalThis, { measuring });
  const { postMessage } = Worker.prototype;
  Worker.prototype.postMessage = function (this: Worker, ...message: unknown[]) {
    const sent = performance.now();
    this.addEventListener('message', () => measuring.decodes.push(performance.now() - sent), { once: true });
    Reflect.apply(postMessage, this, message);
  };
  new PerformanceObserver((list) => {
    for (const { startTime: start, duration } of list.getEntries()) measuring.tasks.push({ start, duration });
  }).observe({ entryTypes: ['longtask'] });
}

async function measureWorker(phone: ChromiumPhone, name: string, texts: readonly string[]): Promise<void> {
  const { page } = phone;
  await show(phone, texts);
  await page.evaluate(() => {
    (globalThis as MeasuredPage).measuring.decodes.length = 0;
  });
  await until(
    () => page.evaluate(() => (globalThis as MeasuredPage).measuring.decodes.length),
    (count) => count >= LEAST_PICTURES,
  );
  const times = await page.evaluate(() => [...(globalThis as MeasuredPage).measuring.decodes]);
  const median = medianOf(times) * PHONE_RATE;
  say(`worker, 1280 × 720 ${name}: median × ${PHONE_RATE}`, median, DECODE_LIMIT_MS);
}

/** A minute at a door with the page four times slower: a code comes, its answer goes, and another one comes. */
async function measureTasks(phone: ChromiumPhone, tickets: readonly IssuedTicket[]): Promise<void> {
  const { page } = phone;
  await show(phone, []);
  const client = await page.context().newCDPSession(page);
  await client.send('Emulation.setCPUThrottlingRate', { rate: PHONE_RATE });
  const pictures = await Promise.all(tickets.map(({ code }) => greyOf([code])));
  const end = Date.now() + MINUTE_MS;
  await page.evaluate(() => {
    (globalThis as MeasuredPage).measuring.tasks.length = 0;
  });
  for (let index = 1; Date.now() < end; index += 1) {
    const before = phone.sighted.length;
    await draw(phone, pictures[index % pictures.length] ?? '');
    await until(
      () => phone.sighted.length > before || Date.now() > end,
      (seen) => seen,
    );
  }
  const tasks = await page.evaluate(() => {
    const { tasks, shows } = (globalThis as MeasuredPage).measuring;
    // Unpacking the next picture is the work of this script.
    const isOurs = (task: { start: number; duration: number }) =>
      !shows.some(({ start, end }) => task.start < end && task.start + task.duration > start);
    return tasks.filter(isOurs).map(({ duration }) => duration);
  });
  process.stdout.write(`scanning for a minute: ${phone.sighted.length} answers\n`);
  say(
    `main thread ${PHONE_RATE} × slower: longest task of ${tasks.length} long ones`,
    Math.max(0, ...tasks),
    TASK_LIMIT_MS,
  );
}

function show(phone: ChromiumPhone, texts: readonly string[]): Promise<void> {
  return draw(phone, greyOf(texts));
}

async function draw({ page }: ChromiumPhone, grey: string): Promise<void> {
  await page.evaluate(async (picture) => {
    const { measuring, gatehouseShow } = globalThis as MeasuredPage;
    const start = performance.now();
    await gatehouseShow(picture);
    measuring.shows.push({ start, end: performance.now() });
  }, grey);
}

/** The scene as high as the picture, in its middle. */
function greyOf(texts: readonly string[]): string {
  const scene = drawScene(texts, 0);
  const scale = size.height / height;
  const left = (size.width - width * scale) / 2;
  const grey = Buffer.alloc(size.width * size.height, 96);
  for (let y = 0; y < size.height; y += 1)
    for (let x = 0; x < width * scale; x += 1)
      grey[y * size.width + left + x] = scene[Math.floor(y / scale) * width + Math.floor(x / scale)] ?? 96;
  return grey.toString('base64');
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function say(name: string, value: number, limit: number): void {
  const verdict = value <= limit ? 'within' : 'OVER';
  process.stdout.write(`${name.padEnd(64)} ${value.toFixed(1)} ms, ${verdict} ${limit} ms\n`);
}
