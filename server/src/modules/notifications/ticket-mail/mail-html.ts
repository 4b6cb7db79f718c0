import { directionOf, type Translate } from '@gatehouse/shared/i18n';
import { printedShortCode } from '@gatehouse/shared/ticket-code';
import { escapeHtml } from '../../../platform/http/escape-html.js';
import {
  admissionTime,
  adviceOf,
  attachedOf,
  changesOf,
  eventTime,
  greeting,
  isPrintable,
  leadOf,
  safeColour,
} from './tickets-in-words.js';
import type { PrintedTicket, TicketsToSend } from './tickets-to-send.js';

/** More tickets than these are in the PDF alone: Gmail cuts a mail off after about a hundred kilobytes. */
export const ticketsShownInMail = 20;

/** The side of the picture of a code, in CSS pixels; its file has twice as many. */
const qrSide = 270;

/**
 * Tables and inline styles, because mail programs drop most else. The colours of the dark theme stand in the only
 * style sheet; a program that drops it shows the light mail. The code is black on white in every theme.
 */
export function mailHtml(order: TicketsToSend, t: Translate, cidOf: (index: number) => string): string {
  const direction = directionOf(order.locale);
  const shown = order.tickets.slice(0, ticketsShownInMail);
  const rest = order.tickets.length - shown.length;
  // Gmail drops <html> and <body>, so language and direction are said again inside.
  return `<!doctype html>
<html lang="${order.locale}" dir="${direction}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark"><title>${escapeHtml(order.event.name)}</title>
<style>${darkTheme}</style></head>
<body class="paper" style="margin:0;padding:0;background-color:#f6f3f0">
<div lang="${order.locale}" dir="${direction}" class="paper" style="background-color:#f6f3f0">
${table(
  'style="width:100%"',
  `<tr><td align="center" style="padding:16px 8px">
${table(
  'width="600" style="width:100%;max-width:600px"',
  [
    introRow(order, t),
    ...shown.map((ticket, index) => ticketRow(t, ticket, cidOf(index))),
    rest > 0 ? row(escapeHtml(t('mail.tickets.rest', { count: rest }))) : '',
    closingRow(order, t),
  ].join('\n'),
)}</td></tr>`,
)}
</div></body></html>`;
}

const font = "font-family:Rubik,'Segoe UI',Roboto,'Noto Sans','Noto Sans Arabic',Arial,sans-serif";

const darkTheme = `:root{color-scheme:light dark}
@media (prefers-color-scheme:dark){.paper{background-color:#161115!important}
.card{background-color:#201a1f!important}.ink{color:#f3edf1!important}.muted{color:#b9acb5!important}
.button{background-color:#e4b5d6!important;color:#350f2d!important}}`;

/** `role` keeps a screen reader from announcing a table. */
function table(attributes: string, rows: string): string {
  return `<table role="presentation" cellpadding="0" cellspacing="0" border="0" ${attributes}>${rows}</table>`;
}

function row(content: string, style = 'padding:12px 8px'): string {
  return `<tr><td class="ink" style="${style};${font};font-size:16px;line-height:1.5;color:#231a21">${content}</td></tr>`;
}

function introRow(order: TicketsToSend, t: Translate): string {
  const { locale, event } = order;
  return row(`<p style="margin:0 0 12px">${escapeHtml(greeting(t, order.recipientName))}</p>
<p style="margin:0 0 16px">${escapeHtml(leadOf(order, t))}</p>
<h1 style="margin:0 0 8px;font-size:26px;line-height:1.2">${written(event.name)}</h1>
${facts([
  [t('mail.ticket.when'), eventTime(locale, event)],
  [t('mail.ticket.admission'), admissionTime(locale, event)],
  [t('mail.ticket.where'), event.place],
])}`);
}

function facts(entries: readonly (readonly [string, string | null | undefined])[]): string {
  return entries.flatMap(([label, value]) => (value ? [fact(label, value)] : [])).join('\n');
}

function fact(label: string, value: string): string {
  return `<p style="margin:0 0 6px"><span class="muted" style="color:#655861;font-size:14px">${escapeHtml(label)}</span><br>
${written(value)}</p>`;
}

