import { LogoMark, ThemeSwitch, useI18n } from '@gatehouse/shared/ui';
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { LanguageChoice } from '../features/settings/language-choice.js';

export interface ShellProps {
  /** Null where the check of the phone stands on the page anyway, or there is no phone yet. */
  readonly onReadiness: (() => void) | null;
  readonly children: ComponentChildren;
}

/** The frame of every screen but the one that scans. */
export function Shell({ onReadiness, children }: ShellProps) {
  const { t } = useI18n();
  useEffect(() => {
    document.title = `${t('common.brand')} · ${t('scanner.title')}`;
  }, [t]);
  return (
    <div class="grid min-h-dvh grid-rows-[auto_1fr]">
      <header class="bg-rail px-4 pt-[max(0.75rem,env(safe-area-inset-top))] pb-3 text-rail-ink">
        <div class="mx-auto flex max-w-2xl items-center gap-3">
          <LogoMark size={34} />
          <p class="leading-tight">
            <span class="block font-semibold text-lg">{t('common.brand')}</span>
            <span class="block text-rail-muted text-sm">{t('scanner.title')}</span>
          </p>
          {onReadiness !== null && (
            <button type="button" class="door-rail-button" onClick={onReadiness}>
              {t('scanner.ready.open')}
            </button>
          )}
        </div>
      </header>
      <main class="mx-auto grid w-full max-w-2xl content-start gap-5 px-4 pt-5 pb-8">
        {children}
        <footer class="flex items-center justify-between gap-4">
          <LanguageChoice />
          <ThemeSwitch />
        </footer>
      </main>
    </div>
  );
}
