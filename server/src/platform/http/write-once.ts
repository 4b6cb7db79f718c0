import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sql } from 'kysely';
import { AppError } from '../errors/app-error.js';
import { platformErrors } from '../errors/platform-errors.js';
import type { ClosedTransaction, Tenancy } from '../tenancy/tenancy.js';

type IdempotencyTable = {
  'platform.idempotency': {
    organisationId: string;
    personId: string;
    key: string;
    fingerprint: Buffer;
    status: number;
    body: unknown;
    createdAt: Date;
  };
};

interface Caller {
  readonly organisationId: string;
  readonly personId: string;
}

/** How long an answer is kept for a repeated request. */
export const replayHours = 24;
const longestKey = 255;

/**
 * Runs a creating command and answers 201 with what it returns. With an `Idempotency-Key` the answer is kept in
 * the command's own transaction, so a repeat gets the same answer and a crash in between leaves neither.
 * @throws AppError platform.request_running, platform.idempotency_key_reused, platform.invalid_request
 */
export async function writeOnce<T>(
  call: { tenancy: Tenancy; caller: Caller; request: FastifyRequest; reply: FastifyReply },
  work: (trx: ClosedTransaction) => Promise<T>,
): Promise<{ data: T }> {
  const { tenancy, caller, request, reply } = call;
  const key = keyOf(request);
  reply.code(201);
  if (key === undefined) return { data: await tenancy.run(caller, work) };
  const name = { organisationId: caller.organisationId, personId: caller.personId, key };
  const fingerprint = fingerprintOf(request);
  return tenancy.run(caller, async (trx) => {
    const kept = await recall(trx, name, fingerprint);
    if (kept) {
      reply.header('idempotency-replayed', 'true');
      return kept as { data: T };
    }
    const answer = { data: await work(trx) };
    await trx
      .$extendTables<{
        'platform.idempotency': Omit<IdempotencyTable['platform.idempotency'], 'createdAt'>;
      }>()
      .insertInto('platform.idempotency')
      .values({ ...name, fingerprint, status: 201, body: JSON.stringify(answer) })
      .execute();
    return answer;
  });
}

function keyOf(request: FastifyRequest): string | undefined {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (typeof key === 'string' && key.length >= 1 && key.length <= longestKey) return key;
  const message = `A key has 1 to ${longestKey} characters.`;
  throw new AppError(platformErrors.invalidRequest, {
    detail: message,
    errors: [{ field: 'idempotency-key', code: 'platform.invalid_idempotency_key', message }],
  });
}

async function recall(
  trx: ClosedTransaction,
  name: { organisationId: string; personId: string; key: string },
  fingerprint: Buffer,
): Promise<unknown> {
  const lock = await sql<{ free: boolean }>`select pg_try_advisory_xact_lock(
    hashtextextended(${`${name.organisationId} ${name.personId} ${name.key}`}, 0)) as free`.execute(trx);
  if (!lock.rows[0]?.free) throw new AppError(platformErrors.requestRunning);
  const db = trx.$extendTables<IdempotencyTable>();
  const row = await db
    .selectFrom('platform.idempotency')
    .select([
      'fingerprint',
      'body',
      sql<boolean>`created_at < now() - make_interval(hours => ${replayHours})`.as('stale'),
    ])
    .where('personId', '=', name.personId)
    .where('key', '=', name.key)
    .executeTakeFirst();
  if (!row) return undefined;
  if (row.stale) {
    await db
      .deleteFrom('platform.idempotency')
      .where('personId', '=', name.personId)
      .where('key', '=', name.key)
      .execute();
    return undefined;
  }
  if (!row.fingerprint.equals(fingerprint)) throw new AppError(platformErrors.keyReused);
  return row.body;
}

function fingerprintOf(request: FastifyRequest): Buffer {
  const content = JSON.stringify([request.method, request.url, request.body ?? null]);
  return createHash('sha256').update(content).digest();
}
