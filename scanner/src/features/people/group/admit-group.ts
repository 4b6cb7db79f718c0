import type { Gateway, ScanInput, Shown } from '../../../store/log/index.js';
import type { Shift } from '../../../store/phone.js';
import { stateOf } from '../state-word.js';

export interface Admitting {
  readonly gateway: Pick<Gateway, 'scan' | 'markShown'>;
  readonly shift: Shift;
}

/**
 * Admits one ticket of an order as a scan of its own. That nobody saw its code was answered by whoever pressed the
 * button for the order; any other question stays open, and the ticket outside.
 */
export async function admitOne(entry: ScanInput, { gateway, shift }: Admitting): Promise<Shown> {
  const shown = await gateway.scan(entry, shift);
  await gateway.markShown(shown.id);
  const { recorded, decision, id } = shown;
  if (!recorded || decision.result !== 'confirm' || stateOf(decision) !== 'good') return shown;
  const admitted = await gateway.scan({ ...entry, confirms: id }, shift);
  await gateway.markShown(admitted.id);
  return admitted;
}
