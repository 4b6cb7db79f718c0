import { createTranslator, loadCatalogue } from '@gatehouse/shared/i18n';
import {
  LanguageScope,
  LanguageSwitch,
  Loading,
  LogoMark,
  type Spoken,
  ThemeSwitch,
  useI18n,
} from '@gatehouse/shared/ui';
import { useEffect, useState } from 'preact/hooks';
import { useTitle } from '../../shell/use-title.js';
import { ChoiceSamples } from './choice-samples.js';
import { ContentSamples } from './content-samples.js';
import { ControlSamples } from './control-samples.js';
import { MessageSamples } from './message-samples.js';

const arabicAreas = ['common', 'errors', 'portal'] as const;

/** Every component in every state: in the reader's language and in Arabic, each light and dark. */
export function ShowcasePage() {
  const { t, locale } = useI18n();
  useTitle(t('portal.nav.components'));
  const arabic = useArabic();
  if (arabic === undefined) return <Loading />;
  const own = { locale, t };
  return (
    <main class="grid gap-6 p-4 lg:p-8">
      <header class="flex flex-wrap items-center justify-between gap-4">
        <h1 class="flex items-center gap-3 text-brand">
          <LogoMark size={40} />
          {t('portal.nav.components')}
        </h1>
        <div class="ui-actions">
          <LanguageSwitch />
          <ThemeSwitch />
        </div>
      </header>
      <div class="grid items-start gap-6 xl:grid-cols-2">
        <Panel theme="light" spoken={own} />
        <Panel theme="dark" spoken={own} />
        <Panel theme="light" spoken={arabic} />
        <Panel theme="dark" spoken={arabic} />
      </div>
    </main>
  );
}

function useArabic(): Spoken | undefined {
  const [spoken, setSpoken] = useState<Spoken | undefined>();
  useEffect(() => {
    void loadCatalogue('ar', arabicAreas).then((catalogue) =>
      setSpoken({ locale: 'ar', t: createTranslator('ar', catalogue) }),
    );
  }, []);
  return spoken;
}

function Panel({ theme, spoken }: { readonly theme: 'light' | 'dark'; readonly spoken: Spoken }) {
  return (
    <section data-theme={theme} class="min-w-0 rounded-xl border border-line bg-paper p-4 lg:p-6">
      <LanguageScope {...spoken}>
        <div class="grid gap-8">
          <ControlSamples />
          <ChoiceSamples />
          <MessageSamples />
          <ContentSamples />
        </div>
      </LanguageScope>
    </section>
  );
}
