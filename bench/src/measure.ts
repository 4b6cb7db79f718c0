/** Work that is done many times; one call is one unit. */
export type Unit = () => Promise<unknown>;

export interface Load {
  /** Units in all; the load ends by itself. */
  readonly units: number;
  readonly concurrency: number;
}

/** @returns units a second, after a tenth of the load was run unmeasured to warm up */
export async function unitsPerSecond(unit: Unit, load: Load): Promise<number> {
  await run(unit, { ...load, units: Math.ceil(load.units / 10) });
  const started = performance.now();
  await run(unit, load);
  return (load.units / (performance.now() - started)) * 1000;
}

async function run(unit: Unit, { units, concurrency }: Load): Promise<void> {
  let left = units;
  const worker = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      await unit();
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
}

/**
 * Runs baseline and subject in turn, three times, and prints the median ratio. Machines differ and are noisy; the
 * share that the subject keeps of its baseline is what can be compared.
 */
export async function compare(
  name: string,
  { baseline, subject }: { baseline: Unit; subject: Unit },
  load: Load,
): Promise<void> {
  const rounds = [];
  for (let round = 0; round < 3; round++) {
    const base = await unitsPerSecond(baseline, load);
    const own = await unitsPerSecond(subject, load);
    rounds.push({ base, own, ratio: own / base });
  }
  rounds.sort((a, b) => a.ratio - b.ratio);
  const median = rounds[1];
  if (!median) return;
  const percent = `${Math.round(median.ratio * 100)} %`.padStart(6);
  console.log(`${name.padEnd(58)} ${percent}  (${rate(median.own)} of ${rate(median.base)})`);
}

function rate(perSecond: number): string {
  return `${Math.round(perSecond).toLocaleString('en')}/s`;
}

/** @param of at least one */
export function percentile(of: readonly number[], percent: number): number {
  const sorted = [...of].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? Number.NaN;
}

export function seconds(ms: number): string {
  return ms < 1_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(1)} s`;
}
