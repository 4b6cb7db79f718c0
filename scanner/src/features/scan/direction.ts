import type { PlainKey } from '@gatehouse/shared/i18n';
import { EnterIcon, type Icon, LeaveIcon, LookIcon } from '@gatehouse/shared/ui';
import type { Shift } from '../../store/phone.js';

export type Direction = Shift['direction'];

export const directions: readonly Direction[] = ['in', 'out', 'check'];

interface DirectionFace {
  readonly word: PlainKey;
  readonly icon: Icon;
}

/** Each has a colour of its own too, by `data-direction`. */
export const directionFaces: Readonly<Record<Direction, DirectionFace>> = {
  in: { word: 'scanner.direction.in', icon: EnterIcon },
  out: { word: 'scanner.direction.out', icon: LeaveIcon },
  check: { word: 'scanner.direction.check', icon: LookIcon },
};
