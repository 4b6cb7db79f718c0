import { type Reason, reasonWords, wordOf } from '@gatehouse/shared/checkin';
import type { PlainKey } from '@gatehouse/shared/i18n';
import type { Tone } from '@gatehouse/shared/ui';
import type { Scan } from './door-api.js';

export interface Face {
  readonly tone: Tone | 'neutral';
  readonly label: PlainKey;
}

const tones: Readonly<Record<NonNullable<Scan['result']>, Tone>> = {
  admit: 'good',
  exit: 'info',
  confirm: 'warn',
  refuse: 'bad',
};

const kinds: Readonly<Record<Exclude<Scan['kind'], 'scan'>, PlainKey>> = {
  undo: 'desk.kind.undo',
  bind: 'desk.kind.bind',
  count: 'desk.kind.count',
};

/** What the phone showed. A reason that this version does not know still has its colour. */
export function verdictOf({
  kind,
  result,
  effect,
  reason,
}: Pick<Scan, 'kind' | 'result' | 'effect' | 'reason'>): Face {
  if (kind !== 'scan') return { tone: 'neutral', label: kinds[kind] };
  if (result === null) return { tone: 'neutral', label: 'desk.kind.unknown' };
  if (result !== 'exit' && !isReason(reason)) return { tone: tones[result], label: 'desk.kind.unknown' };
  return { tone: tones[result], label: wordOf({ result, effect, reason: isReason(reason) ? reason : 'ok' }) };
}

function isReason(reason: string): reason is Reason {
  return Object.hasOwn(reasonWords, reason);
}

const standings: Readonly<Record<Scan['standing'], Face>> = {
  stands: { tone: 'neutral', label: 'desk.standing.stands' },
  extra: { tone: 'bad', label: 'desk.standing.extra' },
  stale: { tone: 'warn', label: 'desk.standing.stale' },
  quarantined: { tone: 'warn', label: 'desk.standing.quarantined' },
  undone: { tone: 'neutral', label: 'desk.standing.undone' },
};

/** What has become of the verdict since; nothing where nobody moved and nothing was taken back. */
export function standingOf({ standing, effect, kind }: Scan): Face | undefined {
  const moves = effect === 'entry' || effect === 'person' || effect === 'exit' || kind === 'count';
  return standing === 'stands' && !moves ? undefined : standings[standing];
}

export const directionNames: Readonly<Record<NonNullable<Scan['direction']>, PlainKey>> = {
  in: 'desk.direction.in',
  out: 'desk.direction.out',
  check: 'desk.direction.check',
};

export const resultNames: Readonly<Record<NonNullable<Scan['result']>, PlainKey>> = {
  admit: 'desk.result.admit',
  exit: 'desk.result.exit',
  confirm: 'desk.result.confirm',
  refuse: 'desk.result.refuse',
};

export const standingNames: Readonly<Record<Scan['standing'], PlainKey>> = {
  stands: standings.stands.label,
  extra: standings.extra.label,
  stale: standings.stale.label,
  quarantined: standings.quarantined.label,
  undone: standings.undone.label,
};

/** How a code reached the phone, where it was not the camera. */
export const howNames: Readonly<Record<NonNullable<Scan['how']>, PlainKey | undefined>> = {
  camera: undefined,
  typed: 'desk.how.typed',
  medium: 'desk.how.medium',
  search: 'desk.how.search',
};

/** Every reason with its word, for choosing from. */
export const reasonChoices = Object.entries(reasonWords).filter(([reason]) => reason !== 'ok');
