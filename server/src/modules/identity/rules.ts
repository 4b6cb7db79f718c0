export type PersonStatus = 'active' | 'disabled';
export type RevokedBecause = 'signed_out' | 'token_reused';

export const accessTokenSeconds = 15 * 60;
/** Absolute: using a session does not prolong it. */
export const sessionDays = 30;
/**
 * How long a used refresh token is answered once more, because the answer to its first use may have been lost on
 * the way. Its first successor dies then, so a thief and the owner cannot both go on unnoticed.
 */
export const lostAnswerSeconds = 30;

/** After this many failures in a row an address is locked … */
export const failuresBeforeLock = 10;
/** … until this many minutes after the last try. */
export const lockMinutes = 15;

/** Everything a member can be allowed to do, named by the module that asks. */
const permissions = [
  'organisation.read',
  'organisation.write',
  'events.read',
  'events.write',
  'events.publish',
  'tickets.read',
  'tickets.write',
  'devices.read',
  'devices.write',
  'door.read',
  'door.write',
] as const;

export type Permission = (typeof permissions)[number];

/** The roles that every organisation starts with; kept as rows, so that an organisation may make its own. */
export const builtInRoles = {
  owner: [...permissions],
  administrator: [...permissions],
  organiser: [
    'organisation.read',
    'events.read',
    'events.write',
    'events.publish',
    'tickets.read',
    'tickets.write',
    'devices.read',
    'devices.write',
    'door.read',
    'door.write',
  ],
  finance: ['organisation.read', 'events.read', 'tickets.read'],
  door: ['organisation.read', 'events.read', 'tickets.read', 'devices.read', 'door.read'],
  sponsor: [],
} as const satisfies Record<string, readonly Permission[]>;

export type RoleKey = keyof typeof builtInRoles;
