import { createApiClient } from '@gatehouse/shared/api';
import { session } from './browser-session.js';
import { Problem } from './problem.js';

/** The API, for whoever is signed in. */
export const api = createApiClient({ baseUrl: location.origin, fetch: (request) => session.fetch(request) });

interface Outcome<Body> {
  readonly data?: Body;
  readonly error?: unknown;
  readonly response: Response;
}

/** What a call answers. @throws Problem for every answer that is not a success */
export async function bodyOf<Body>(call: Promise<Outcome<Body>>): Promise<Body> {
  const { data, error, response } = await call;
  if (data !== undefined) return data;
  throw problemOf(response, error);
}

/** Waits for a call that answers with nothing. @throws Problem for every answer that is not a success */
export async function done(call: Promise<Outcome<unknown>>): Promise<void> {
  const { error, response } = await call;
  if (!response.ok) throw problemOf(response, error);
}

function problemOf({ status }: Response, error: unknown): Problem {
  return new Problem(status, typeof error === 'object' && error !== null ? error : {});
}
