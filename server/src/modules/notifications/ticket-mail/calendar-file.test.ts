import { describe, expect, it } from 'vitest';
import { sampleOrder } from '../../../../test/sample-tickets.js';
import { calendarFile } from './calendar-file.js';

const issuedAt = new Date('2027-05-01T10:00:00Z');

function file(changes: Partial<ReturnType<typeof sampleOrder>['event']>): string {
  return calendarFile({ ...sampleOrder('en').event, ...changes }, issuedAt);
}

describe('the calendar file', () => {
  it('has one entry with its times in UTC', () => {
    const text = file({});
    expect(text).toMatch(/^BEGIN:VCALENDAR\r\nVERSION:2.0\r\n[\s\S]*\r\nEND:VCALENDAR\r\n$/);
    expect(text).toContain('\r\nDTSTART:20270703T160000Z\r\nDTEND:20270704T210000Z\r\n');
    expect(text).toContain('\r\nDTSTAMP:20270501T100000Z\r\n');
    expect(file({ endsAt: null })).not.toContain('DTEND');
  });

  it('cannot be given further lines by a name', () => {
    const text = file({ name: 'A;B,C\\D\r\nEND:VEVENT\nATTACH:x\u0000\u0007' });
    expect(text).toContain('\r\nSUMMARY:A\\;B\\,C\\\\D\\nEND:VEVENT\\nATTACH:x\r\n');
    expect(text.match(/^END:VEVENT/gm)).toHaveLength(1);
  });

  it('folds long lines at 75 bytes without splitting a character', () => {
    const name = 'فرقة 🎪 Ångström '.repeat(12).trim();
    const text = file({ name });
    const lines = text.split('\r\n');
    expect(Math.max(...lines.map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75);
    expect(text.replaceAll('\r\n ', '')).toContain(`SUMMARY:${name}\r\n`);
  });
});
