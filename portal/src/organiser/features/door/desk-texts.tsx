import type { Area } from '@gatehouse/shared/i18n';
import type { ComponentChildren } from 'preact';
import { AreaTexts } from '../../shell/area-texts.js';

const areas: readonly Area[] = ['desk', 'door', 'preferences'];

export interface DeskTextsProps {
  readonly waiting: ComponentChildren;
  readonly children: ComponentChildren;
}

/** Gives the pages of the door their texts, which the rest of the portal does without. */
export function DeskTexts(props: DeskTextsProps) {
  return <AreaTexts areas={areas} {...props} />;
}
