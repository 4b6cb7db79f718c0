import type { Decision } from '@gatehouse/shared/checkin';
import { type DoorKnowledge, policyOf } from '@gatehouse/shared/door';
import type { Manifest } from '@gatehouse/shared/manifest';
import type { GatewayOptions, NotRecorded } from './gateway.js';
import type { RowIndex } from './row-index.js';

/** Looks up what this phone knows at the moment of asking. */
export type Know = (manifest: Manifest) => DoorKnowledge;

/** @param newest the highest generations that this phone has accepted, by ticket */
export function createKnow(
  { identity, manifests }: Pick<GatewayOptions, 'identity' | 'manifests'>,
  index: RowIndex,
  newest: ReadonlyMap<string, number>,
): Know {
  return (manifest) => ({
    manifest,
    policy: policyOf(manifest.root, identity.profile(), manifests.otherEvents()),
    rowsOf: (ticket) => index.rowsOf(ticket),
    pastOf: (ticket) => index.pastOf(ticket),
    boundTo: (medium) => index.binds.ticketsOf(medium, manifest),
    newestGenerationOf: (ticket) => newest.get(ticket) ?? 0,
    askedOn: (ticket) => index.askedOn(ticket),
    rotationSecretsOf: (event) => manifests.rotationSecretsOf(event),
  });
}

/** What stands in the place of a decision where nothing could be decided. */
export function undecided(direction: 'in' | 'out' | 'check', why: NotRecorded): Decision {
  const reason = why === 'typing_stopped' ? 'unknown' : 'unreadable';
  return {
    result: 'refuse',
    effect: direction === 'check' ? 'check' : 'none',
    reason,
    explanation: { code: reason },
    asks: [],
    notices: [],
    texts: [],
    mayOverride: false,
    persons: 1,
    ticket: null,
    generation: null,
    class: null,
    list: null,
    candidates: [],
  };
}
