import type { Answer } from '@gatehouse/shared/api';
import { Problem, readProblem, unreachable } from './problem.js';

/** The signed-in person and their organisations. */
type SignedIn = Answer<'/api/v1/auth/me', 'get'>;

type Membership = SignedIn['memberships'][number];

type Grant = Answer<'/api/v1/auth/sign-in', 'post'>;

/** What a session needs of the world around it. */
export interface SessionPorts {
  /** Origin of the API, such as `https://gatehouse.example`. */
  readonly origin: string;
  readonly fetch: (request: Request) => Promise<Response>;
  /** Runs one piece of work at a time among all tabs: two refreshes with one cookie look like a stolen one. */
  readonly alone: <T>(work: () => Promise<T>) => Promise<T>;
}

/**
 * Who is signed in. The access token lives in this object and nowhere else; the refresh token lives in a cookie that
 * no script can read.
 */
export class Session {
  readonly #ports: SessionPorts;
  readonly #listeners = new Set<() => void>();
  #grant: Grant | undefined;
  #renewal: Promise<boolean> | undefined;
  #organisationId: string | undefined;
  /** Those who wait for the person to sign in again; unset while the session stands. */
  #waiting: ((returned: boolean) => void)[] | undefined;

  constructor(ports: SessionPorts) {
    this.#ports = ports;
  }

  get current(): SignedIn | undefined {
    return this.#grant;
  }

  /** Whether the session ended without its owner, who may come back with {@link signIn} or {@link leave}. */
  get interrupted(): boolean {
    return this.#waiting !== undefined;
  }

  /** The organisation that requests speak for: the one that was picked, else the first. */
  get membership(): Membership | undefined {
    const memberships = this.#grant?.memberships ?? [];
    return (
      memberships.find(({ organisationId }) => organisationId === this.#organisationId) ?? memberships[0]
    );
  }

  pickOrganisation(organisationId: string): void {
    this.#organisationId = organisationId;
    this.#tell();
  }

  /** Calls `listener` after every change of who is signed in or for whom. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Takes up the session that the cookie stands for. @returns whether there is one */
  async resume(): Promise<boolean> {
    return await this.#renew();
  }

  /** @throws Problem when the server refuses or cannot be reached */
  async signIn(email: string, password: string): Promise<void> {
    const response = await this.#post('sign-in', { email, password });
    if (!response.ok) throw await readProblem(response);
    this.#accept(await readGrant(response));
  }

  /** @throws Problem when the server cannot be reached: the cookie would stay, so nobody is told otherwise */
  async signOut(): Promise<void> {
    const response = await this.#post('sign-out', {});
    if (!response.ok && response.status !== 401) throw await readProblem(response);
    this.#accept(undefined);
  }

  /** Gives up an interrupted session: nobody is signed in, and what waited is refused. */
  leave(): void {
    this.#accept(undefined);
  }

  /**
   * Sends a request for whoever is signed in; refreshes once and repeats it when the access token has run out. When
   * the session itself is over, the request waits until its owner has signed in again, so that no work is lost.
   */
  async fetch(request: Request): Promise<Response> {
    const repeat = request.clone();
    const usedToken = this.#grant?.accessToken;
    const response = await this.#send(this.#authorised(request));
    if (response.status !== 401) return response;
    const renewed = this.#changedSince(usedToken) || (await this.#renew()) || (await this.#return());
    if (!renewed || this.#grant === undefined) return response;
    void response.body?.cancel();
    return await this.#send(this.#authorised(repeat));
  }

  #changedSince(usedToken: string | undefined): boolean {
    return !this.interrupted && this.#grant?.accessToken !== usedToken;
  }

  /** @returns whether the owner of the interrupted session came back; false when there is none */
  #return(): Promise<boolean> {
    return new Promise((resolve) => {
      if (this.#waiting === undefined) resolve(false);
      else this.#waiting.push(resolve);
    });
  }

  #authorised(request: Request): Request {
    if (this.#grant !== undefined) request.headers.set('authorization', `Bearer ${this.#grant.accessToken}`);
    const organisationId = this.membership?.organisationId;
    if (organisationId !== undefined) request.headers.set('x-organisation', organisationId);
    return request;
  }

  /** Many requests may find the token run out; all wait for the one refresh. */
  async #renew(): Promise<boolean> {
    if (this.interrupted) return false;
    this.#renewal ??= this.#ports
      .alone(() => this.#refresh())
      .finally(() => {
        this.#renewal = undefined;
      });
    return await this.#renewal;
  }

  async #refresh(): Promise<boolean> {
    const response = await this.#post('refresh', {});
    if (response.ok) {
      this.#accept(await readGrant(response));
      return true;
    }
    // Only a clear "no" ends the session: a server that stumbles says nothing about who is signed in.
    if (response.status === 401 || response.status === 403) {
      // An answer that nobody reads would leave its request open in the browser.
      void response.body?.cancel();
      this.#interrupt();
    } else throw await readProblem(response);
    return false;
  }

  /** Whoever was signed in stays on the screen; without anybody there is nothing to wait for. */
  #interrupt(): void {
    if (this.#grant === undefined) return;
    this.#waiting ??= [];
    this.#tell();
  }

  #post(path: string, body: unknown): Promise<Response> {
    const url = new URL(`/api/v1/auth/${path}`, this.#ports.origin);
    const headers = { 'content-type': 'application/json' };
    return this.#send(new Request(url, { method: 'POST', headers, body: JSON.stringify(body) }));
  }

  async #send(request: Request): Promise<Response> {
    try {
      return await this.#ports.fetch(request);
    } catch {
      throw new Problem(unreachable, { code: 'client.unreachable' });
    }
  }

  #accept(grant: Grant | undefined): void {
    this.#grant = grant;
    const waiting = this.#waiting ?? [];
    this.#waiting = undefined;
    this.#tell();
    for (const resolve of waiting) resolve(grant !== undefined);
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

async function readGrant(response: Response): Promise<Grant> {
  const { data } = (await response.json()) as { data: Grant };
  return data;
}
