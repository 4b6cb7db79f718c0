import createClient, { type Client, type ClientOptions } from 'openapi-fetch';
import type { paths } from './generated/schema.js';

export { formSchemas } from './generated/form-schemas.js';
export type { components, paths } from './generated/schema.js';

/** The typed client of the API: a call that the API does not have, or a wrong body, does not compile. */
export type ApiClient = Client<paths>;

/** @param options `baseUrl` is an origin; `fetch` may add the access token and repeat what failed */
export function createApiClient(options: ClientOptions): ApiClient {
  return createClient<paths>(options);
}

type SuccessOf<Responses> = Responses extends { 200: { content: { 'application/json': infer Body } } }
  ? Body
  : Responses extends { 201: { content: { 'application/json': infer Body } } }
    ? Body
    : never;

/** What a route answers with inside `data`, e.g. `Answer<'/api/v1/events/{eventId}', 'get'>`. */
export type Answer<Path extends keyof paths, Method extends keyof paths[Path]> = paths[Path][Method] extends {
  responses: infer Responses;
}
  ? SuccessOf<Responses> extends { data: infer Data }
    ? Data
    : never
  : never;

/** What a route takes as its body, e.g. `BodyOf<'/api/v1/events', 'post'>`. */
export type BodyOf<Path extends keyof paths, Method extends keyof paths[Path]> = paths[Path][Method] extends {
  requestBody: { content: { 'application/json': infer Body } };
}
  ? Body
  : never;
