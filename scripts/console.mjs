const isTerminal = process.stdout.isTTY === true;

/** What went wrong, for people; a program ends with it instead of with a stack. */
export class Failure extends Error {}

/**
 * Shows that something takes its time: a line that counts seconds in a terminal, one plain line elsewhere.
 * @returns a function that closes the line with how long it took
 */
export function showProgress(what) {
  const begin = Date.now();
  const elapsed = () => `${Math.round((Date.now() - begin) / 1000)} s`;
  if (!isTerminal) {
    console.log(`${what} …`);
    return () => undefined;
  }
  const draw = () => process.stdout.write(`\r\u001b[K${what} … ${elapsed()}`);
  draw();
  const timer = setInterval(draw, 1000);
  return () => {
    clearInterval(timer);
    process.stdout.write(`\r\u001b[K${what} … ${elapsed()}\n`);
  };
}

/** Runs a program's `main`; a `Failure` becomes one line and exit code 1. */
export async function runMain(main) {
  try {
    await main();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
