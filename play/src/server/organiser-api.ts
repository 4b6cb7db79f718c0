import { NotPlayable } from '../scenario/bad-file.js';
import type { PlayedServer } from './gatehouse.js';

/** The organiser's part of the API, as the demo's organiser. */
export interface OrganiserApi {
  /** @param request such as `POST /events` @returns the `data` of the answer @throws NotPlayable when the server refuses it */
  send<T>(request: string, payload?: object): Promise<T>;
  /** Signs in anew: the scenario's time has gone on further than a token lives. */
  signIn(): Promise<void>;
}

export function organiserApi({ url, credentials }: PlayedServer): OrganiserApi {
  let headers: Readonly<Record<string, string>> = {};

  async function send<T>(request: string, payload?: object): Promise<T> {
    const [method = 'GET', path = ''] = request.split(' ');
    const answer = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: { ...headers, ...(payload ? { 'content-type': 'application/json' } : {}) },
      ...(payload ? { body: JSON.stringify(payload) } : {}),
    });
    const text = await answer.text();
    if (!answer.ok) throw refusalOf(request, answer.status, text);
    return text === '' ? (undefined as T) : JSON.parse(text).data;
  }

  return {
    send,
    async signIn() {
      headers = {};
      interface Session {
        readonly accessToken: string;
        readonly memberships: readonly { readonly organisationId: string }[];
      }
      const session = await send<Session>('POST /auth/sign-in', credentials);
      headers = {
        authorization: `Bearer ${session.accessToken}`,
        'x-organisation': session.memberships[0]?.organisationId ?? '',
      };
    },
  };
}

/** What the server refuses is not played; anything else is a fault of ours. */
function refusalOf(request: string, status: number, text: string): Error {
  const what = `${request} was answered ${status}: ${text}`;
  return status >= 400 && status < 500 ? new NotPlayable(what) : new Error(what);
}
