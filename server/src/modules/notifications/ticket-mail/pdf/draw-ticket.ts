import type { Translate } from '@gatehouse/shared/i18n';
import { printedShortCode } from '@gatehouse/shared/ticket-code';
import { quietZoneModules, ticketQr } from '../../../ticketing/index.js';
import {
  admissionTime,
  adviceOf,
  changesOf,
  eventTime,
  isPrintable,
  safeColour,
} from '../tickets-in-words.js';
import type { PrintedTicket, TicketsToSend } from '../tickets-to-send.js';
import { muted, type PageCanvas, pointsPerMm } from './page-canvas.js';

const marginPt = 42;
const stripePt = 14;
const gapPt = 16;
const qrSidePt = 52 * pointsPerMm;
const modulePt = qrSidePt / 37;
const qrColumnPt = qrSidePt + 2 * quietZoneModules * modulePt;
const markSidePt = 14;
const hairline = '#bbbbbb';
const linkColour = '#5e2052';

interface Fact {
  readonly label: string;
  readonly value: string;
}

/** One ticket on the present page: the part to cut out on top, what is good to know below the dashed line. */
export function drawTicket(
  canvas: PageCanvas,
  t: Translate,
  { order, index }: { readonly order: TicketsToSend; readonly index: number },
): void {
  const ticket = order.tickets[index];
  if (!ticket) throw new RangeError('There is no such ticket.');
  const textsEndPt = drawTexts(canvas, t, { order, ticket });
  const codeEndPt = isPrintable(ticket) ? drawCode(canvas, t, ticket) : drawPageLink(canvas, t, ticket);
  const boxEndPt = Math.max(textsEndPt, codeEndPt) + gapPt;
  drawFrame(canvas, ticket.type.colour, boxEndPt);
  const cutPt = boxEndPt + 20;
  const { doc } = canvas;
  doc.moveTo(0, cutPt).lineTo(doc.page.width, cutPt).dash(4, { space: 4 }).stroke(hairline).undash();
  drawNotes(canvas, t, { order, ticket, topPt: cutPt + 20 });
  drawFooter(canvas, t, { order, index });
}

function drawTexts(
  canvas: PageCanvas,
  t: Translate,
  { order, ticket }: { readonly order: TicketsToSend; readonly ticket: PrintedTicket },
): number {
  const startPt = marginPt + stripePt + gapPt;
  const widthPt = canvas.doc.page.width - startPt - marginPt - qrColumnPt - gapPt;
  const big = { widthPt, weight: 700, maxLines: 3 } as const;
  let topPt = marginPt + gapPt;
  topPt = canvas.write(order.organisation, { startPt, topPt }, { widthPt, sizePt: 9.5, colour: muted });
  topPt = canvas.write(order.event.name, { startPt, topPt }, { ...big, sizePt: 21, minSizePt: 12 }) + 6;
  topPt = drawFacts(canvas, eventFacts(t, order), { startPt, topPt, widthPt });
  const rulePt = topPt + 2;
  canvas.doc.rect(canvas.leftOf(startPt, widthPt), rulePt, widthPt, 0.6).fill(hairline);
  topPt = rulePt + 10;
  topPt = canvas.write(ticket.attendeeName, { startPt, topPt }, { ...big, sizePt: 17, minSizePt: 10 }) + 4;
  return drawFacts(canvas, ticketFacts(t, ticket), { startPt, topPt, widthPt });
}

function eventFacts(t: Translate, { locale, event }: TicketsToSend): Fact[] {
  return presentFacts([
    [t('mail.ticket.when'), eventTime(locale, event)],
    [t('mail.ticket.admission'), admissionTime(locale, event)],
    [t('mail.ticket.where'), event.place],
  ]);
}

function ticketFacts(t: Translate, ticket: PrintedTicket): Fact[] {
  return presentFacts([
    [t('mail.ticket.type'), ticket.type.name],
    [t('mail.ticket.seat'), ticket.seat],
    [t('mail.ticket.order'), ticket.orderReference],
  ]);
}

function presentFacts(facts: readonly (readonly [string, string | null | undefined])[]): Fact[] {
  return facts.flatMap(([label, value]) => (value ? [{ label, value }] : []));
}

/** The label above its value, each as high as its text needs. */
function drawFacts(
  canvas: PageCanvas,
  facts: readonly Fact[],
  at: { readonly startPt: number; readonly topPt: number; readonly widthPt: number },
): number {
  const { startPt, widthPt } = at;
  let { topPt } = at;
  for (const { label, value } of facts) {
    const base = canvas.direction;
    topPt = canvas.write(label, { startPt, topPt }, { widthPt, sizePt: 8, colour: muted, base });
    topPt = canvas.write(value, { startPt, topPt }, { widthPt, sizePt: 11, minSizePt: 9, maxLines: 2 }) + 5;
  }
  return topPt;
}

/** The symbol as one filled path, each row's neighbours joined, so that no hairlines show between modules. */
function drawCode(canvas: PageCanvas, t: Translate, ticket: PrintedTicket): number {
  const { doc } = canvas;
  const pageWidthPt = doc.page.width;
  const columnPt = pageWidthPt - marginPt - gapPt / 2 - qrColumnPt;
  const leftPt = canvas.leftOf(columnPt, qrColumnPt) + quietZoneModules * modulePt;
  const topPt = marginPt + gapPt / 2 + quietZoneModules * modulePt;
  ticketQr(ticket.code).forEach((row, y) => {
    for (let x = 0; x < row.length; x += 1) {
      const from = x;
      while (row[x]) x += 1;
      if (x > from) doc.rect(leftPt + from * modulePt, topPt + y * modulePt, (x - from) * modulePt, modulePt);
    }
  });
  doc.fill('#000000');
  return drawShortCode(canvas, t, { ticket, columnPt, topPt: topPt + qrSidePt + 3 * modulePt });
}

