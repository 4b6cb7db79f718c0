import { TextField, type TextualProps, useI18n } from '@gatehouse/shared/ui';
import type { TextEntries } from '../../forms/three-texts.js';

export interface ThreeTextsProps {
  readonly field: (name: keyof TextEntries) => Omit<TextualProps, 'label'>;
  readonly hint: string;
}

/** The lines that a phone shows below a verdict. */
export function ThreeTexts({ field, hint }: ThreeTextsProps) {
  const { t } = useI18n();
  return (
    <>
      <TextField {...field('text1')} label={t('portal.ticket.text1')} hint={hint} />
      <TextField {...field('text2')} label={t('portal.ticket.text2')} />
      <TextField {...field('text3')} label={t('portal.ticket.text3')} />
    </>
  );
}
