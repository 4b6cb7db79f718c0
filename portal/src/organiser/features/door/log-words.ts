import type { PlainKey, Translate } from '@gatehouse/shared/i18n';
import type { LogReport } from './watch-api.js';

type Range = LogReport['unsigned'][number];

const faultTexts: Readonly<Partial<Record<LogReport['faults'][number]['code'], PlainKey>>> = {
  altered: 'desk.watch.fault.altered',
  hash_differs: 'desk.watch.fault.hashDiffers',
  unreadable: 'desk.watch.fault.unreadable',
  other_device: 'desk.watch.fault.otherDevice',
  missing: 'desk.watch.fault.missing',
  removed: 'desk.watch.fault.removed',
  bad_head: 'desk.watch.fault.badHead',
  head_differs: 'desk.watch.fault.headDiffers',
  bad_receipt: 'desk.watch.fault.badReceipt',
  receipt_differs: 'desk.watch.fault.receiptDiffers',
};

/** What does not hold, sentence by sentence. */
export function faultsOf(t: Translate, { faults, faultCount }: LogReport): string[] {
  const named = faults.map(({ code, rows }) => {
    const text = t(faultTexts[code] ?? 'desk.watch.fault.misplaced');
    return rows === null ? text : `${rangeText(t, rows)}: ${text}`;
  });
  const more = faultCount - faults.length;
  return more > 0 ? [...named, t('desk.watch.log.more', { number: more })] : named;
}

/** What can be done about it: rows that are on their way still come; what was changed, only those can tell who run the server. */
export function nextStepsOf(reports: readonly Pick<LogReport, 'faults' | 'faultCount'>[]): PlainKey[] {
  const isMissing = reports.some(({ faults }) => faults.some(({ code }) => code === 'missing'));
  const isChanged = reports.some(
    // Of very many only the first are named.
    ({ faults, faultCount }) => faultCount > faults.length || faults.some(({ code }) => code !== 'missing'),
  );
  return [
    ...(isChanged ? (['desk.watch.log.nextChanged'] as const) : []),
    ...(isMissing ? (['desk.watch.log.nextMissing'] as const) : []),
  ];
}

/** What is worth knowing and no fault. */
export function notesOf(t: Translate, report: LogReport): string[] {
  const set = Object.values(report.quarantined).reduce((sum, count) => sum + count, 0) - report.forks.length;
  const named = (rows: Range, key: PlainKey) => `${rangeText(t, rows)}: ${t(key)}`;
  return [
    ...report.unsigned.map((rows) => named(rows, 'desk.watch.note.unsigned')),
    ...report.forks.map((seq) => named({ from: seq, to: seq }, 'desk.watch.note.fork')),
    ...report.lost.map((rows) => named(rows, 'desk.watch.note.lost')),
    ...(set > 0 ? [t('desk.watch.note.quarantined', { count: set })] : []),
  ];
}

function rangeText(t: Translate, { from, to }: Range): string {
  return from === to ? t('desk.watch.row', { row: from }) : t('desk.watch.rows', { from, to });
}
