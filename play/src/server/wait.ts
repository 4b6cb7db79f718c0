/** Far longer than it takes: other work may run beside it. */
const patienceMs = 180_000;
const pauseMs = 20;

/** Looks again and again. @throws Error when it has not come after three minutes */
export async function until(what: string, look: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + patienceMs;
  while (!(await look())) {
    if (performance.now() > deadline) throw new Error(`Waited too long: ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}
