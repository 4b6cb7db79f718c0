import { directionOf, localeNames, locales } from '@gatehouse/shared/i18n';
import type { ComponentChildren } from 'preact';
import type { Head } from './head.js';
import { Mark } from './mark.js';
import type { Speaker } from './speaker.js';

export interface DocumentProps {
  readonly head: Head;
  readonly speaker: Speaker;
  readonly children: ComponentChildren;
}

/** The whole document. It needs no script: what a page says is in it when it arrives. */
export function Document({ head, speaker, children }: DocumentProps) {
  const { locale, t, link } = speaker;
  return (
    <html lang={locale} dir={directionOf(locale)}>
      <HeadTags head={head} speaker={speaker} />
      <body class="grid grid-rows-[auto_1fr_auto]">
        <header class="bg-rail text-rail-ink">
          <div class="page-width flex items-center py-3">
            <a
              class="flex min-h-11 items-center gap-2.5 font-semibold text-rail-ink no-underline"
              href={link('/')}
            >
              <Mark />
              {t('common.brand')}
            </a>
          </div>
        </header>
        <main>{children}</main>
        <footer class="mt-16 border-line border-t text-ink-muted text-sm">
          <div class="page-width flex flex-wrap items-center justify-between gap-x-8 gap-y-3 py-6">
            <span>{t('attendee.footer.made')}</span>
            <Languages speaker={speaker} />
          </div>
        </footer>
      </body>
    </html>
  );
}

function HeadTags({ head, speaker }: { readonly head: Head; readonly speaker: Speaker }) {
  return (
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
      <meta name="theme-color" content="#2b1227" />
      <title>{head.title}</title>
      <meta name="description" content={head.description} />
      {head.isPublic ? <Preview head={head} speaker={speaker} /> : <meta name="robots" content="noindex" />}
      <link rel="icon" type="image/svg+xml" href="/portal/mark.svg" />
      <link rel="stylesheet" href={speaker.context.stylesheet} />
      {head.data && <DataBlock data={head.data} />}
    </head>
  );
}

/** Where the page is, in which languages, and what a link to it shows. */
function Preview({ head, speaker }: { readonly head: Head; readonly speaker: Speaker }) {
  const { context, t, locale } = speaker;
  const url = `${context.origin}${context.path}`;
  return (
    <>
      <link rel="canonical" href={url} />
      {locales.map((other) => (
        <link key={other} rel="alternate" hreflang={other} href={`${url}?lang=${other}`} />
      ))}
      <meta property="og:type" content={head.kind} />
      <meta property="og:site_name" content={t('common.brand')} />
      <meta property="og:title" content={head.title} />
      <meta property="og:description" content={head.description} />
      <meta property="og:url" content={url} />
      <meta property="og:locale" content={locale} />
      <meta name="twitter:card" content="summary" />
    </>
  );
}

/** Data for search engines. A "<" is written as its escape, so that no name can end the block. */
function DataBlock({ data }: { readonly data: object }) {
  const json = JSON.stringify(data).replaceAll('<', '\\u003c');
  return <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: json }} />;
}

function Languages({ speaker }: { readonly speaker: Speaker }) {
  const { t, locale, context } = speaker;
  return (
    <nav aria-label={t('common.language')}>
      <ul class="flex flex-wrap gap-x-1">
        {locales.map((other) => (
          <li key={other}>
            <a
              class="inline-flex min-h-11 items-center px-2 text-ink-muted aria-[current=true]:font-semibold aria-[current=true]:text-brand"
              href={`${context.path}?lang=${other}`}
              hreflang={other}
              lang={other}
              aria-current={other === locale ? 'true' : undefined}
            >
              {localeNames[other]}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
