import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Problem } from './problem.js';
import { Session } from './session.js';

/** A server that speaks the contract over real HTTP: rotating cookie, short tokens, problem answers. */
class Contract {
  readonly server: Server = createServer((request, response) => void this.#answer(request, response));
  cookie = 0;
  token = 0;
  refreshes = 0;
  seen: { path: string; organisation: string | undefined; body: string }[] = [];
  status = 200;

  get origin(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request) body += chunk;
    const path = request.url ?? '';
    this.seen.push({ path, organisation: request.headers['x-organisation'] as string | undefined, body });
    const say = (status: number, value: unknown, headers = {}) => {
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(status === 204 ? undefined : JSON.stringify(value));
    };
    const refuse = (code: string) => say(401, { code, detail: 'No.', instance: 'r-1' });
    if (path.endsWith('/sign-in')) {
      if (JSON.parse(body).password !== 'right') return refuse('identity.wrong_credentials');
      return say(200, this.#grant(), { 'set-cookie': `refresh=${++this.cookie}; HttpOnly` });
    }
    if (path.endsWith('/refresh')) {
      this.refreshes += 1;
      await new Promise((resolve) => setTimeout(resolve, 20));
      if (this.status !== 200) return say(this.status, {});
      if (request.headers.cookie !== `refresh=${this.cookie}` || this.cookie === 0)
        return refuse('identity.reused');
      return say(200, this.#grant(), { 'set-cookie': `refresh=${++this.cookie}; HttpOnly` });
    }
    if (path.endsWith('/sign-out')) return say(204, undefined);
    if (request.headers.authorization !== `Bearer token-${this.token}`) return refuse('identity.expired');
    return say(200, { data: { echo: body } });
  }

  #grant() {
    this.token += 1;
    const membership = { organisationName: 'Org', organisationSlug: 'org', roles: [], permissions: [] };
    return {
      data: {
        accessToken: `token-${this.token}`,
        expiresAt: '2030-01-01T00:00:00Z',
        person: { id: 'p1', name: 'Ada', email: 'ada@example.org', locale: 'en' },
        memberships: ['o1', 'o2'].map((organisationId) => ({ ...membership, organisationId })),
      },
    };
  }
}

/** A browser profile: one cookie jar and one lock for all of its tabs. */
function createProfile(origin: string) {
  let cookie = '';
  let queue: Promise<unknown> = Promise.resolve();
  return () =>
    new Session({
      origin,
      fetch: async (request) => {
        request.headers.set('cookie', cookie);
        const response = await fetch(request);
        cookie = response.headers.get('set-cookie')?.split(';')[0] ?? cookie;
        return response;
      },
      alone: (work) => {
        const turn = queue.then(work, work);
        queue = turn.catch(() => undefined);
        return turn;
      },
    });
}

let contract: Contract;
let openTab: () => Session;

beforeEach(async () => {
  contract = new Contract();
  await new Promise<void>((resolve) => contract.server.listen(0, '127.0.0.1', resolve));
  openTab = createProfile(contract.origin);
});
afterEach(() => {
  contract.server.close();
  contract.server.closeAllConnections();
});

const request = (body = '') =>
  new Request(`${contract.origin}/api/v1/events`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'text/plain' },
  });

/** The server forgets the session: neither its token nor its cookie counts any more. */
function endSession(): void {
  contract.token += 1;
  contract.cookie = 99;
}

describe('Session', () => {
  it('signs in and speaks for the first organisation until another is picked', async () => {
    const session = openTab();
    let told = 0;
    session.subscribe(() => told++);
    await session.signIn('ada@example.org', 'right');
    expect(session.current?.person.name).toBe('Ada');
    expect((await session.fetch(request())).status).toBe(200);
    session.pickOrganisation('o2');
    await session.fetch(request());
    expect(contract.seen.slice(1).map(({ organisation }) => organisation)).toEqual(['o1', 'o2']);
    expect(told).toBe(2);
  });

  it('hands on what the server says about a wrong password', async () => {
    const attempt = openTab().signIn('ada@example.org', 'wrong');
    await expect(attempt).rejects.toMatchObject({
      status: 401,
      code: 'identity.wrong_credentials',
      reference: 'r-1',
    });
  });

  it('refreshes once for many requests and repeats each of them whole', async () => {
    const session = openTab();
    await session.signIn('ada@example.org', 'right');
    contract.token += 1;
    const answers = await Promise.all(['a', 'b', 'c'].map((body) => session.fetch(request(body))));
    const echoes = await Promise.all(answers.map(async (answer) => (await answer.json()).data.echo));
    expect(echoes).toEqual(['a', 'b', 'c']);
    expect(contract.refreshes).toBe(1);
  });

  it('lets two tabs refresh one after the other, each with the newest cookie', async () => {
    const first = openTab();
    const second = openTab();
    await first.signIn('ada@example.org', 'right');
    expect(await Promise.all([first.resume(), second.resume()])).toEqual([true, true]);
    expect(contract.cookie).toBe(3);
  });

  it('waits for its owner when the server refuses the refresh, and repeats what was sent', async () => {
    const session = openTab();
    await session.signIn('ada@example.org', 'right');
    endSession();
    const sent = session.fetch(request('typed for an hour'));
    await expect.poll(() => session.interrupted).toBe(true);
    expect(session.current?.person.email).toBe('ada@example.org');
    await expect(session.signIn('ada@example.org', 'wrong')).rejects.toBeInstanceOf(Problem);
    expect(session.interrupted).toBe(true);
    await session.signIn('ada@example.org', 'right');
    expect(await (await sent).json()).toEqual({ data: { echo: 'typed for an hour' } });
    expect(session.interrupted).toBe(false);
  });

  it('asks for no refresh while it waits', async () => {
    const session = openTab();
    await session.signIn('ada@example.org', 'right');
    endSession();
    const first = session.fetch(request('a'));
    await expect.poll(() => session.interrupted).toBe(true);
    const second = session.fetch(request('b'));
    await expect.poll(() => contract.seen.length).toBe(4);
    expect(contract.refreshes).toBe(1);
    session.leave();
    expect((await Promise.all([first, second])).map(({ status }) => status)).toEqual([401, 401]);
    expect(session.current).toBeUndefined();
  });

  it('goes on when the server stumbles at the refresh', async () => {
    const session = openTab();
    await session.signIn('ada@example.org', 'right');
    contract.token += 1;
    contract.status = 503;
    await expect(session.fetch(request())).rejects.toMatchObject({ status: 503 });
    expect(session.current?.person.name).toBe('Ada');
    contract.status = 200;
    expect((await session.fetch(request())).status).toBe(200);
  });

  it('says that the server cannot be reached, and stays signed in', async () => {
    const session = openTab();
    await session.signIn('ada@example.org', 'right');
    const unsent = request();
    contract.server.close();
    contract.server.closeAllConnections();
    await expect(session.signOut()).rejects.toBeInstanceOf(Problem);
    await expect(session.fetch(unsent)).rejects.toMatchObject({ code: 'client.unreachable' });
    expect(session.current).toBeDefined();
  });

  it('forgets everything at sign-out', async () => {
    const session = openTab();
    await session.signIn('ada@example.org', 'right');
    await session.signOut();
    expect(session.current).toBeUndefined();
    expect(session.membership).toBeUndefined();
  });
});
