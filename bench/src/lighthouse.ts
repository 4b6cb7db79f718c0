import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../e2e/dist/lighthouse/main.js', import.meta.url));

/** What Lighthouse gives the scanner; it needs a real browser, which is where the tests have theirs. */
export async function benchLighthouse(): Promise<void> {
  const child = spawn(process.execPath, [program], { stdio: 'inherit' });
  const code = await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve));
  if (code !== 0) throw new Error(`Lighthouse ended with ${code}.`);
}
