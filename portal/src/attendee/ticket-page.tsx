import type { Page, PublicEvent, PublicTicket, TicketVoid } from '@gatehouse/shared/attendee';
import { formatDate, formatDateRange, type MessageKey } from '@gatehouse/shared/i18n';
import { printedShortCode } from '@gatehouse/shared/ticket-code';
import { LiveCode, liveData } from './live-code-parts.js';
import { QrCode } from './qr-code.js';
import type { Speaker } from './speaker.js';

interface PageProps<K extends Page['kind']> {
  readonly page: Extract<Page, { kind: K }>;
  readonly speaker: Speaker;
}

/** One ticket. The code comes first, so that it is in sight on a phone without scrolling. */
export function TicketPage({ page, speaker }: PageProps<'ticket'>) {
  const { t, link } = speaker;
  const { organisation, event, eventIsPublished, ticket } = page;
  return (
    <div class="page-width py-4">
      <article class="ticket" data-made={Date.now()}>
        <Stripe colour={ticket.type.colour} />
        <div class="grid gap-1 px-5 pt-3 text-center">
          <h1>
            <bdi>{event.name}</bdi>
          </h1>
          <p class="ticket-name">
            <bdi>{ticket.attendeeName}</bdi>
          </p>
          <p class="text-ink-muted">
            <bdi>{ticket.type.name}</bdi>
          </p>
          {ticket.test && <p class="ticket-test">{t('attendee.ticket.test')}</p>}
        </div>
        <Code ticket={ticket} speaker={speaker} />
        <Kept speaker={speaker} isLive={ticket.live?.required === true} />
        <Facts event={event} ticket={ticket} speaker={speaker} />
        <div class="grid gap-2 px-5 pb-5 text-ink-muted text-sm">
          <p>{t('attendee.ticket.show')}</p>
          <p>{t('attendee.event.zone', { zone: event.timeZone.replaceAll('_', ' ') })}</p>
          {eventIsPublished && (
            <p class="ticket-link">
              <a href={link(`/${organisation.slug}/${event.slug}`)}>{t('attendee.ticket.event')}</a>
            </p>
          )}
        </div>
      </article>
      <script type="module" src={speaker.context.ticketScript} />
    </div>
  );
}

/** Colour without a style, which the policy of the pages forbids. */
function Stripe({ colour }: { readonly colour: string }) {
  return (
    <svg class="ticket-stripe" width="100%" height="10" aria-hidden="true" focusable="false">
      <rect width="100%" height="10" fill={colour} />
    </svg>
  );
}

function Code({ ticket, speaker }: { readonly ticket: PublicTicket; readonly speaker: Speaker }) {
  const { t } = speaker;
  const code = printedShortCode(ticket.shortCode);
  return (
    <div class="ticket-code" {...liveData(ticket.live)}>
      {ticket.live && <LiveCode live={ticket.live} code={code} speaker={speaker} />}
      {ticket.live?.required !== true && (
        <QrCode modules={ticket.symbol} label={t('attendee.ticket.code', { code })} />
      )}
      <p>
        <span>{t('attendee.ticket.shortCode')}</span>
        <b dir="ltr">{code}</b>
      </p>
    </div>
  );
}

/** What is true is shown by the script, which asks the phone's storage; without a script nothing is kept or claimed. */
function Kept({ speaker: { t }, isLive }: { readonly speaker: Speaker; readonly isLive: boolean }) {
  return (
    <div class="ticket-kept" role="status" id="kept">
      <p hidden data-kept="yes">
        {t('attendee.ticket.kept')}
      </p>
      <p hidden data-kept="no">
        {t(isLive ? 'attendee.ticket.liveNotKept' : 'attendee.ticket.notKept')}
      </p>
    </div>
  );
}

interface FactsProps {
  readonly event: PublicEvent;
  readonly ticket: PublicTicket;
  readonly speaker: Speaker;
}

function Facts({ event, ticket, speaker }: FactsProps) {
  const { t, locale } = speaker;
  const { timeZone, startsAt: start, endsAt: end } = event;
  const long = { timeZone, style: 'long' } as const;
  const say = (instant: string | null) => instant && formatDate(locale, instant, long);
  const facts = [
    [
      t('attendee.ticket.when'),
      end ? formatDateRange(locale, { start, end }, long) : formatDate(locale, start, long),
    ],
    [t('attendee.event.admission'), say(event.admissionAt)],
    [t('attendee.event.place'), event.place],
    [t('attendee.ticket.seat'), ticket.seat],
    [t('attendee.ticket.order'), ticket.orderReference],
    [t('attendee.ticket.validFrom'), say(ticket.validFrom)],
    [t('attendee.ticket.validUntil'), say(ticket.validUntil)],
  ] as const;
  return (
    <div class="grid gap-4 p-5">
      <dl class="facts">
        {facts.map(
          ([label, value]) =>
            value && (
              <div key={label}>
                <dt>{label}</dt>
                <dd>
                  <bdi>{value}</bdi>
                </dd>
              </div>
            ),
        )}
      </dl>
      {ticket.texts.map((text) => (
        <p key={text}>
          <bdi>{text}</bdi>
        </p>
      ))}
    </div>
  );
}

export const voidTitles = {
  replaced: 'attendee.ticket.replaced',
  cancelled: 'attendee.ticket.cancelled',
  blocked: 'attendee.ticket.blocked',
} as const satisfies Record<TicketVoid, MessageKey>;

const voidHints = {
  replaced: 'attendee.ticket.replacedHint',
  cancelled: 'attendee.ticket.cancelledHint',
  blocked: 'attendee.ticket.blockedHint',
} as const satisfies Record<TicketVoid, MessageKey>;

/** A genuine link without a code. It names nothing: an old link may be in anybody's hands. */
export function VoidTicketPage({ page, speaker: { t } }: PageProps<'void-ticket'>) {
  return (
    <div class="page-width grid gap-2 py-12 text-center">
      <h1>{t(voidTitles[page.reason])}</h1>
      <p class="text-ink-muted text-lg">{t(voidHints[page.reason])}</p>
    </div>
  );
}
