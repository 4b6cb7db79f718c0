import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../../test/test-app.js';
import { createMailCatcher } from './mailer.js';

const picture = Buffer.from('89504e470d0a1a0a', 'hex');
const page = Buffer.from('<script>alert(1)</script>');
let gatehouse: TestApp;

beforeAll(async () => {
  gatehouse = await startTestApp();
  await createMailCatcher(join(gatehouse.dataFolder, 'mail'), 'Gatehouse <gatehouse@localhost>').send({
    messageId: 'one@localhost',
    to: 'guest@example.org',
    subject: 'Tickets',
    text: 'Tickets',
    html: '<img alt="" src="cid:code@gatehouse"><img alt="" src="cid:drawing@gatehouse">',
    locale: 'en',
    attachments: [
      { filename: 'code.png', contentType: 'image/png', content: picture, cid: 'code@gatehouse' },
      { filename: 'drawing.svg', contentType: 'image/svg+xml', content: page, cid: 'drawing@gatehouse' },
      { filename: 'تذكرة "1".pdf', contentType: 'text/html', content: page },
    ],
  });
});
afterAll(() => gatehouse[Symbol.asyncDispose]());

const get = (path: string) => gatehouse.app.inject({ url: `/mail/one%2540localhost.eml${path}` });

describe('a caught mail', () => {
  it('shows its own pictures, and no other part as one', async () => {
    const answer = await get('/body');
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toContain(`src="data:image/png;base64,${picture.toString('base64')}"`);
    expect(answer.body).toContain('src="cid:drawing@gatehouse"');
    expect(answer.headers['content-security-policy']).toContain('sandbox');
  });

  it('lists the files beside the text and hands them over to be saved, never shown', async () => {
    const list = await get('');
    expect(list.body).toContain('<b>تذكرة &#34;1&#34;.pdf</b>');
    expect(list.body).toContain('href="/mail/one%2540localhost.eml/attachments/0"');
    expect(list.body).not.toContain('/attachments/1');
    const file = await get('/attachments/0');
    expect(file.rawPayload.equals(page)).toBe(true);
    expect(file.headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent('تذكرة "1".pdf')}`,
      'x-content-type-options': 'nosniff',
    });
    expect(file.headers['content-security-policy']).toContain('sandbox');
  });

  it('is for this machine alone', async () => {
    for (const path of ['', '/body', '/attachments/0']) {
      const answer = await gatehouse.app.inject({
        url: `/mail/one%2540localhost.eml${path}`,
        remoteAddress: '192.0.2.1',
      });
      expect(answer.statusCode).toBe(404);
    }
  });

  it.each(['/attachments/1', '/attachments/-1', '/attachments/x'])('has no %s', async (path) => {
    expect((await get(path)).statusCode).toBeGreaterThanOrEqual(400);
    expect((await get(path)).statusCode).toBeLessThan(500);
  });
});
