import type { Locale } from '@gatehouse/shared/i18n';
import { AppError } from '../../../platform/errors/app-error.js';
import type { Tenancy } from '../../../platform/tenancy/tenancy.js';
import type { EventKey } from '../manifest/index.js';
import { decideScan } from './decide-scan.js';
import { openDoor } from './desk-door.js';
import type { AskedScan, ShownDecision } from './desk-schemas.js';
import { type LookUpDeps, lookUp } from './look-up.js';
import { readScans } from './read-scans.js';
import { showDecision, speakerOf } from './say.js';

/**
 * What the door would say now. Nothing is kept and nothing is locked.
 * @throws AppError platform.not_found, checkin.code_or_ticket, unknown_ticket, unknown_list, unknown_gate
 */
export function validateScan(
  tenancy: Tenancy,
  deps: LookUpDeps,
  { key, asked, locale }: { readonly key: EventKey; readonly asked: AskedScan; readonly locale: Locale },
): Promise<ShownDecision> {
  return tenancy.snapshot(key, async (trx) => {
    const door = await openDoor(trx, deps, { key });
    const [scan] = await readScans(trx, deps, { door, asked: [asked] });
    if (!scan) throw new Error('One scan was asked for and none was read.');
    if ('problem' in scan) throw new AppError(scan.problem);
    const knowledge = await lookUp(trx, deps, { door, scans: [scan] });
    const at = Date.now();
    const { decision, facts } = decideScan(scan, knowledge, { after: null, at });
    return showDecision(decision, facts, { door, knowledge, speaker: await speakerOf(door, locale, at) });
  });
}
