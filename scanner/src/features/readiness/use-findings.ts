import { useI18n } from '@gatehouse/shared/ui';
import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Phone } from '../../store/phone.js';
import { useReadable } from '../../store/readable.js';
import { onOfflineCopyReady } from '../../sw/offline-copy.js';
import { type Check, type CheckName, checksOf } from './checks.js';
import type { Finding, Remedy } from './finding.js';

export type Findings = Readonly<Partial<Record<CheckName, Finding>>>;

export interface FoundReadiness {
  readonly checks: readonly Check[];
  readonly findings: Findings;
  readonly check: () => void;
  readonly remedy: (name: CheckName, remedy: Remedy) => Promise<void>;
}

/** Of a browser that keeps even the looking to itself. */
const notKnown: Finding = { level: 'unknown', say: (t) => t('scanner.ready.notKnown') };

const LOOK_EVERY_MS = 30_000;

/** Checks at the start, when the app comes back into sight, when the network or the phone changes, and in between. */
export function useFindings(phone: Phone): FoundReadiness {
  const { locale } = useI18n();
  const { pairing, unsent, unsentPhotos, lastSyncAt, events } = useReadable(phone.state);
  const [findings, setFindings] = useState<Findings>({});
  const checks = useMemo(() => checksOf(pairing === 'active'), [pairing]);
  const turns = useRef(new Map<CheckName, number>());
  // A check that began earlier may end later: it waited for a server that was away.
  const look = useCallback(async (name: CheckName, find: () => Promise<Finding | undefined>) => {
    const turn = (turns.current.get(name) ?? 0) + 1;
    turns.current.set(name, turn);
    const finding = await find().catch(() => notKnown);
    if (finding !== undefined && turns.current.get(name) === turn)
      setFindings((known) => ({ ...known, [name]: finding }));
    return finding;
  }, []);
  const check = useCallback(() => {
    for (const { name, run } of checks) void look(name, () => run({ phone, locale }));
  }, [checks, phone, locale, look]);

  useEffect(() => {
    const quiet = checks.filter(({ name }) => name === 'unsent' || name === 'fresh');
    for (const { name, run } of quiet) void look(name, () => run({ phone, locale }));
  }, [unsent, unsentPhotos, lastSyncAt, events, checks, phone, locale, look]);

  useEffect(() => {
    const whenSeen = () => document.visibilityState === 'visible' && check();
    check();
    const timer = setInterval(check, LOOK_EVERY_MS);
    document.addEventListener('visibilitychange', whenSeen);
    addEventListener('online', check);
    addEventListener('offline', check);
    const forget = onOfflineCopyReady(check);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', whenSeen);
      removeEventListener('online', check);
      removeEventListener('offline', check);
      forget();
    };
  }, [check]);

  async function remedy(name: CheckName, { apply }: Remedy): Promise<void> {
    const found = await look(name, async () => (await apply()) ?? undefined);
    if (found === undefined) check();
  }

  return { checks, findings, check, remedy };
}
