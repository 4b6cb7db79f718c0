import type { PlainKey } from '@gatehouse/shared/i18n';
import type { PhoneProblem } from '../../store/phone.js';

/** What is wrong, what goes on all the same, and what to do. */
export const problemTexts: Readonly<Record<PhoneProblem, PlainKey>> = {
  storage: 'scanner.problem.storage',
  other_tab: 'scanner.problem.otherTab',
  forked: 'scanner.verdict.forked',
  needs_update: 'scanner.problem.needsUpdate',
};
