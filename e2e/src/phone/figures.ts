import { makeFolder } from '../folders.js';
import { startGatehouse } from '../gatehouse.js';
import { signInOrganiser } from '../organiser.js';
import { beginShift, untilScanning } from './begin-shift.js';
import { canvasSize, showOnCanvas, useCanvasAsCamera } from './canvas-camera.js';
import { ChromiumPhone } from './chromium-phone.js';
import { DoorGround, type IssuedTicket } from './door-ground.js';
import { until } from './until.js';

const STARTS = 7;
const SCANS = 25;

/** `npm run bench:phone`: what a steward waits for, in a real Chromium on this machine. */
const data = await makeFolder();
const gatehouse = await startGatehouse({ data: data.path });
try {
  const organiser = await signInOrganiser(gatehouse);
  const ground = await DoorGround.lay(organiser, 'Figures');
  const tickets: IssuedTicket[] = [];
  for (let index = 0; index < 2 * SCANS + STARTS + 2; index += 1)
    tickets.push(await ground.issue(`Guest ${index}`));
  const door = { organiser, ground };
  process.stdout.write(`Chromium, ${tickets.length} tickets on the list; median (slowest) in milliseconds\n`);
  await measureStarts(door, tickets.splice(0, STARTS + 1));
  await measureVerdicts(door, tickets);
} finally {
  await gatehouse.stop();
  await data[Symbol.asyncDispose]();
}

type Door = Parameters<typeof beginShift>[1];

/** The browser is killed and started again without a network, each time with a code before its camera. */
async function measureStarts(door: Door, tickets: readonly IssuedTicket[]): Promise<void> {
  await using phone = await ChromiumPhone.take(gatehouse.url);
  await beginShift(phone, door, 'Starts');
  await phone.goOffline();
  const ready: number[] = [];
  const answered: number[] = [];
  for (const { code } of tickets) {
    await phone.kill();
    await phone.camera.show(code);
    await phone.switchOn();
    const before = phone.sighted.length;
    await phone.open();
    await untilScanning(phone);
    const running = await phone.page.evaluate(
      () => performance.getEntriesByName('gatehouse-running')[0]?.startTime,
    );
    await until(
      () => phone.sighted.length,
      (count) => count > before,
    );
    ready.push(running ?? Number.NaN);
    answered.push(phone.sighted.at(-1)?.paintedAt ?? Number.NaN);
    // Killed too soon, it would come back with this answer, which stays until somebody has taken it away.
    await phone.dismiss();
  }
  // The first one fills the caches of this machine.
  print('offline cold start: address opened → camera running', ready.slice(1));
  print('offline cold start: address opened → first verdict painted', answered.slice(1));
}

/** The camera is a canvas, so that it is known when a code was first to be seen. */
async function measureVerdicts(door: Door, tickets: readonly IssuedTicket[]): Promise<void> {
  await using phone = await ChromiumPhone.take(gatehouse.url, (context) =>
    context.addInitScript(useCanvasAsCamera, canvasSize),
  );
  await beginShift(phone, door, 'Verdicts');
  await phone.goOffline();
  const client = await phone.page.context().newCDPSession(phone.page);
  for (const rate of [1, 4]) {
    await client.send('Emulation.setCPUThrottlingRate', { rate });
    const waited: number[] = [];
    for (const { code } of tickets.slice((rate === 1 ? 0 : 1) * SCANS, (rate === 1 ? 1 : 2) * SCANS))
      waited.push(await waitFor(phone, code));
    print(
      `code in the picture → verdict kept and painted${rate === 1 ? '' : `, page ${rate} times slower`}`,
      waited,
    );
  }
}

async function waitFor(phone: ChromiumPhone, code: string): Promise<number> {
  const before = phone.sighted.length;
  const seenAt = await showOnCanvas(phone.page, code);
  await until(
    () => phone.sighted.length,
    (count) => count > before,
  );
  await showOnCanvas(phone.page);
  await until(
    () => phone.page.locator('[data-verdict]').count(),
    (count) => count === 0,
  );
  return (phone.sighted.at(-1)?.paintedAt ?? Number.NaN) - seenAt;
}

function print(name: string, values: readonly number[]): void {
  const sorted = [...values].sort((a, b) => a - b);
  const median = Math.round(sorted[Math.floor(sorted.length / 2)] ?? Number.NaN);
  process.stdout.write(`${name.padEnd(72)} ${median} (${Math.round(sorted.at(-1) ?? Number.NaN)})\n`);
}
