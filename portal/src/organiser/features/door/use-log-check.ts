import { useEffect, useState } from 'preact/hooks';
import { fetchLogDevices, fetchLogReport, type LogReport } from './watch-api.js';

export interface LogCheck {
  /** Null: nobody knows yet how many phones there are. */
  readonly all: number | null;
  readonly reports: readonly LogReport[];
  /** What went wrong on the way; unset: nothing. */
  readonly failure?: unknown;
}

const begun: LogCheck = { all: null, reports: [] };

/** Has the logs checked one phone after another, so that there is something to see while it goes on. */
export function useLogCheck(eventId: string) {
  const [turn, setTurn] = useState(0);
  const [check, setCheck] = useState(begun);
  useEffect(() => {
    let isWanted = true;
    const show = (change: Partial<LogCheck>) => {
      if (isWanted) setCheck((old) => ({ ...old, ...change }));
    };
    async function run(): Promise<void> {
      setCheck(begun);
      const devices = await fetchLogDevices(eventId);
      show({ all: devices.length });
      const reports: LogReport[] = [];
      for (const { id } of devices) {
        if (!isWanted) return;
        reports.push(await fetchLogReport(eventId, id));
        show({ reports: [...reports] });
      }
    }
    run().catch((failure: unknown) => show({ failure }));
    return () => {
      isWanted = false;
    };
  }, [eventId, turn]);
  const isRunning = check.failure === undefined && check.reports.length !== check.all;
  return { ...check, isRunning, again: () => setTurn((old) => old + 1) };
}
