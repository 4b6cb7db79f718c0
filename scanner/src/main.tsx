import './scanner.css';
import type { Area } from '@gatehouse/shared/i18n';
import { applyTheme, I18nProvider, prepareLanguage, storedTheme } from '@gatehouse/shared/ui';
import { render } from 'preact';
import { takeLinkFromAddress } from './features/pair/link-in-address.js';
import { App } from './shell/app.js';
import { keepOfflineCopy } from './sw/offline-copy.js';

const areas: readonly Area[] = ['common', 'scanner', 'door'];

async function start(host: HTMLElement): Promise<void> {
  const link = takeLinkFromAddress();
  applyTheme(storedTheme());
  keepOfflineCopy();
  const [language, { createPhone }] = await Promise.all([
    prepareLanguage(areas),
    import('./store/create-phone.js'),
  ]);
  render(
    <I18nProvider areas={areas} initial={language}>
      <App phone={createPhone()} link={link} />
    </I18nProvider>,
    host,
  );
}

const host = document.getElementById('app');
if (host !== null) void start(host);
