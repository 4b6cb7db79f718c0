import type { Area } from '@gatehouse/shared/i18n';
import { AreaScope } from '@gatehouse/shared/ui';
import type { ComponentChildren } from 'preact';
import { Problem, unreachable } from '../../../api/problem.js';
import { ProblemNotice } from '../../shell/problem-notice.js';

const areas: readonly Area[] = ['desk', 'door', 'preferences'];
const unreached = new Problem(unreachable, { code: 'client.unreachable' });

export interface DeskTextsProps {
  readonly waiting: ComponentChildren;
  readonly children: ComponentChildren;
}

/** Gives the pages of the door their texts, which the rest of the portal does without. */
export function DeskTexts({ waiting, children }: DeskTextsProps) {
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
