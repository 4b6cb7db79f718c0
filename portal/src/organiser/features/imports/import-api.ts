import type { Answer, BodyOf } from '@gatehouse/shared/api';
import { queryOptions } from '@tanstack/react-query';
import { api, bodyOf } from '../../../api/client.js';
import { downloadFile, uploadFile } from '../../../api/files.js';
import { readAll } from '../../../api/read-all.js';

const listPath = '/api/v1/events/{eventId}/imports';
const itemPath = '/api/v1/events/{eventId}/imports/{importId}';

export type Import = Answer<typeof itemPath, 'get'>;
export type ImportPreview = Import['preview'];
export type ImportMapping = BodyOf<'/api/v1/events/{eventId}/imports/{importId}/start', 'post'>['mapping'];
export type AttendeeField = NonNullable<ImportMapping['columns'][number]>;

const pollMs = 500;

/** Whether the server is still at work on it. */
export function isUnderWay({ status }: Import): boolean {
  return status === 'queued' || status === 'running';
}

export function importsKey(eventId: string) {
  return ['event', eventId, 'imports'] as const;
}

/** The import that was begun last, whoever began it; null when there is none. It is watched while it runs. */
export function latestImportQuery(eventId: string) {
  return queryOptions({
    queryKey: [...importsKey(eventId), 'latest'],
    queryFn: async () => {
      const all = await readAll((query) =>
        bodyOf(api.GET(listPath, { params: { path: { eventId }, query } })),
      );
      return all.at(-1) ?? null;
    },
    refetchInterval: ({ state }) => (state.data && isUnderWay(state.data) ? pollMs * 4 : false),
  });
}

/** How far an import has come, read twice a second for as long as it runs. */
export function importQuery(eventId: string, importId: string) {
  return queryOptions({
    queryKey: [...importsKey(eventId), importId],
    queryFn: async () => (await bodyOf(api.GET(itemPath, pathOf(eventId, importId)))).data,
    refetchInterval: ({ state }) => (state.data && isUnderWay(state.data) ? pollMs : false),
  });
}

/** @param key made for this file, so that a repeated request keeps it once */
export async function uploadList(eventId: string, file: File, key: string): Promise<Import> {
  const query = new URLSearchParams({ fileName: file.name.slice(-200) });
  const path = `/api/v1/events/${eventId}/imports?${query}`;
  // The server describes its answer, which the client that knows the types cannot read for a file.
  return (await uploadFile(path, { content: file, type: 'text/csv', key })) as Import;
}

export async function startImport(
  eventId: string,
  importId: string,
  mapping: ImportMapping,
): Promise<Import> {
  const call = { ...pathOf(eventId, importId), body: { mapping } };
  return (await bodyOf(api.POST('/api/v1/events/{eventId}/imports/{importId}/start', call))).data;
}

export async function cancelImport(eventId: string, importId: string): Promise<Import> {
  const path = '/api/v1/events/{eventId}/imports/{importId}/cancel';
  return (await bodyOf(api.POST(path, pathOf(eventId, importId)))).data;
}

/** The rows that were refused, with line and reason. */
export async function downloadBadRows(eventId: string, { id, fileName }: Import): Promise<void> {
  const name = fileName.replace(/\.[^.]*$/, '');
  await downloadFile(`/api/v1/events/${eventId}/imports/${id}/errors.csv`, `${name}-errors.csv`);
}

function pathOf(eventId: string, importId: string) {
  return { params: { path: { eventId, importId } } };
}
