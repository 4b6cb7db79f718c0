import { escapeHtml } from '../http/escape-html.js';
import { type LanLanguage, lanLanguages, lanTexts } from './texts.js';

/** The page that brings a phone onto the local network; it needs no script and no style in its text. */
export function lanHtml(language: LanLanguage, appUrl: string, fingerprint: string): string {
  const texts = lanTexts[language];
  const direction = language === 'ar' ? 'rtl' : 'ltr';
  return `<!doctype html>
<html lang="${language}" dir="${direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${texts.title} · Gatehouse</title>
<link rel="stylesheet" href="/page.css">
</head>
<body>
<nav>${languageLinks(language)}</nav>
<main>
<p class="brand">Gatehouse</p>
<h1>${texts.title}</h1>
<p>${texts.why}</p>
<a class="button" href="/gatehouse-ca.crt" download>${texts.download}</a>
<div class="ways">
${way('iPhone, iPad', texts.iosSteps)}
${way('Android', texts.androidSteps)}
</div>
<p>${texts.thenOpen}</p>
<a class="button" href="${escapeHtml(appUrl)}">${texts.open}</a>
<footer>
<p>${texts.scope}</p>
<p>${texts.fingerprint}<br><code dir="ltr">${escapeHtml(fingerprint)}</code></p>
</footer>
</main>
</body>
</html>
`;
}

function languageLinks(current: LanLanguage): string {
  return lanLanguages
    .map((code) => {
      const mark = code === current ? ' aria-current="true"' : '';
      return `<a href="/?lang=${code}" lang="${code}" hreflang="${code}"${mark}>${lanTexts[code].language}</a>`;
    })
    .join('\n');
}

function way(phone: string, steps: readonly string[]): string {
  const items = steps.map((step) => `<li>${escapeHtml(step)}</li>`).join('\n');
  return `<section><h2>${phone}</h2><ol>\n${items}\n</ol></section>`;
}
