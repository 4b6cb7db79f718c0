import type { PlainKey } from '@gatehouse/shared/i18n';
import type { ComponentType } from 'preact';
import type { Gateway, Shown } from '../../store/log/index.js';
import type { Phone } from '../../store/phone.js';
import { groupAction } from '../people/group/action.js';
import { helpAction } from '../people/help/action.js';
import { wristbandAction } from '../people/wristband/action.js';
import type { OpenCamera } from '../scan/camera/camera.js';
import type { Door } from '../scan/door-context.js';
import type { OnScreen, ScanSession } from '../scan/session/scan-session.js';
import { lazyPanel } from './lazy-panel.js';

/** What an action of an answer knows and works with. */
export interface ActionGround {
  readonly verdict: OnScreen;
  readonly shown: Shown;
  readonly door: Door;
  readonly session: ScanSession;
  readonly gateway: Gateway;
  readonly phone: Pick<Phone, 'state' | 'help'>;
  readonly camera: OpenCamera | null;
}

export interface ActionPanelProps extends ActionGround {
  readonly onLeave: () => void;
}

/** Something that can be done about the answer on the screen: a button below its words, and what it opens. */
export interface VerdictAction {
  readonly id: string;
  readonly label: PlainKey;
  /** Asked whenever the answer is drawn, so it has to be quick. */
  readonly isOffered: (ground: ActionGround) => boolean;
  /** Lies over the answer for as long as it is open; meanwhile the camera's codes wait. */
  readonly Panel: ComponentType<ActionPanelProps>;
}

/** In the order in which they are offered. */
export const verdictActions: readonly VerdictAction[] = [
  groupAction,
  wristbandAction,
  {
    id: 'override',
    label: 'scanner.override.action',
    isOffered: ({ verdict, shown }) =>
      shown.recorded && shown.decision.mayOverride && verdict.entry !== null && verdict.kind !== 'late',
    Panel: lazyPanel(() => import('./override-panel.js').then(({ OverridePanel }) => OverridePanel)),
  },
  helpAction,
  {
    id: 'undo',
    label: 'scanner.undo.action',
    isOffered: ({ shown, gateway }) => shown.recorded && gateway.undoState(shown.id) === 'allowed',
    Panel: lazyPanel(() => import('./undo-panel.js').then(({ UndoPanel }) => UndoPanel)),
  },
];
