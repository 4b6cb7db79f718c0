import './scanner.css';
import type { Area } from '@gatehouse/shared/i18n';
import { applyTheme, I18nProvider, prepareLanguage, storedTheme } from '@gatehouse/shared/ui';
import { render } from 'preact';
import { Shell } from './shell/shell.js';
import { keepOfflineCopy } from './sw/offline-copy.js';

const areas: readonly Area[] = ['common', 'scanner'];

async function start(host: HTMLElement): Promise<void> {
  applyTheme(storedTheme());
  keepOfflineCopy();
  const language = await prepareLanguage(areas);
  render(
    <I18nProvider areas={areas} initial={language}>
      <Shell />
    </I18nProvider>,
    host,
  );
}

const host = document.getElementById('app');
if (host !== null) void start(host);
