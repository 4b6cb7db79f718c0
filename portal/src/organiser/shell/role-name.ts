import type { PlainKey, Translate } from '@gatehouse/shared/i18n';

const names: Readonly<Record<string, PlainKey>> = {
  owner: 'portal.role.owner',
  administrator: 'portal.role.administrator',
  organiser: 'portal.role.organiser',
  finance: 'portal.role.finance',
  door: 'portal.role.door',
  sponsor: 'portal.role.sponsor',
};

/** A role in the reader's language; one that an organisation made for itself under its own name. */
export function roleName(t: Translate, role: string): string {
  const name = names[role];
  return name === undefined ? role : t(name);
}
