import {
  type ReadinessCheck,
  type ReadinessLevel,
  readinessChecks,
  readinessLevels,
} from '@gatehouse/shared/protocol';
import Type, { type Static } from 'typebox';
import { id, instant, line, nullable } from '../../../platform/http/schemas.js';
import { type DeviceProfile, type DeviceStatus, deviceProfiles, deviceStatuses } from '../rules.js';
import { phoneSettings } from './door-settings-schemas.js';

const strict = { additionalProperties: false } as const;

const profile = Type.Unsafe<DeviceProfile>(
  Type.Enum([...deviceProfiles], {
    description: 'What the phone is for; the policy of the door says what each profile may do.',
  }),
);
const status = Type.Unsafe<DeviceStatus>(Type.Enum([...deviceStatuses]));
const name = line(80);
const gateId = nullable(Type.String({ format: 'uuid', description: 'Null: at no gate in particular.' }));
const confirmationCode = Type.String({
  description: 'Six characters of the hash of the phone’s keys, which the phone shows too.',
});

const readiness = Type.Object({
  at: instant,
  ready: Type.Boolean({ description: 'Nothing is amiss that would keep the phone from its work.' }),
  findings: Type.Array(
    Type.Object({
      check: Type.Unsafe<ReadinessCheck>(Type.Enum([...readinessChecks])),
      level: Type.Unsafe<ReadinessLevel>(Type.Enum([...readinessLevels])),
      value: nullable(
        Type.Integer({
          description: 'Milliseconds, seconds of the list’s age, percent, or how many, as the check has it.',
        }),
      ),
    }),
  ),
});

const deviceFields = {
  id,
  name,
  profile,
  status,
  confirmationCode,
  userAgent: Type.String(),
  pairedAt: instant,
  lastSyncAt: nullable(instant),
  unsent: nullable(
    Type.Integer({ description: 'How many rows stayed on the phone, as it said at its last sync.' }),
  ),
  trustedSeq: nullable(
    Type.Integer({ description: 'Of a revoked phone: the last row that was here before that.' }),
  ),
  wipedAt: nullable(instant),
  readiness: nullable(readiness),
};

const phoneDigest = Type.Object(
  {
    same: Type.Boolean({ description: 'The phone held what the server held.' }),
    digest: Type.String({
      description: 'The first eight digits of what the phone said, which it shows too.',
    }),
    tickets: Type.Integer({ description: 'The position of the tickets at which it was compared.' }),
    scans: Type.Integer({ description: 'The position of the scans at which it was compared.' }),
    at: instant,
  },
  { description: 'Compared at equal positions alone.' },
);

/** A phone as one event sees it. */
export const deviceSchema = Type.Object({ ...deviceFields, gateId, digest: nullable(phoneDigest) });
/** A phone as the organisation sees it. */
export const organisationDeviceSchema = Type.Object({ ...deviceFields, eventIds: Type.Array(id) });

export const deviceChanges = Type.Partial(Type.Object({ name, profile, gateId }), {
  ...strict,
  minProperties: 1,
});
export const deviceAssignment = Type.Object({ gateId: Type.Optional(gateId) }, strict);
export const eventParams = Type.Object({ eventId: id });
export const deviceParams = Type.Object({ eventId: id, deviceId: id });

export const newPairing = Type.Object({ name, profile, gateId: Type.Optional(gateId) }, strict);
export const offeredPairing = Type.Object({
  id,
  url: Type.String({ description: 'For a QR code. It pairs one phone, once.' }),
  code: Type.String({ description: 'What is typed on a phone that cannot scan the link; ten symbols.' }),
  expiresAt: instant,
});
export const pairingSchema = Type.Object({
  id,
  name,
  profile,
  gateId,
  status: Type.Union([Type.Literal('open'), Type.Literal('used'), Type.Literal('expired')]),
  expiresAt: instant,
  device: nullable(deviceSchema),
});
export const pairingParams = Type.Object({ eventId: id, pairingId: id });

