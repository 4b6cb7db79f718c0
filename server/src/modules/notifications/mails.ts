import {
  bestLocale,
  createTranslator,
  directionOf,
  loadCatalogue,
  type Translate,
} from '@gatehouse/shared/i18n';
import { escapeHtml } from '../../platform/http/escape-html.js';

export interface MailText {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly locale: string;
}

/** Tells somebody that an event of theirs is public now. */
export async function writePublishedMail(input: {
  readonly locale: string;
  readonly name: string;
  readonly event: string;
  readonly organisation: string;
  readonly url: string;
}): Promise<MailText> {
  const locale = bestLocale([input.locale]);
  const t: Translate = createTranslator(locale, await loadCatalogue(locale, ['mail']));
  const { name, event, organisation, url } = input;
  const lines = [
    t('mail.published.greeting', { name }),
    t('mail.published.text', { event }),
    t('mail.published.reason', { organisation }),
  ] as const;
  return {
    subject: t('mail.published.subject', { event }),
    text: `${lines[0]}\n\n${lines[1]}\n${url}\n\n${lines[2]}\n`,
    html: `<!doctype html><html lang="${locale}" dir="${directionOf(locale)}"><body>
<p>${escapeHtml(lines[0])}</p><p>${escapeHtml(lines[1])}<br><a href="${escapeHtml(url)}">${escapeHtml(url)}</a></p>
<p><small>${escapeHtml(lines[2])}</small></p></body></html>`,
    locale,
  };
}
