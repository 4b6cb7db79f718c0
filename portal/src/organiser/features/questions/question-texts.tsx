import type { Area } from '@gatehouse/shared/i18n';
import type { ComponentChildren } from 'preact';
import { AreaTexts } from '../../shell/area-texts.js';

const areas: readonly Area[] = ['questions'];

export interface QuestionTextsProps {
  readonly waiting: ComponentChildren;
  readonly children: ComponentChildren;
}

/** Gives what is about questions its texts, which the rest of the portal does without. */
export function QuestionTexts(props: QuestionTextsProps) {
  return <AreaTexts areas={areas} {...props} />;
}
