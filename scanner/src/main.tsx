import './scanner.css';
import type { Area } from '@gatehouse/shared/i18n';
import { applyTheme, I18nProvider, prepareLanguage, storedTheme } from '@gatehouse/shared/ui';
import { render } from 'preact';
import { takeLinkFromAddress } from './features/pair/link-in-address.js';
import { App } from './shell/app.js';
import type { Phone } from './store/phone.js';
import { keepOfflineCopy } from './sw/offline-copy.js';

const areas: readonly Area[] = ['common', 'scanner', 'door', 'people', 'questions'];

async function start(host: HTMLElement): Promise<void> {
  // First of all, so that nothing else ever sees the secret in it.
  const link = takeLinkFromAddress();
  applyTheme(storedTheme());
  keepOfflineCopy();
  const [language, phone] = await Promise.all([prepareLanguage(areas), openPhone()]);
  render(
    <I18nProvider areas={areas} initial={language}>
      <App phone={phone} link={link} />
    </I18nProvider>,
    host,
  );
}

/** Databases and the log come in files of their own. */
async function openPhone(): Promise<Phone> {
  const { browserPorts, createPhone } = await import('./store/index.js');
  return createPhone(browserPorts());
}

const host = document.getElementById('app');
if (host !== null) void start(host);
