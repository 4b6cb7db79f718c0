import type { PlainKey } from '@gatehouse/shared/i18n';
import { StatusBadge, type Tone, useI18n } from '@gatehouse/shared/ui';
import type { TicketState as State } from './ticket-api.js';

interface Face {
  readonly tone: Tone;
  readonly label: PlainKey;
}

const faces: Readonly<Record<State, Face>> = {
  good: { tone: 'good', label: 'portal.ticket.state.good' },
  cancelled: { tone: 'bad', label: 'portal.ticket.state.cancelled' },
  blocked: { tone: 'warn', label: 'portal.ticket.state.blocked' },
  held: { tone: 'warn', label: 'portal.ticket.state.held' },
  unapproved: { tone: 'info', label: 'portal.ticket.state.unapproved' },
};

/** In the order in which a list can be narrowed to them. */
export const states = Object.entries(faces).map(([state, { label }]) => ({ state: state as State, label }));

export function TicketState({ state }: { readonly state: State }) {
  const { t } = useI18n();
  const { tone, label } = faces[state];
  return <StatusBadge tone={tone}>{t(label)}</StatusBadge>;
}
