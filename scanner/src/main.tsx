import './scanner.css';
import type { Area } from '@gatehouse/shared/i18n';
import { applyTheme, I18nProvider, prepareLanguage, storedTheme } from '@gatehouse/shared/ui';
import { options, render } from 'preact';
import { takeLinkFromAddress } from './features/pair/link-in-address.js';
import { App } from './shell/app.js';
import { databaseName } from './store/database-name.js';
import type { Phone } from './store/phone.js';
import { createPhoneToCome } from './store/phone-to-come.js';
import { keepOfflineCopy } from './sw/offline-copy.js';

const areas: readonly Area[] = ['common', 'scanner', 'door', 'people', 'questions'];

/** What somebody does with the screen. */
const touches = ['keydown', 'beforeinput', 'input', 'change', 'click', 'submit'];

/**
 * Drawing has a turn of its own. What changes several times in one turn is drawn once, and a slow phone gets to its
 * camera and its touches between finding an answer and drawing it. Nobody touches an old drawing, though: what still
 * waits is drawn before the touch is heard, or the second of two quick entries would be made to the state before the first.
 */
function drawInOwnTurn(): void {
  const turns = new MessageChannel();
  let waiting: (() => void) | null = null;
  function draw(): void {
    const process = waiting;
    waiting = null;
    process?.();
  }
  turns.port1.onmessage = draw;
  options.debounceRendering = (process) => {
    waiting = process;
    turns.port2.postMessage(null);
  };
  for (const touch of touches) addEventListener(touch, draw, true);
}

async function start(host: HTMLElement): Promise<void> {
  // First of all, so that nothing else ever sees the secret in it.
  const link = takeLinkFromAddress();
  drawInOwnTurn();
  applyTheme(storedTheme());
  keepOfflineCopy();
  const looking = isNewPhone();
  let isDrawn: () => void = () => undefined;
  const drawn = new Promise<void>((resolve) => {
    isDrawn = resolve;
  });
  const opening = looking.then((isNew) => openPhone(isNew ? drawn : Promise.resolve()));
  void looking.then((isNew) =>
    isNew ? undefined : import('./features/scan/scan-page.js').catch(() => undefined),
  );
  const [language, isNew] = await Promise.all([prepareLanguage(areas), looking]);
  const phone = createPhoneToCome(opening, isNew);
  // What the page itself shows until here.
  host.replaceChildren();
  render(
    <I18nProvider areas={areas} initial={language}>
      <App phone={phone} link={link} />
    </I18nProvider>,
    host,
  );
  setTimeout(isDrawn);
}

/**
 * Databases and the log come in files of their own. On a new phone there is nothing in them, so they wait for its first
 * page; on any other they are on the phone already, and so is the screen that is most likely wanted next.
 */
async function openPhone(after: Promise<void>): Promise<Phone> {
  await after;
  const { browserPorts, createPhone } = await import('./store/index.js');
  return createPhone(browserPorts());
}

/** A browser that does not tell is looked into by the phone itself. */
async function isNewPhone(): Promise<boolean> {
  try {
    return (await indexedDB.databases()).every(({ name }) => name !== databaseName);
  } catch {
    return false;
  }
}

const host = document.getElementById('app');
if (host !== null) void start(host);
