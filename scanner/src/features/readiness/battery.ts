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

/** Half a battery lasts an evening of scanning; a fifth does not. */
export function describeBattery(battery: Battery | undefined): Finding {
  if (battery === undefined) return { level: 'unknown', say: (t) => t('scanner.battery.unknown') };
  const percent = Math.round(battery.level * 100);
  if (battery.charging || percent >= 50)
    return { level: 'good', say: (t) => t('scanner.battery.good', { percent }) };
  if (percent >= 20) return { level: 'attention', say: (t) => t('scanner.battery.attention', { percent }) };
  return { level: 'bad', say: (t) => t('scanner.battery.bad', { percent }) };
}
