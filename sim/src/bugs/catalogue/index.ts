import type { PlantedBug } from '../../seeds/planted-bug.js';
import { clockBugs } from './clock.js';
import { decisionBugs } from './decision.js';
import { listBugs } from './lists.js';
import { logBugs } from './log.js';
import { reviewBugs } from './review.js';
import { serverBugs } from './server.js';
import { syncBugs } from './sync.js';

export { postgresBugs } from './postgres.js';

/** Every bug that the simulator has to find. */
export const plantedBugs: readonly PlantedBug[] = [
  ...logBugs,
  ...syncBugs,
  ...clockBugs,
  ...listBugs,
  ...decisionBugs,
  ...serverBugs,
  ...reviewBugs,
];
