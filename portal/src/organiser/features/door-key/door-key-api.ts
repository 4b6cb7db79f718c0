import type { Answer, BodyOf } from '@gatehouse/shared/api';
import { queryOptions } from '@tanstack/react-query';
import { api, bodyOf } from '../../../api/client.js';

const path = '/api/v1/door-key';
/** Phones hear of a key while somebody looks at who has not. */
const lookAgainMs = 10_000;

export type DoorKey = Answer<typeof path, 'get'>;
export type DoorKeyStep = BodyOf<typeof path, 'put'>['step'];

export const doorKeyQuery = queryOptions({
  queryKey: ['door-key'],
  queryFn: async () => (await bodyOf(api.GET(path))).data,
  refetchInterval: ({ state }) => (state.data?.unaware.length ? lookAgainMs : false),
});

/** @param current the number of the current key, as it was seen */
export async function changeDoorKey(step: DoorKeyStep, current: number): Promise<DoorKey> {
  return (await bodyOf(api.PUT(path, { body: { step, current } }))).data;
}
