/** How one part is. `required` parts decide whether the process should get traffic. */
export interface PartHealth {
  readonly status: 'up' | 'down';
  readonly required: boolean;
  readonly durationMs: number;
}

export type Probe = { readonly required: boolean; readonly check: () => Promise<unknown> };

const probeTimeoutMs = 2000;

/** Asks every part at once; a part that does not answer within two seconds is down. */
export async function askParts(probes: Readonly<Record<string, Probe>>): Promise<Record<string, PartHealth>> {
  const entries = await Promise.all(
    Object.entries(probes).map(async ([name, probe]) => [name, await ask(probe)] as const),
  );
  return Object.fromEntries(entries);
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