/** Where the code would be: why there is none, and the way to the page that has it. */
function drawPageLink(canvas: PageCanvas, t: Translate, ticket: PrintedTicket): number {
  const columnPt = canvas.doc.page.width - marginPt - gapPt / 2 - qrColumnPt;
  const startPt = columnPt + quietZoneModules * modulePt;
  const topPt = marginPt + gapPt;
  const base = canvas.direction;
  const why = { widthPt: qrSidePt, sizePt: 11, base };
  const linkPt = canvas.write(t('mail.ticket.changes'), { startPt, topPt }, why) + 8;
  const link = { widthPt: qrSidePt, sizePt: 12, weight: 700, colour: linkColour, base } as const;
  const endPt = canvas.write(t('mail.ticket.open'), { startPt, topPt: linkPt }, link);
  canvas.doc.link(canvas.leftOf(startPt, qrSidePt), linkPt, qrSidePt, endPt - linkPt, ticket.pageUrl);
  return drawShortCode(canvas, t, { ticket, columnPt, topPt: endPt + 12 });
}

function drawShortCode(
  canvas: PageCanvas,
  t: Translate,
  at: { readonly ticket: PrintedTicket; readonly columnPt: number; readonly topPt: number },
): number {
  const startPt = at.columnPt + quietZoneModules * modulePt;
  const label = { widthPt: qrSidePt, sizePt: 8, colour: muted, base: canvas.direction };
  const topPt = canvas.write(t('mail.ticket.shortCode'), { startPt, topPt: at.topPt }, label);
  const leftPt = canvas.leftOf(startPt, qrSidePt);
  const spread = { leftPt, topPt, widthPt: qrSidePt, sizePt: 14 };
  return canvas.writeSpread(printedShortCode(at.ticket.shortCode), spread);
}

function drawFrame(canvas: PageCanvas, colour: string, endPt: number): void {
  const { doc } = canvas;
  const widthPt = doc.page.width - 2 * marginPt;
  const heightPt = endPt - marginPt;
  const stripeLeftPt = canvas.leftOf(marginPt, stripePt);
  doc.save();
  doc.roundedRect(marginPt, marginPt, widthPt, heightPt, 8).clip();
  doc.rect(stripeLeftPt, marginPt, stripePt, heightPt).fill(safeColour(colour));
  doc.restore();
  doc.lineWidth(0.8).roundedRect(marginPt, marginPt, widthPt, heightPt, 8).stroke('#777777');
}

function drawNotes(
  canvas: PageCanvas,
  t: Translate,
  at: { readonly order: TicketsToSend; readonly ticket: PrintedTicket; readonly topPt: number },
): void {
  const startPt = marginPt;
  const widthPt = canvas.doc.page.width - 2 * marginPt;
  let { topPt } = at;
  for (const note of at.ticket.notes) {
    const style = { widthPt, sizePt: 11, minSizePt: 8, maxLines: 8 };
    topPt = canvas.roomFor(topPt, canvas.measure(note, style), marginPt);
    topPt = canvas.write(note, { startPt, topPt }, style) + 8;
  }
  const advice = { widthPt, sizePt: 9.5, colour: muted, base: canvas.direction };
  const changes = isPrintable(at.ticket) ? changesOf(at.ticket, t) : undefined;
  const ofThis = { ...at.order, tickets: [at.ticket] as const };
  for (const text of [...(changes === undefined ? [] : [changes]), ...adviceOf(ofThis, t)]) {
    topPt = canvas.roomFor(topPt, canvas.measure(text, advice), marginPt);
    topPt = canvas.write(text, { startPt, topPt }, advice) + 3;
  }
}

function drawFooter(
  canvas: PageCanvas,
  t: Translate,
  { order, index }: { readonly order: TicketsToSend; readonly index: number },
): void {
  const { width, height } = canvas.doc.page;
  drawMark(canvas, {
    leftPt: canvas.leftOf(width - marginPt - markSidePt, markSidePt),
    topPt: height - marginPt,
  });
  const total = order.tickets.length;
  if (total === 1) return;
  const text = t('mail.ticket.number', { number: index + 1, total });
  const style = { widthPt: width - 2 * marginPt, sizePt: 8.5, colour: muted, base: canvas.direction };
  canvas.write(text, { startPt: marginPt, topPt: height - marginPt }, style);
}

/** The gatehouse, drawn as in the apps. */
function drawMark(canvas: PageCanvas, at: { readonly leftPt: number; readonly topPt: number }): void {
  const { doc } = canvas;
  doc
    .save()
    .translate(at.leftPt, at.topPt)
    .scale(markSidePt / 32);
  doc.path('M3 3h6v4h4V3h6v4h4V3h6v26h-6V18.5a7 7 0 00-14 0V29H3z').fill('#5e2052');
  doc.path('M9 21h14v2.8H9z').fill('#f4b145');
  doc.restore();
}
