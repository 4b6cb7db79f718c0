import type { Area } from '@gatehouse/shared/i18n';
import { AreaScope } from '@gatehouse/shared/ui';
import type { ComponentChildren } from 'preact';
import { Problem, unreachable } from '../../api/problem.js';
import { ProblemNotice } from './problem-notice.js';

const unreached = new Problem(unreachable, { code: 'client.unreachable' });

export interface AreaTextsProps {
  /** The same array each time. */
  readonly areas: readonly Area[];
  readonly waiting: ComponentChildren;
  readonly children: ComponentChildren;
}

/** Gives a part of the portal its texts, which the rest does without. */
export function AreaTexts(props: AreaTextsProps) {
  return <AreaScope {...props} failed={(retry) => <ProblemNotice problem={unreached} onRetry={retry} />} />;
}
