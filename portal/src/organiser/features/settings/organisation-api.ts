import type { Answer, BodyOf } from '@gatehouse/shared/api';
import { queryOptions } from '@tanstack/react-query';
import { api, bodyOf } from '../../../api/client.js';

const path = '/api/v1/organisation';

export type Organisation = Answer<typeof path, 'get'>;

export const organisationQuery = queryOptions({
  queryKey: ['organisation'],
  queryFn: async () => (await bodyOf(api.GET(path))).data,
});

export async function changeOrganisation(body: BodyOf<typeof path, 'patch'>): Promise<Organisation> {
  return (await bodyOf(api.PATCH(path, { body }))).data;
}