/** What people wrote: in its own direction, and yet on the side where the reader begins. */
function written(text: string): string {
  return `<bdi dir="auto">${escapeHtml(text)}</bdi>`;
}

/** Name and code come first: on a phone at the door they are in sight without scrolling. */
function ticketRow(t: Translate, ticket: PrintedTicket, cid: string): string {
  const name = `<h2 style="margin:0;font-size:20px;line-height:1.25;word-break:break-word">${written(ticket.attendeeName)}</h2>`;
  const details = [
    facts([
      [t('mail.ticket.type'), ticket.type.name],
      [t('mail.ticket.seat'), ticket.seat],
      [t('mail.ticket.order'), ticket.orderReference],
    ]),
    ...ticket.notes.map((note) => `<p style="margin:8px 0 0">${written(note)}</p>`),
  ];
  const stripe = `border-top:8px solid ${safeColour(ticket.type.colour)}`;
  const rows = [
    row(name, 'padding:20px 20px 8px'),
    isPrintable(ticket) ? pictureRow(t, ticket, cid) : '',
    changesRow(changesOf(ticket, t)),
    shortCodeRow(t, ticket),
    buttonRow(t('mail.ticket.open'), ticket.pageUrl),
    row(details.join('\n'), 'padding:4px 20px 20px'),
  ];
  return `<tr><td style="padding:8px 0">${table(
    `class="card" bgcolor="#ffffff" style="width:100%;background-color:#ffffff;border-radius:12px;${stripe}"`,
    rows.join('\n'),
  )}</td></tr>`;
}

function pictureRow(t: Translate, ticket: PrintedTicket, cid: string): string {
  const alt = escapeHtml(t('mail.ticket.code', { code: printedShortCode(ticket.shortCode) }));
  const picture = `<img src="cid:${cid}" width="${qrSide}" height="${qrSide}" alt="${alt}" style="display:block;width:${qrSide}px;height:${qrSide}px;border:0">`;
  const white = `<tr><td bgcolor="#ffffff" style="background-color:#ffffff;border-radius:8px">${picture}</td></tr>`;
  return `<tr><td align="center" style="padding:8px 20px">${table('', white)}</td></tr>`;
}

function changesRow(changes: string | undefined): string {
  return changes === undefined ? '' : row(`<b>${escapeHtml(changes)}</b>`, 'padding:8px 20px 12px');
}

function shortCodeRow(t: Translate, ticket: PrintedTicket): string {
  return `<tr><td align="center" class="ink" style="padding:4px 20px 12px;${font};color:#231a21">
<span class="muted" style="color:#655861;font-size:14px">${escapeHtml(t('mail.ticket.shortCode'))}</span><br>
<b dir="ltr" style="font-size:20px;letter-spacing:2px;font-family:ui-monospace,Consolas,Menlo,monospace">${escapeHtml(printedShortCode(ticket.shortCode))}</b></td></tr>`;
}

/** A coloured cell, because Outlook gives links no padding. */
function buttonRow(label: string, url: string): string {
  const link = `<a href="${escapeHtml(url)}" class="button" style="display:inline-block;padding:14px 28px;border-radius:8px;background-color:#5e2052;color:#ffffff;${font};font-size:16px;font-weight:700;text-decoration:none">${escapeHtml(label)}</a>`;
  return `<tr><td align="center" style="padding:4px 20px 24px">${table('', `<tr><td class="button" bgcolor="#5e2052" style="border-radius:8px">${link}</td></tr>`)}</td></tr>`;
}

function closingRow(order: TicketsToSend, t: Translate): string {
  const lines = [...adviceOf(order, t), attachedOf(order, t)];
  const reason = t('mail.ticket.reason', { organisation: order.organisation });
  return row(`${lines.map((line) => `<p style="margin:0 0 8px">${escapeHtml(line)}</p>`).join('\n')}
<p class="muted" style="margin:16px 0 0;color:#655861;font-size:13px">${escapeHtml(reason)}</p>`);
}
