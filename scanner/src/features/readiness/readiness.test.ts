import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createTranslator, loadCatalogue } from '@gatehouse/shared/i18n';
import { afterEach, describe, expect, it } from 'vitest';
import { describeBattery } from './battery.js';
import { checkServer, describeAway, describeSkew } from './server.js';
import { describeSpeed } from './speed.js';

const t = createTranslator('en', await loadCatalogue('en', ['scanner']));

describe('the battery', () => {
  it.each([
    [{ level: 0.31, charging: false }, 'good'],
    [{ level: 0.3, charging: false }, 'attention'],
    [{ level: 0.15, charging: false }, 'bad'],
    [{ level: 0.05, charging: true }, 'good'],
    [undefined, 'unknown'],
  ])('%j is %s', (battery, level) => {
    expect(describeBattery(battery).level).toBe(level);
  });
});

describe('the server and the clock', () => {
  let server: Server | undefined;
  afterEach(() => server?.close());

  async function serve(aheadMs: number, status = 200): Promise<string> {
    server = createServer((_request, response) => {
      response.sendDate = false;
      response.writeHead(status, { date: new Date(Date.now() + aheadMs).toUTCString() }).end('{}');
    });
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  }

  it('is good when both clocks agree', async () => {
    expect((await checkServer(await serve(0))).level).toBe('good');
  });

  it('says by how much the clock is off, in either direction', async () => {
    const finding = await checkServer(await serve(-90_000));
    expect(finding.level).toBe('attention');
    expect(finding.say(t)).toMatch(/off by (89|90|91) seconds/);
    expect(describeSkew(4000).say(t)).toMatch(/off by 4 seconds/);
  });

  it('does not take an error for an answer', async () => {
    expect((await checkServer(await serve(0, 503))).say(t)).toContain('does not answer');
  });

  it('says that nobody answers', async () => {
    const url = await serve(0);
    await new Promise((resolve) => server?.close(resolve));
    server = undefined;
    expect((await checkServer(url)).say(t)).toContain('does not answer');
  });

  it('says without a network how old the comparison is', async () => {
    const url = await serve(0);
    await new Promise((resolve) => server?.close(resolve));
    server = undefined;
    const finding = await checkServer(url, describeAway('2 hours ago'));
    expect(finding).toMatchObject({ level: 'unknown' });
    expect(finding.say(t)).toContain('2 hours ago');
  });

  it('takes two seconds for right, and the second that the header leaves open', () => {
    expect(describeSkew(-2_400).level).toBe('good');
    expect(describeSkew(2_600).level).toBe('attention');
  });
});

it('reads fast enough up to 100 ms a picture', () => {
  expect(describeSpeed(100)).toMatchObject({ level: 'good', value: 100 });
  expect(describeSpeed(101)).toMatchObject({ level: 'attention', value: 101 });
});
