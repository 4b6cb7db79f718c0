import type { Gateway, Shown } from '@gatehouse/scanner/store';
import type { PhoneClock } from '../phone/clock.js';
import type { Machine, Tab } from '../phone/machine.js';

/** What people at a phone were shown, and what was true then. */
export interface Seen {
  readonly shown: Shown;
  readonly deviceId: string;
  readonly step: number;
  /** True times: when the code was held up, and when the verdict was painted. */
  readonly from: number;
  readonly to: number;
  readonly isForged: boolean;
  /** Of the code that was held up; null: of no ticket of the event. */
  readonly code: { readonly ticket: string; readonly generation: number } | null;
}

/** A phone with the people who hold it. */
export class Actor {
  readonly name: string;
  readonly organisationId: string;
  readonly eventId: string;
  readonly machine: Machine;
  readonly clock: PhoneClock;
  readonly seen: Seen[] = [];
  link: string;
  /** Nobody will ever hear of it again. */
  isBroken = false;
  deviceId: string | null = null;
  /** The newest positions that it was seen to hold. */
  positions = new Map<string, { readonly start: number; readonly count: number }>();

  constructor(
    name: string,
    machine: Machine,
    of: { readonly organisationId: string; readonly eventId: string; readonly link: string },
  ) {
    this.name = name;
    this.machine = machine;
    this.clock = machine.clock;
    this.organisationId = of.organisationId;
    this.eventId = of.eventId;
    this.link = of.link;
  }

  /** The page that people look at. */
  get tab(): Tab | null {
    return this.machine.tabs[0] ?? null;
  }

  get gateway(): Gateway | null {
    return this.tab?.phone.gateway.get() ?? null;
  }
}
