/** What a phone is for; the policy of the door says what each profile may do. */
export const deviceProfiles = ['steward', 'supervisor', 'kiosk'] as const;
export type DeviceProfile = (typeof deviceProfiles)[number];

/** A phone waits until the organiser has compared the six characters; a revoked one never comes back. */
export const deviceStatuses = ['waiting', 'active', 'revoked'] as const;
export type DeviceStatus = (typeof deviceStatuses)[number];

/** How long a pairing link opens something. */
export const pairingMinutes = 10;
/** How long a phone may take to sign a challenge. */
export const challengeSeconds = 120;
export const deviceTokenSeconds = 15 * 60;
