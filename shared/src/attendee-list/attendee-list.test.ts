import { describe, expect, test } from 'vitest';
import { detectEncoding, detectLayout, looksLikeHeadings, recogniseHeadings } from './index.js';

const chosen = (headings: string) => {
  const columns = headings.split(',');
  const { source, fields } = recogniseHeadings(columns);
  const entries = columns.flatMap((heading, index) => (fields[index] ? [[fields[index], heading]] : []));
  return { source, ...Object.fromEntries(entries) };
};

describe('headings', () => {
  test('of pretix: positions of orders', () => {
    expect(
      chosen(
        'Event slug,Order code,Position ID,Status,Email,Phone number,Order date,Order time,Product,Variation,Price,Tax rate,Tax rule,Tax value,Attendee name,Attendee name: Given name,Attendee name: Family name,Attendee email,Company,Pseudonymization ID,Seat ID,Seat name,Order comment,Order locale',
      ),
    ).toEqual({
      source: 'pretix',
      orderReference: 'Order code',
      status: 'Status',
      ticketType: 'Product',
      name: 'Attendee name',
      email: 'Attendee email',
      text1: 'Company',
      externalId: 'Pseudonymization ID',
      seat: 'Seat name',
      note: 'Order comment',
      language: 'Order locale',
    });
  });

  test('of pretix: check-in list, known by the secret of its code', () => {
    expect(
      chosen(
        'Order code,Attendee name,Product,Price,Checked in,Checked out,Automatically checked in,Secret,E-mail',
      ),
    ).toEqual({
      source: 'pretix',
      orderReference: 'Order code',
      name: 'Attendee name',
      ticketType: 'Product',
      barcode: 'Secret',
      email: 'E-mail',
    });
  });

  test('of Eventbrite, American and British', () => {
    expect(
      chosen(
        'Order #,Order Date,First Name,Last Name,Email,Quantity,Ticket Type,Attendee #,Barcode #,Attendee Status',
      ),
    ).toEqual({
      source: 'eventbrite',
      orderReference: 'Order #',
      firstName: 'First Name',
      lastName: 'Last Name',
      email: 'Email',
      ticketType: 'Ticket Type',
      externalId: 'Attendee #',
      barcode: 'Barcode #',
      status: 'Attendee Status',
    });
    expect(chosen('Order no.,First Name,Surname,Email,Ticket Type,Attendee no.')).toMatchObject({
      source: 'eventbrite',
      lastName: 'Surname',
      externalId: 'Attendee no.',
    });
  });

  test('of Hi.Events', () => {
    expect(
      chosen(
        'ID,First Name,Last Name,Email,Status,Is Checked In,Checked In At,Product ID,Product Name,Event ID,Public ID,Short ID,Created Date,Last Updated Date,Notes',
      ),
    ).toEqual({
      source: 'hi_events',
      externalId: 'ID',
      firstName: 'First Name',
      lastName: 'Last Name',
      email: 'Email',
      status: 'Status',
      ticketType: 'Product Name',
      barcode: 'Public ID',
      note: 'Notes',
    });
  });

  test('that people write are known in their languages; the first of two wins, a whole name beats its parts', () => {
    expect(chosen(' E-MAIL ,Vorname,Nachname,email,Größe')).toEqual({
      source: 'other',
      email: ' E-MAIL ',
      firstName: 'Vorname',
      lastName: 'Nachname',
    });
    expect(chosen('name,first_name,البريد الإلكتروني')).toEqual({
      source: 'other',
      name: 'name',
      email: 'البريد الإلكتروني',
    });
  });

  test('are told from people', () => {
    expect(looksLikeHeadings(['Name', 'x'])).toBe(true);
    expect(looksLikeHeadings(['Colour', 'Shape'])).toBe(true);
    expect(looksLikeHeadings(['Bob', 'bob@example.org'])).toBe(false);
    expect(looksLikeHeadings(['Bob', '17'])).toBe(false);
  });
});

test.each([
  ['a,b\n1,2', ',', 0],
  ['a;b\n"1;2,3,4",2', ';', 0],
  ['a\tb, c\n1\t2', '\t', 0],
  ['a|b\n1|2', '|', 0],
  ['name\nBob', ',', 0],
  ['Name;Price\nBob;1,50\nAnn;2,50', ';', 0],
  ['sep=;\na,b;c', ';', 1],
  ['sep=\t\na', '\t', 1],
  ['"sep=|"\na', '|', 1],
  ['', ',', 0],
])('%j is separated by %j', (text, separator, skippedLines) => {
  expect(detectLayout(text)).toEqual({ separator, skippedLines });
});

test('encodings that look alike are told apart', () => {
  expect(detectEncoding(Uint8Array.of())).toBe('utf-8');
  expect(detectEncoding(Uint8Array.of(0x5a, 0x6f, 0xeb))).toBe('windows-1252');
  expect(detectEncoding(Uint8Array.of(0x5a, 0x6f, 0xc3, 0xab))).toBe('utf-8');
  expect(detectEncoding(Uint8Array.of(0x5a, 0, 0x6f, 0))).toBe('utf-16le');
  expect(detectEncoding(Uint8Array.of(0, 0x5a, 0, 0x6f))).toBe('utf-16be');
});
