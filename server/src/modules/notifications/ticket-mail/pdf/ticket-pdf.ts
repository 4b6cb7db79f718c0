import { directionOf, type Translate } from '@gatehouse/shared/i18n';
import PDFDocument from 'pdfkit';
import type { TicketsToSend } from '../tickets-to-send.js';
import { drawTicket } from './draw-ticket.js';
import { PageCanvas } from './page-canvas.js';

export interface TicketPdf {
  readonly bytes: Buffer;
  /** Characters that no font of ours has, printed as empty boxes. */
  readonly missingCharacters: readonly string[];
}

/** One A4 page a ticket. The same tickets give the same bytes. */
export async function ticketPdf(order: TicketsToSend, t: Translate): Promise<TicketPdf> {
  const doc = new PDFDocument({
    size: 'A4',
    margin: 0,
    autoFirstPage: false,
    lang: order.locale,
    displayTitle: true,
    // There is no default font, so that none of the fonts that every reader draws differently gets in.
    font: null as unknown as string,
    info: {
      Title: order.event.name,
      Author: order.organisation,
      Creator: 'Gatehouse',
      CreationDate: order.issuedAt,
    },
  });
  const bytes = collect(doc);
  const canvas = new PageCanvas(doc, directionOf(order.locale));
  order.tickets.forEach((_, index) => {
    doc.addPage();
    drawTicket(canvas, t, { order, index });
  });
  doc.end();
  return { bytes: await bytes, missingCharacters: [...canvas.missing] };
}

function collect(doc: PDFKit.PDFDocument): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  return new Promise((resolve, reject) => {
    doc.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    doc.on('end', () => resolve(Buffer.concat(chunks)));
    doc.on('error', reject);
  });
}
