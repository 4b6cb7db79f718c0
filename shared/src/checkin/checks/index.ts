import type { Check } from '../walk.js';
import { questionsAnswered, questionsShown } from './answers.js';
import { ofThisEvent } from './event.js';
import { atGate } from './gate.js';
import { ofNewestGeneration } from './generation.js';
import { byHand, notUsed, wasInside } from './history.js';
import { genuine, ofGoodKey } from './key.js';
import { onList } from './list.js';
import { paid } from './payment.js';
import { rotationHolds } from './rotation.js';
import { listed } from './row.js';
import { rulesAllow } from './rules.js';
import { alive, marked } from './state.js';
import { inWindow } from './window.js';

/** Checks 3 to 5, about the code that was shown. */
export const codeChecks: readonly Check[] = [ofThisEvent, ofGoodKey, genuine, ofNewestGeneration];

/** Checks 6 to 15, about the ticket that it stands for, which may be an add-on of the one shown. */
export const entryChecks: readonly Check[] = [
  marked,
  alive,
  listed,
  onList,
  paid,
  inWindow,
  atGate,
  rulesAllow,
  rotationHolds,
  questionsShown,
  questionsAnswered,
  notUsed,
  byHand,
];

/** The same for somebody who leaves, without what only makes sense for coming in. */
export const exitChecks: readonly Check[] = [
  marked,
  alive,
  listed,
  onList,
  paid,
  inWindow,
  atGate,
  rotationHolds,
  wasInside,
];