const key = Type.String({
  pattern: '^[A-Za-z0-9_-]{87}$',
  description: 'Base64url of an uncompressed point on P-256, 65 bytes.',
});
export const pairRequest = Type.Object(
  {
    organisationId: id,
    pairingId: id,
    secret: Type.String({ pattern: '^[A-Za-z0-9_-]{22}$', description: 'Base64url of 16 bytes.' }),
    signKey: key,
    agreeKey: key,
  },
  strict,
);
export const typedCode = Type.Object({ code: line(40) }, strict);
export const linkOfTypedCode = Type.Object({
  url: Type.String({ description: 'The link of the pairing, as its QR code says it.' }),
});
export const pairedDevice = Type.Object({ deviceId: id, name, confirmationCode });

export const readinessRequest = Type.Object(
  { code: Type.String({ minLength: 1, maxLength: 800, description: 'As the phone shows it as a QR code.' }) },
  strict,
);

export const challengeSchema = Type.Object({
  challenge: Type.String({ description: 'Base64url; the phone signs these bytes within two minutes.' }),
  serverTime: instant,
});
export const sessionRequest = Type.Object(
  {
    organisationId: id,
    deviceId: id,
    challenge: Type.String({ minLength: 1, maxLength: 200 }),
    signature: Type.String({
      pattern: '^[A-Za-z0-9_-]{86}$',
      description: 'Base64url of 64 bytes: ECDSA over "gatehouse-session-v1\\0" and the challenge’s bytes.',
    }),
  },
  strict,
);
export const sessionSchema = Type.Object({ accessToken: Type.String(), expiresInSeconds: Type.Integer() });

export const deviceStateSchema = Type.Object({
  deviceId: id,
  name,
  status,
  profile,
  gateId,
  organisationName: Type.String(),
  serverTime: instant,
  events: Type.Array(
    Type.Object({
      id,
      number: Type.Integer({ description: 'The number that ticket codes carry.' }),
      name: Type.String(),
      place: Type.String(),
      timeZone: Type.String(),
      startsAt: instant,
      endsAt: nullable(instant),
      status: Type.Union([Type.Literal('draft'), Type.Literal('published'), Type.Literal('archived')]),
      gateId,
      settings: phoneSettings,
    }),
    { description: 'By their start; empty while the phone is not confirmed.' },
  ),
});

export const liveTicketSchema = Type.Object({
  ticket: Type.String({ description: 'Opens one socket at `/api/v1/live?ticket=`, once.' }),
  expiresInSeconds: Type.Integer(),
});

const doorKey = Type.Object({
  number: Type.Integer({ description: 'Counts the organisation’s keys from 1.' }),
  fingerprint: Type.String({ description: 'The first 16 digits of the key, in hexadecimal' }),
  since: instant,
});
export const doorKeySchema = Type.Object({
  /** Null: no phone was paired yet. */
  current: nullable(doorKey),
  successor: nullable(doorKey),
  retired: nullable(doorKey),
  unaware: Type.Array(Type.Object({ deviceId: id, name: Type.String(), lastSyncAt: nullable(instant) }), {
    description: 'Phones that have not said that they know the successor, or the current key.',
  }),
});
export const doorKeyChange = Type.Object(
  {
    step: Type.Enum(['announce', 'change_over', 'end_overlap', 'replace'], {
      description:
        '`announce`: roots name a successor. `change_over`: it signs from now on. `end_overlap`: the key before it leads no phone here any more. `replace`: the key leaked; a new one signs at once, and every phone has to be shown a pairing code.',
    }),
    current: Type.Integer({ description: 'The number of the current key, as it was seen.' }),
  },
  strict,
);
export const trustRequest = Type.Object(
  {
    pairingId: id,
    secret: Type.String({ maxLength: 100, description: 'Of the pairing link, as base64url' }),
  },
  strict,
);

export type DoorKeyState = Static<typeof doorKeySchema>;
export type DoorKeyChange = Static<typeof doorKeyChange>;
export type TrustRequest = Static<typeof trustRequest>;
export type Device = Static<typeof deviceSchema>;
export type OrganisationDevice = Static<typeof organisationDeviceSchema>;
export type DeviceChanges = Static<typeof deviceChanges>;
export type NewPairing = Static<typeof newPairing>;
export type Pairing = Static<typeof pairingSchema>;
export type PairRequest = Static<typeof pairRequest>;
export type DeviceState = Static<typeof deviceStateSchema>;
