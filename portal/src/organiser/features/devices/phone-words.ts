import type { PlainKey } from '@gatehouse/shared/i18n';
import type { Tone } from '@gatehouse/shared/ui';
import type { Phone } from './device-api.js';

interface Face {
  readonly tone: Tone;
  readonly label: PlainKey;
}

export const statusFaces: Readonly<Record<Phone['status'], Face>> = {
  waiting: { tone: 'warn', label: 'desk.status.waiting' },
  active: { tone: 'good', label: 'desk.status.active' },
  revoked: { tone: 'bad', label: 'desk.status.revoked' },
};

export const profileNames: Readonly<Record<Phone['profile'], PlainKey>> = {
  steward: 'desk.profile.steward',
  supervisor: 'desk.profile.supervisor',
  kiosk: 'desk.profile.kiosk',
};

export const profileHints: Readonly<Record<Phone['profile'], PlainKey>> = {
  steward: 'desk.profile.stewardHint',
  supervisor: 'desk.profile.supervisorHint',
  kiosk: 'desk.profile.kioskHint',
};

export const profiles = ['steward', 'supervisor', 'kiosk'] as const satisfies readonly Phone['profile'][];
