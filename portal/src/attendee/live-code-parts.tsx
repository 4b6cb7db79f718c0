import type { LiveTicket } from '@gatehouse/shared/attendee';
import { intlTag } from '@gatehouse/shared/i18n';
import { sideOf } from '@gatehouse/shared/qr';
import type { Speaker } from './speaker.js';

/** Version 6, as a changing code fills it. */
const side = sideOf(41);

/** Where the script finds what it makes codes with; the page is kept on the phone with it. */
export function liveData(live: LiveTicket | null): Record<string, string> {
  return live === null ? {} : { 'data-live-code': live.code, 'data-live-key': live.key };
}

interface LiveCodeProps {
  readonly live: LiveTicket;
  /** For typing, as it is printed. */
  readonly code: string;
  readonly speaker: Speaker;
}

/** The changing code, empty until the script draws it. Where it is required, nothing else is there to be shown. */
export function LiveCode({ live, code, speaker }: LiveCodeProps) {
  const { t } = speaker;
  return (
    <>
      <div class="ticket-live" data-live="shown" hidden>
        <svg
          class="ticket-symbol"
          width="315"
          height="315"
          viewBox={`0 0 ${side} ${side}`}
          shape-rendering="crispEdges"
          role="img"
          aria-label={t('attendee.ticket.code', { code })}
        >
          <rect width={side} height={side} fill="#ffffff" />
          <path fill="#000000" data-live="symbol" />
        </svg>
        <Alive speaker={speaker} />
      </div>
      {live.required ? (
        <p class="ticket-waiting" data-live="waiting">
          {t('attendee.ticket.liveNeedsScript')}
        </p>
      ) : (
        <button type="button" class="ticket-other" data-live="other" hidden>
          <span data-live="to-fixed">{t('attendee.ticket.showFixed')}</span>
          <span data-live="to-live" hidden>
            {t('attendee.ticket.showLive')}
          </span>
        </button>
      )}
      <p class="ticket-only">
        {t(live.required ? 'attendee.ticket.liveRequired' : 'attendee.ticket.livePreferred')}
      </p>
    </>
  );
}

/** What a picture of the page cannot do: a clock that runs and a bar that empties. Nobody needs to hear them. */
function Alive({ speaker: { t, locale } }: { readonly speaker: Speaker }) {
  return (
    <>
      <p class="ticket-alive">
        <b dir="ltr" aria-hidden="true" data-live="clock" data-locale={intlTag(locale)} />
        <progress max="30" value="30" aria-hidden="true" data-live="left" />
        <span>{t('attendee.ticket.live')}</span>
      </p>
      <p class="ticket-clock" role="status" data-live="clock-wrong" hidden>
        {t('attendee.ticket.clockWrong')}
      </p>
    </>
  );
}
