import type { Gateway } from './log/gateway.js';
import type { Phone, PhoneState } from './phone.js';
import { blankState } from './phone-state.js';
import { createState } from './readable.js';

/**
 * Stands for a phone whose databases and log are still being fetched and opened, and then for that phone: so that a
 * screen is there before them. What is asked of it waits for the other one.
 * @param isNew nothing of a phone is kept here, so it is known without looking that it is not paired
 */
export function createPhoneToCome(coming: Promise<Phone>, isNew: boolean): Phone {
  const state = createState<PhoneState>({ ...blankState, pairing: isNew ? 'unpaired' : 'loading' });
  const gateway = createState<Gateway | null>(null);
  const come = coming.then((phone) => {
    follow(phone, state, gateway);
    return phone;
  });
  // It is told where it was fetched; here it only stays away.
  come.catch(() => undefined);
  return {
    state,
    gateway,
    help: {
      call: async (input) => (await come).help.call(input),
      carry: async (code) => (await come).help.carry(code),
      say: async (id, word) => (await come).help.say(id, word),
    },
    pair: (link) =>
      come.then(
        (phone) => phone.pair(link),
        () => ({ ok: false, reason: 'offline' }),
      ),
    startShift: async (shift) => (await come).startShift(shift),
    tellReadiness: async (findings) => (await come).tellReadiness(findings),
    sync: async () => (await come).sync(),
    leave: async () => (await come).leave(),
    close: async () => (await come).close(),
  };
}

type Written<T> = ReturnType<typeof createState<T>>;

function follow(phone: Phone, state: Written<PhoneState>, gateway: Written<Gateway | null>): void {
  const look = () => {
    const now = phone.state.get();
    // What somebody types into the start page is not taken away while the phone finds out that it is new.
    if (now.pairing !== 'loading') state.set(now);
  };
  const lookAtGateway = () => gateway.set(phone.gateway.get());
  look();
  lookAtGateway();
  phone.state.subscribe(look);
  phone.gateway.subscribe(lookAtGateway);
}
