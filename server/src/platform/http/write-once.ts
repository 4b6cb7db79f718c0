import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sql } from 'kysely';
import Type from 'typebox';
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

/** The `headers` schema of every route that writes once. */
export const writeOnceHeaders = Type.Object({
  'idempotency-key': Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 255,
      description: 'Made by the client for one intention; a repeat with the same key gets the same answer.',
    }),
  ),
});

/** How long an answer is kept for a repeated request. */
const replayHours = 24;

/**
 * Runs a creating command and answers 201 with what it returns. With an `Idempotency-Key` the answer is kept in
 * the command's own transaction, so a repeat gets the same answer and a crash in between leaves neither.
 * @throws AppError platform.request_running, platform.idempotency_key_reused
 */
export async function writeOnce<T>(
  call: { tenancy: Tenancy; caller: Caller; request: FastifyRequest; reply: FastifyReply },
  work: (trx: ClosedTransaction) => Promise<T>,
): Promise<{ data: T }> {
  const { tenancy, caller, request, reply } = call;
  const key = request.headers['idempotency-key'];
  reply.code(201);
  if (typeof key !== 'string') return { data: await tenancy.run(caller, work) };
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
  const { method, url, body } = request;
  const file = body instanceof Uint8Array;
  const hash = createHash('sha256').update(JSON.stringify([method, url, file ? 'file' : (body ?? null)]));
  return (file ? hash.update(body) : hash).digest();
}
