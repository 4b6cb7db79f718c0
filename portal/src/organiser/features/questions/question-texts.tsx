import type { Area } from '@gatehouse/shared/i18n';
import { AreaScope } from '@gatehouse/shared/ui';
import type { ComponentChildren } from 'preact';
import { Problem, unreachable } from '../../../api/problem.js';
import { ProblemNotice } from '../../shell/problem-notice.js';

const areas: readonly Area[] = ['questions'];
const unreached = new Problem(unreachable, { code: 'client.unreachable' });

export interface QuestionTextsProps {
  readonly waiting: ComponentChildren;
  readonly children: ComponentChildren;
}

/** Gives what is about questions its texts, which the rest of the portal does without. */
export function QuestionTexts({ waiting, children }: QuestionTextsProps) {
  return (
    <AreaScope
      areas={areas}
      waiting={waiting}
      failed={(retry) => <ProblemNotice problem={unreached} onRetry={retry} />}
    >
      {children}
    </AreaScope>
  );
}
