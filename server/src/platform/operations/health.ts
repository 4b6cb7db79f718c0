/** How one part is. `required` parts decide whether the process should get traffic. */
export interface PartHealth {
  readonly status: 'up' | 'down';
  readonly required: boolean;
  readonly durationMs: number;
}

export type Probe = { readonly required: boolean; readonly check: () => Promise<unknown> };

const probeTimeoutMs = 2000;

/** An answer is good for this long: whoever asks more often causes no more work at the parts. */
const freshMs = 1000;

/** Asks the parts at once; one that does not answer within two seconds is down. */
export function createHealth(probes: Readonly<Record<string, Probe>>) {
  const asked = Object.entries(probes).map(([name, probe]) => ({
    name,
    probe,
    ask: shared(() => ask(probe)),
  }));
  const answers = async (chosen: typeof asked): Promise<Record<string, PartHealth>> =>
    Object.fromEntries(await Promise.all(chosen.map(async (part) => [part.name, await part.ask()] as const)));
  return {
    all: () => answers(asked),
    /** The parts without which the process is of no use. */
    required: () => answers(asked.filter((part) => part.probe.required)),
  };
}

/** Runs `work` at most once at a time and once a second, for all who ask. */
function shared<T>(work: () => Promise<T>): () => Promise<T> {
  let last: Promise<T> | undefined;
  let staleAt = 0;
  return () => {
    if (last === undefined || performance.now() > staleAt) {
      staleAt = Number.POSITIVE_INFINITY;
      last = work().finally(() => {
        staleAt = performance.now() + freshMs;
      });
    }
    return last;
  };
}

async function ask(probe: Probe): Promise<PartHealth> {
  const started = performance.now();
  const status = await Promise.race([
    probe.check().then(
      () => 'up' as const,
      () => 'down' as const,
    ),
    new Promise<'down'>((resolve) => setTimeout(resolve, probeTimeoutMs, 'down').unref()),
  ]);
  return { status, required: probe.required, durationMs: Math.round(performance.now() - started) };
}
