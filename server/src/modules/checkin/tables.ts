import type { PreferenceName, PreferenceValues } from '@gatehouse/shared/door-settings';
import type { ReadinessFinding } from '@gatehouse/shared/protocol';
import type { ColumnType, Generated } from 'kysely';
import type { DeviceProfile, DeviceStatus } from './rules.js';

/** What is written was checked against the choices of an organiser, who knows cameras by their side alone. */
export type Preset = Partial<Omit<PreferenceValues, 'camera'> & { readonly camera: 'rear' | 'front' }>;

/** Each part of the module keeps its tables in a type of its own; together they are the module's. */
export type DeviceTables = {
  'checkin.doorKey': {
    organisationId: string;
    number: number;
    status: 'successor' | 'current' | 'retired' | 'ended';
    publicKey: Buffer;
    sealedPrivateKey: Buffer | null;
    currentFrom: Date | null;
    endedAt: Date | null;
    createdAt: ColumnType<Date, never, never>;
  };
  'checkin.rootBridge': {
    organisationId: string;
    eventId: string;
    signedBy: number;
    start: number;
    count: number;
    bytes: Buffer;
  };
  'checkin.device': {
    organisationId: string;
    id: Generated<string>;
    name: string;
    profile: DeviceProfile;
    status: Generated<DeviceStatus>;
    signKey: Buffer;
    agreeKey: Buffer;
    userAgent: string;
    pairedAt: Generated<Date>;
    confirmedAt: Date | null;
    revokedAt: Date | null;
    trustedSeq: number | null;
    wipedAt: Date | null;
    lastSyncAt: Date | null;
    unsent: number | null;
    deskLife: number | null;
    doorKey: number | null;
  };
  'checkin.deviceEvent': {
    organisationId: string;
    eventId: string;
    deviceId: string;
    gateId: string | null;
    createdAt: ColumnType<Date, never, never>;
  };
  'checkin.pairing': {
    organisationId: string;
    id: Generated<string>;
    eventId: string;
    name: string;
    profile: DeviceProfile;
    gateId: string | null;
    expiresAt: Date;
    deviceId: string | null;
  };
  'checkin.readiness': {
    organisationId: string;
    deviceId: string;
    checkedAt: Date;
    findings: ColumnType<ReadinessFinding[], string, string>;
  };
  'checkin.pairingCode': { tag: Buffer; sealedName: Buffer; expiresAt: Date };
  'checkin.doorSetting': {
    organisationId: string;
    eventId: string;
    preset: ColumnType<Preset, string, string>;
    locked: PreferenceName[];
    pinSalt: Buffer | null;
    pinHash: Buffer | null;
    pinRounds: number | null;
  };
};
