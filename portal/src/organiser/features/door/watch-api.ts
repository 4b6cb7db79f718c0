import type { Answer, BodyOf } from '@gatehouse/shared/api';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, bodyOf } from '../../../api/client.js';

const logPath = '/api/v1/events/{eventId}/log';
const reportPath = '/api/v1/events/{eventId}/log/{deviceId}';
const suspiciousPath = '/api/v1/events/{eventId}/suspicious';
const pairsPath = '/api/v1/events/{eventId}/suspicious/pairs';
const walksPath = '/api/v1/events/{eventId}/gate-walks';

export type LogDevice = Answer<typeof logPath, 'get'>[number];
export type LogReport = Answer<typeof reportPath, 'get'>;
export type Suspicion = Answer<typeof suspiciousPath, 'get'>;
export type Pair = Answer<typeof pairsPath, 'get'>[number];
export type Walk = Answer<typeof walksPath, 'get'>[number];
type Walks = BodyOf<typeof walksPath, 'put'>['walks'];

/** What both halves of the page are narrowed to; with instants, and without what narrows nothing. */
export interface AskedSuspicion {
  readonly kind?: keyof Suspicion['kinds'];
  readonly gateId?: string;
  readonly from?: string;
  readonly until?: string;
}

/** Whose rows the log is made of. */
export async function fetchLogDevices(eventId: string): Promise<readonly LogDevice[]> {
  return (await bodyOf(api.GET(logPath, { params: { path: { eventId } } }))).data;
}

/** Has the server check the whole log of a phone, which takes a while where it is long. */
export async function fetchLogReport(eventId: string, deviceId: string): Promise<LogReport> {
  return (await bodyOf(api.GET(reportPath, { params: { path: { eventId, deviceId } } }))).data;
}

export function suspicionQuery(eventId: string, asked: AskedSuspicion) {
  return queryOptions({
    queryKey: ['event', eventId, 'door', 'suspicious', asked],
    queryFn: async () =>
      (await bodyOf(api.GET(suspiciousPath, { params: { path: { eventId }, query: { ...asked } } }))).data,
  });
}

export function pairsKey(eventId: string) {
  return ['event', eventId, 'door', 'pairs'] as const;
}

export function pairsQuery(eventId: string, { kind: _, ...asked }: AskedSuspicion) {
  return infiniteQueryOptions({
    queryKey: [...pairsKey(eventId), asked],
    queryFn: ({ pageParam }) => {
      const query = { ...asked, ...(pageParam === undefined ? {} : { after: pageParam }) };
      return bodyOf(api.GET(pairsPath, { params: { path: { eventId }, query } }));
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ page }) => page.next ?? undefined,
  });
}

export function walksQuery(eventId: string) {
  return queryOptions({
    queryKey: ['event', eventId, 'door', 'walks'],
    queryFn: async () => (await bodyOf(api.GET(walksPath, { params: { path: { eventId } } }))).data,
  });
}

/** Replaces what was said of all gates. */
export async function saveWalks(eventId: string, walks: Walks): Promise<readonly Walk[]> {
  return (await bodyOf(api.PUT(walksPath, { params: { path: { eventId } }, body: { walks } }))).data;
}
