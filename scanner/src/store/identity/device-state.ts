import { dataOf } from '../sync/http.js';

/** What the server says of this phone; kept, so that a start without network knows it too. */
export interface DeviceState {
  readonly deviceId: string;
  readonly name: string;
  readonly status: 'waiting' | 'active' | 'revoked';
  readonly profile: 'steward' | 'supervisor' | 'kiosk';
  readonly gateId: string | null;
  readonly organisationName: string;
  readonly events: readonly DeviceEvent[];
}

export interface DeviceEvent {
  readonly id: string;
  readonly number: number;
  readonly name: string;
  readonly place: string;
  readonly timeZone: string;
  /** RFC 3339, as `endsAt`. */
  readonly startsAt: string;
  readonly endsAt: string | null;
  /** The gate of this phone at this event. */
  readonly gateId?: string | null;
  /** What the organiser set for its phones, as it came; servers of before say nothing. */
  readonly settings?: unknown;
}

/** @returns null when the answer is not what it has to be */
export function readDeviceState(bytes: Uint8Array): DeviceState | null {
  const data = dataOf(bytes) as Partial<DeviceState> | undefined;
  const isState = typeof data?.deviceId === 'string' && typeof data.status === 'string';
  return isState && Array.isArray(data.events) ? (data as DeviceState) : null;
}
