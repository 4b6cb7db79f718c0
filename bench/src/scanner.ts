import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const clone = fileURLToPath(new URL('../../', import.meta.url));

/** What reading codes costs, in a real Chromium, which the end-to-end tests know how to start. */
export async function benchScanner(): Promise<void> {
  const script = ['scripts/run.mjs', 'e2e', 'phone/scanner-figures'];
  const child = spawn(process.execPath, script, { cwd: clone, stdio: 'inherit' });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`The figures of the scanner ended with ${code}.`);
}
