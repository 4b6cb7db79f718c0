import { createPhone, type Gateway, type Phone, type Ports } from '@gatehouse/scanner/store';
import type { Root } from '@gatehouse/shared/manifest';
import type { DeviceClock } from '../device-clock.js';
import { type PlayedMachine, playedMachine } from '../phone-ports.js';
import type { RelayAnswers } from '../scenario/schema.js';
import type { PlayedDevice } from '../world.js';
import { Relay } from './relay.js';
import { until } from './wait.js';

/** The scanner's whole phone; between it and the server is nothing but the network that the scenario gives it. */
export class ServerPhone implements PlayedDevice {
  readonly clock: DeviceClock;
  isOnline = true;
  readonly #url: string;
  readonly #machine: PlayedMachine;
  readonly #wakeUps = new Set<() => void>();
  readonly #faults: unknown[] = [];
  readonly #relay = new Relay();
  #isWithholding: boolean;
  #phone: Phone;

  constructor(url: string, clock: DeviceClock, isWithholding: boolean) {
    this.clock = clock;
    this.#url = url;
    this.#machine = playedMachine(clock);
    this.#isWithholding = isWithholding;
    this.#phone = createPhone(this.#ports());
  }

  get state(): ReturnType<Phone['state']['get']> {
    return this.#phone.state.get();
  }

  get gateway(): Gateway {
    const gateway = this.#phone.gateway.get();
    if (gateway === null) throw new Error(`The log of this phone is not open: ${this.#faults.join(', ')}`);
    return gateway;
  }

  async pair(link: string): Promise<void> {
    const paired = await this.#phone.pair(link);
    if (!paired.ok) throw new Error(`A phone was not paired: ${paired.reason}.`);
  }

  /** Until it has what the server has for it. */
  async started(events: number): Promise<void> {
    await until('the phone to have its lists', async () => {
      await this.#phone.sync();
      const { state } = this;
      const isHere = ({ complete, root }: (typeof state.events)[number]) =>
        this.#isWithholding ? root !== null : complete;
      return state.events.length === events && state.events.every(isHere);
    });
  }

  rootOf(eventId: string): Root | null {
    return this.state.events.find(({ id }) => id === eventId)?.root ?? null;
  }

  setOnline(isOnline: boolean): void {
    this.isOnline = isOnline;
    if (isOnline) for (const wakeUp of this.#wakeUps) wakeUp();
  }

  async download(): Promise<void> {
    this.#isWithholding = false;
    await this.sync();
  }

  async restart(): Promise<void> {
    await this.close();
    this.clock.reboot();
    this.#phone = createPhone(this.#ports());
    await until('the phone to start', () => this.#phone.gateway.get() !== null);
  }

  async sync(): Promise<void> {
    const before = this.isOnline;
    this.isOnline = true;
    await this.exchange();
    this.isOnline = before;
  }

  /** Hands over and fetches. A phone that learns that it was revoked comes to its end. */
  async exchange(): Promise<void> {
    if (this.state.revocation?.wiped) return;
    await this.#phone.sync();
    await until('the phone to hand over', async () => {
      const { pairing, revocation, unsent } = this.state;
      if (pairing === 'revoked') return revocation?.wiped === true;
      // One that does not know the key by which its rows are acknowledged keeps them.
      if (this.refused() === 'not_genuine') return true;
      if (unsent > 0) await this.#phone.sync();
      return this.state.unsent === 0;
    });
  }

  async peopleCome(eventId: string): Promise<void> {
    const mayCome = () => this.isOnline && this.rootOf(eventId)?.search != null;
    const asked = { eventId, listId: '', gateId: null, direction: 'in' } as const;
    await until('the people to come', async () => {
      if (!mayCome() || (await this.gateway.search('', asked)) !== null) return true;
      await this.#phone.sync();
      return false;
    });
  }

  relay(answers: RelayAnswers): void {
    this.#relay.answers = answers;
  }

  refused(): string | null {
    return this.state.events.find(({ refused }) => refused !== null)?.refused ?? null;
  }

  /** Reads a pairing code while it is in service. */
  async trust(link: string): Promise<void> {
    const before = this.isOnline;
    this.isOnline = true;
    await this.pair(link);
    this.isOnline = before;
    await until('the phone to be in service', () => this.#phone.gateway.get() !== null);
  }

  async close(): Promise<void> {
    await this.#phone.close();
  }

  #ports(): Ports {
    return {
      ...this.#machine,
      fetch: (...request) =>
        this.#isReachable(String(request[0]))
          ? this.#relay.fetch(...request)
          : Promise.reject(new Error('no network')),
      origin: this.#url,
      // Nothing rests on the socket, and without one a scenario is played the same each time.
      openSocket: (_url, listener) => {
        queueMicrotask(() => listener.close());
        return { close: () => undefined };
      },
      random: () => 1,
      unpaced: true,
      onFault: (fault) => this.#faults.push(fault),
      onWakeUp: (listener) => {
        this.#wakeUps.add(listener);
        return () => this.#wakeUps.delete(listener);
      },
    };
  }

  #isReachable(address: string): boolean {
    return this.isOnline && !(this.#isWithholding && address.includes('/segments/'));
  }
}
