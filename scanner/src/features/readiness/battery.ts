import type { Finding } from './finding.js';

/** Only Chrome tells, and the standard types do not know it. */
interface Battery {
  /** From 0 to 1. */
  readonly level: number;
  readonly charging: boolean;
}

interface BatteryTeller {
  readonly getBattery?: () => Promise<Battery>;
}

export async function checkBattery(): Promise<Finding> {
  const battery = await (navigator as BatteryTeller).getBattery?.().catch(() => undefined);
  return describeBattery(battery);
}

/** Above a third it lasts until somebody can charge it; with a seventh it does not last the doors. */
export function describeBattery(battery: Battery | undefined): Finding {
  if (battery === undefined) return { level: 'unknown', say: (t) => t('scanner.battery.unknown') };
  const value = Math.round(battery.level * 100);
  const shown = { percent: value };
  if (battery.charging || value > 30)
    return { level: 'good', value, say: (t) => t('scanner.battery.good', shown) };
  if (value > 15) return { level: 'attention', value, say: (t) => t('scanner.battery.attention', shown) };
  return { level: 'bad', value, say: (t) => t('scanner.battery.bad', shown) };
}
