import type { VerdictAction } from '../../verdict/actions.js';
import { lazyPanel } from '../../verdict/lazy-panel.js';
import { shiftOf } from '../shift-of.js';

/** The other tickets of the order, for people who come in together. */
export const groupAction: VerdictAction = {
  id: 'group',
  label: 'people.group.action',
  isOffered: ({ shown, door, gateway }) => {
    const shift = shiftOf(shown, door);
    const { ticket } = shown.decision;
    if (!shown.recorded || shown.direction !== 'in' || shift === null || ticket === null || ticket === '')
      return false;
    return door.profile.mayConfirm && gateway.groupOf(ticket, shift).tickets.length > 1;
  },
  Panel: lazyPanel(() => import('./group-panel.js').then(({ GroupPanel }) => GroupPanel)),
};
