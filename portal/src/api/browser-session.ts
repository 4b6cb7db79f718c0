import { readKept, writeKept } from '@gatehouse/shared/ui';
import { useEffect, useState } from 'preact/hooks';
import { Session } from './session.js';

const organisationKey = 'gatehouse.organisation';

/** The session of this tab. Web Locks keep the tabs of one browser from refreshing at the same moment. */
export const session = new Session({
  origin: location.origin,
  fetch: (request) => fetch(request),
  alone: async (work) => await navigator.locks.request('gatehouse.refresh', work),
});

const picked = readKept(organisationKey);
if (picked !== null) session.pickOrganisation(picked);

/** Speaks for another organisation from now on, in this tab and in those opened later. */
export function pickOrganisation(organisationId: string): void {
  writeKept(organisationKey, organisationId);
  session.pickOrganisation(organisationId);
}

/** Draws the component again whenever who is signed in changes. */
export function useSession(): Session {
  const [, redraw] = useState({});
  useEffect(() => session.subscribe(() => redraw({})), []);
  return session;
}

/** Whether the signed-in person may do something in this organisation. The server decides; this only hides what it refuses. */
export function useMay(permission: string): boolean {
  return useSession().membership?.permissions.includes(permission) === true;
}
