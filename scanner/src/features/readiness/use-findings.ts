import { useCallback, useEffect, useState } from 'preact/hooks';
import { onOfflineCopyReady } from '../../sw/offline-copy.js';
import { type CheckName, checks } from './checks.js';
import type { Finding } from './finding.js';

export type Findings = Readonly<Partial<Record<CheckName, Finding>>>;

export interface Readiness {
  readonly findings: Findings;
  readonly check: () => void;
  readonly remedy: (name: CheckName) => Promise<void>;
}

/** Checks at the start, when the app comes back into sight, and when the network changes. */
export function useFindings(): Readiness {
  const [findings, setFindings] = useState<Findings>({});
  const note = useCallback(
    (name: CheckName, finding: Finding) => setFindings((known) => ({ ...known, [name]: finding })),
    [],
  );
  const check = useCallback(() => {
    for (const { name, run } of checks) void run().then((finding) => note(name, finding));
  }, [note]);

  useEffect(() => {
    const whenSeen = () => document.visibilityState === 'visible' && check();
    check();
    document.addEventListener('visibilitychange', whenSeen);
    addEventListener('online', check);
    addEventListener('offline', check);
    const forget = onOfflineCopyReady(check);
    return () => {
      document.removeEventListener('visibilitychange', whenSeen);
      removeEventListener('online', check);
      removeEventListener('offline', check);
      forget();
    };
  }, [check]);

  async function remedy(name: CheckName): Promise<void> {
    const found = await findings[name]?.remedy?.apply();
    if (found === undefined) check();
    else note(name, found);
  }

  return { findings, check, remedy };
}
