import type { Started } from './gatehouse.js';

/** The demo's organiser, who speaks to the API without a browser. */
export interface Organiser {
  readonly organisationId: string;
  /**
   * @param request such as `POST /events`
   * @param payload a text is sent as a list of attendees
   * @returns the `data` of the answer @throws Error for any other answer
   */
  send<T>(request: string, payload?: object | string): Promise<T>;
}

export async function signInOrganiser(gatehouse: Started): Promise<Organiser> {
  const call = async (
    request: string,
    payload: object | string | undefined,
    headers: Record<string, string>,
  ) => {
    const [method = 'GET', path = ''] = request.split(' ');
    const isText = typeof payload === 'string';
    const answer = await fetch(`${gatehouse.url}/api/v1${path}`, {
      method,
      headers: {
        ...headers,
        ...(payload ? { 'content-type': isText ? 'text/csv' : 'application/json' } : {}),
      },
      ...(payload ? { body: isText ? payload : JSON.stringify(payload) } : {}),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${request} was answered ${answer.status}: ${text}`);
    return JSON.parse(text).data;
  };
  const credentials = { email: gatehouse.email, password: gatehouse.password };
  const session = await call('POST /auth/sign-in', credentials, {});
  const organisationId: string = session.memberships[0].organisationId;
  const headers = { authorization: `Bearer ${session.accessToken}`, 'x-organisation': organisationId };
  return { organisationId, send: (request, payload) => call(request, payload, headers) };
}
