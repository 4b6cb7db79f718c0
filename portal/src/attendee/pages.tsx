import type { Page, PublicEvent, PublicOrganisation } from '@gatehouse/shared/attendee';
import { formatDate, formatDateRange } from '@gatehouse/shared/i18n';
import type { ComponentChildren } from 'preact';
import { GateLines } from './mark.js';
import type { Speaker } from './speaker.js';

type PageOf<K extends Page['kind']> = Extract<Page, { kind: K }>;

interface PageProps<K extends Page['kind']> {
  readonly page: PageOf<K>;
  readonly speaker: Speaker;
}

function Hero({ title, children }: { readonly title: string; readonly children?: ComponentChildren }) {
  return (
    <div class="hero">
      <GateLines />
      <div class="page-width grid gap-3">
        <h1>
          <bdi>{title}</bdi>
        </h1>
        {children}
      </div>
    </div>
  );
}

function Nothing({ title, hint }: { readonly title: string; readonly hint: string }) {
  return (
    <div class="panel grid gap-1 text-center">
      <p class="font-medium text-lg">{title}</p>
      <p class="text-ink-muted">{hint}</p>
    </div>
  );
}

export function FrontPage({ page, speaker }: PageProps<'front'>) {
  const { t, link } = speaker;
  return (
    <>
      <Hero title={t('attendee.front.title')}>
        <p class="text-lg text-rail-muted">{t('attendee.front.lead')}</p>
      </Hero>
      <div class="page-width grid gap-4 pt-8">
        <h2>{t('attendee.front.organisers')}</h2>
        {page.organisations.length === 0 && (
          <Nothing title={t('attendee.front.empty')} hint={t('attendee.front.emptyHint')} />
        )}
        <ul class="grid gap-3 md:grid-cols-2">
          {page.organisations.map((organisation) => (
            <li key={organisation.slug}>
              <a class="tile" href={link(`/${organisation.slug}`)}>
                <span class="date-gate" aria-hidden="true">
                  <b>{[...organisation.name][0]}</b>
                </span>
                <strong class="font-medium text-lg">
                  <bdi>{organisation.name}</bdi>
                </strong>
              </a>
            </li>
          ))}
        </ul>
      </div>
    </>
  );
}

export function OrganisationPage({ page, speaker }: PageProps<'organisation'>) {
  const { t } = speaker;
  const { organisation, events } = page;
  return (
    <>
      <Hero title={organisation.name}>
        <p class="text-lg text-rail-muted">{t('attendee.organisation.count', { count: events.length })}</p>
      </Hero>
      <div class="page-width grid gap-4 pt-8">
        <h2>{t('attendee.organisation.upcoming')}</h2>
        {events.length === 0 && (
          <Nothing
            title={t('attendee.organisation.empty')}
            hint={t('attendee.organisation.emptyHint', { organisation: organisation.name })}
          />
        )}
        <ul class="grid gap-3">
          {events.map((event) => (
            <li key={event.slug}>
              <EventTile organisation={organisation} event={event} speaker={speaker} />
            </li>
          ))}
        </ul>
      </div>
    </>
  );
}

interface EventTileProps {
  readonly organisation: PublicOrganisation;
  readonly event: PublicEvent;
  readonly speaker: Speaker;
}

function EventTile({ organisation, event, speaker }: EventTileProps) {
  const { locale, link } = speaker;
  const { timeZone, startsAt } = event;
  return (
    <a class="tile" href={link(`/${organisation.slug}/${event.slug}`)}>
      <span class="date-gate" aria-hidden="true">
        <b>{formatDate(locale, startsAt, { timeZone, style: 'day' })}</b>
        <span>{formatDate(locale, startsAt, { timeZone, style: 'month' })}</span>
      </span>
      <span class="grid min-w-0 gap-0.5">
        <strong class="break-words font-medium text-lg">
          <bdi>{event.name}</bdi>
        </strong>
        <time dateTime={startsAt}>{formatDate(locale, startsAt, { timeZone, style: 'long' })}</time>
        <span class="text-ink-muted">
          <bdi>{event.place}</bdi>
        </span>
      </span>
    </a>
  );
}

export function EventPage({ page, speaker }: PageProps<'event'>) {
  const { t, link } = speaker;
  const { organisation, event } = page;
  return (
    <>
      <Hero title={event.name}>
        <p class="text-lg">
          <When event={event} speaker={speaker} />
        </p>
        <p>
          <a href={link(`/${organisation.slug}`)}>
            {t('attendee.event.by', { organisation: organisation.name })}
          </a>
        </p>
      </Hero>
      <div class="page-width grid gap-8 pt-8">
        <Facts event={event} speaker={speaker} />
        {event.description !== '' && (
          <p dir="auto" class="max-w-prose whitespace-pre-line text-lg leading-relaxed">
            {event.description}
          </p>
        )}
        <Tickets event={event} speaker={speaker} />
        <p>
          <a href={link(`/${organisation.slug}`)}>
            {t('attendee.event.all', { organisation: organisation.name })}
          </a>
        </p>
      </div>
    </>
  );
}

interface EventProps {
  readonly event: PublicEvent;
  readonly speaker: Speaker;
}

function When({ event, speaker }: EventProps) {
  const shown = { timeZone: event.timeZone, style: 'date' } as const;
  if (event.endsAt === null) return <>{formatDate(speaker.locale, event.startsAt, shown)}</>;
  return <>{formatDateRange(speaker.locale, { start: event.startsAt, end: event.endsAt }, shown)}</>;
}

function Facts({ event, speaker }: EventProps) {
  const { t, locale } = speaker;
  const { timeZone } = event;
  const moments = [
    [t('attendee.event.admission'), event.admissionAt],
    [t('attendee.event.begins'), event.startsAt],
    [t('attendee.event.ends'), event.endsAt],
  ] as const;
  return (
    <section class="panel grid gap-5">
      <dl class="facts">
        <div>
          <dt>{t('attendee.event.place')}</dt>
          <dd>
            <bdi>{event.place}</bdi>
          </dd>
        </div>
        {moments.map(
          ([label, instant]) =>
            instant !== null && (
              <div key={label}>
                <dt>{label}</dt>
                <dd>
                  <time dateTime={instant}>{formatDate(locale, instant, { timeZone, style: 'long' })}</time>
                </dd>
              </div>
            ),
        )}
      </dl>
      <p class="text-ink-muted text-sm">
        {t('attendee.event.zone', { zone: timeZone.replaceAll('_', ' ') })}
      </p>
    </section>
  );
}

function Tickets({ event, speaker }: EventProps) {
  const { t } = speaker;
  return (
    <section class="grid gap-3">
      <h2>{t('attendee.event.tickets')}</h2>
      {event.ticketTypes.length === 0 && <p class="text-ink-muted">{t('attendee.event.noTickets')}</p>}
      <ul class="grid gap-2 sm:grid-cols-2">
        {event.ticketTypes.map((name) => (
          <li key={name} class="panel px-5 py-3.5 font-medium">
            <bdi>{name}</bdi>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function MissingPage({ speaker }: { readonly speaker: Speaker }) {
  const { t, link } = speaker;
  return (
    <Hero title={t('attendee.missing.title')}>
      <p class="text-lg text-rail-muted">{t('attendee.missing.text')}</p>
      <p>
        <a href={link('/')}>{t('attendee.missing.home')}</a>
      </p>
    </Hero>
  );
}
