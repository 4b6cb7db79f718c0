import { useEffect } from 'preact/hooks';
import type { Phone } from '../../../store/phone.js';
import type { OnScreen } from '../../scan/session/scan-session.js';

/** A call is settled when who took it has let the ticket in. */
export function useSettled(verdict: OnScreen | null, phone: Pick<Phone, 'state' | 'help'>): void {
  const shown = verdict?.kind === 'new' ? verdict.shown : null;
  useEffect(() => {
    if (shown === null || !shown.recorded || shown.decision.ticket === null) return;
    if (shown.decision.effect !== 'entry' && shown.decision.effect !== 'person') return;
    const { help, deviceId } = phone.state.get();
    const mine = help.filter(({ state, stateBy }) => state === 'taken' && stateBy === deviceId);
    const call = mine.find(({ ticket, at }) => ticket === shown.decision.ticket && at <= shown.at);
    if (call !== undefined) void phone.help.say(call.id, 'settled').catch(() => undefined);
  }, [shown, phone]);
}
