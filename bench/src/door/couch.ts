import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

/**
 * What a pull replication asks of a CouchDB, and nothing more: `/attendees-{count}` with `_local`, `_changes` and
 * `_bulk_get`. Its documents are made as they are asked for, which takes it less time than reading them would.
 */
export async function answerAsCouch(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  const [, database = '', what = ''] = pathname.split('/');
  const count = Number(/^attendees-(\d+)$/.exec(database)?.[1]);
  if (!Number.isInteger(count)) return false;
  if (what === '')
    send(response, 200, { db_name: database, doc_count: count, update_seq: count, instance_start_time: '0' });
  else if (what === '_changes') send(response, 200, changes(count, searchParams));
  else if (what === '_bulk_get') send(response, 200, bulkGet(await readJson(request)));
  else if (request.method === 'PUT') send(response, 201, { ok: true, id: what, rev: '0-1' });
  else send(response, 404, { error: 'not_found', reason: 'missing' });
  return true;
}

export const firstAttendee = attendeeOf(0).id;

function attendeeOf(index: number): { readonly id: string; readonly rev: string } {
  const hash = createHash('sha256').update(`attendee ${index}`).digest('hex');
  return { id: hash.slice(0, 16), rev: hash.slice(16, 48) };
}

function changes(count: number, query: URLSearchParams) {
  const since = Number(query.get('since') ?? 0);
  const last = Math.min(count, since + Number(query.get('limit') ?? 25));
  const results = Array.from({ length: Math.max(0, last - since) }, (_, index) => {
    const { id, rev } = attendeeOf(since + index);
    return { seq: since + index + 1, id, changes: [{ rev: `1-${rev}` }] };
  });
  return { results, last_seq: last, pending: count - last };
}

interface Asked {
  readonly docs: readonly { readonly id: string; readonly rev: string }[];
}

/** The fields that a row of the other baseline has. */
function bulkGet({ docs }: Asked) {
  const results = docs.map(({ id, rev }) => {
    const _revisions = { start: 1, ids: [rev.slice(2)] };
    const fields = { class: 7, generation: 0, state: 'good', flags: 0, entries: 0 };
    return { id, docs: [{ ok: { _id: id, _rev: rev, _revisions, ...fields } }] };
  });
  return { results };
}

async function readJson(request: IncomingMessage): Promise<Asked> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString()) as Asked;
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
