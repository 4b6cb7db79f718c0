import type { ComponentChildren } from 'preact';
import { useI18n } from './i18n-context.js';
import { LogoMark } from './logo.js';

export interface AppShellProps {
  readonly homeHref: string;
  /** Links with an icon and a word each. */
  readonly navigation: ComponentChildren;
  /** Who is signed in, and where: a {@link Menu}. */
  readonly account: ComponentChildren;
  readonly children: ComponentChildren;
}

/** The rail stands beside the work on a desktop; on a phone it is a bar above and the navigation below, near the thumb. */
export function AppShell({ homeHref, navigation, account, children }: AppShellProps) {
  const { t } = useI18n();
  return (
    <div class="ui-shell">
      <a class="ui-skip" href="#content">
        {t('common.skip')}
      </a>
      <div class="ui-rail">
        <header class="ui-shell-bar">
          <a class="ui-brand" href={homeHref}>
            <LogoMark />
            {t('common.brand')}
          </a>
          {account}
        </header>
        <nav class="ui-shell-nav" aria-label={t('common.navigation')}>
          {navigation}
        </nav>
      </div>
      <main id="content" tabIndex={-1}>
        {children}
      </main>
    </div>
  );
}
