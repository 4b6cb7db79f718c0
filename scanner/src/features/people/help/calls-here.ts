import type { PhoneHelpCall } from '../../../store/help/help.js';
import type { PhoneEvent, PhoneState } from '../../../store/phone.js';

/** What is waited for at this event: the calls of all for a supervisor, its own at any other phone. */
export function callsHere({ help }: PhoneState, { number }: PhoneEvent): readonly PhoneHelpCall[] {
  return help.filter(({ event, state }) => event === number && state !== 'settled');
}
