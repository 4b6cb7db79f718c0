import type { Area } from '@gatehouse/shared/i18n';
import { AreaScope, Loading, Notice, useI18n } from '@gatehouse/shared/ui';
import type { ComponentChildren } from 'preact';

const areas: readonly Area[] = ['preferences'];

/** The words of settings, which the scanner and the portal have in common and the door does without. */
export function PreferenceTexts({ children }: { readonly children: ComponentChildren }) {
  return (
    <AreaScope areas={areas} waiting={<Loading />} failed={() => <Missing />}>
      {children}
    </AreaScope>
  );
}

function Missing() {
  const { t } = useI18n();
  return <Notice tone="warn">{t('scanner.missing.text')}</Notice>;
}
