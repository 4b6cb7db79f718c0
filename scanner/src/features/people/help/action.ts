import type { VerdictAction } from '../../verdict/actions.js';
import { lazyPanel } from '../../verdict/lazy-panel.js';

/** For what a steward cannot solve; who supervises solves it on the spot. */
export const helpAction: VerdictAction = {
  id: 'help',
  label: 'people.help.action',
  isOffered: ({ shown, door: { profile } }) =>
    shown.recorded &&
    (shown.decision.result === 'refuse' || shown.decision.result === 'confirm') &&
    profile.mayConfirm &&
    !profile.maySupervise,
  Panel: lazyPanel(() => import('./help-panel.js').then(({ HelpPanel }) => HelpPanel)),
};
