import type { VerdictAction } from '../../verdict/actions.js';
import { lazyPanel } from '../../verdict/lazy-panel.js';
import { shiftOf } from '../shift-of.js';

/** For a ticket that is good, or was good a moment ago: whoever has lost a wristband is inside already. */
export const wristbandAction: VerdictAction = {
  id: 'wristband',
  label: 'people.band.action',
  isOffered: ({ shown, door }) => {
    const { ticket, result, reason } = shown.decision;
    if (!shown.recorded || ticket === null || ticket === '' || shiftOf(shown, door) === null) return false;
    return door.profile.maySupervise && (result !== 'refuse' || reason === 'already_used');
  },
  Panel: lazyPanel(() => import('./wristband-panel.js').then(({ WristbandPanel }) => WristbandPanel)),
};
