import type { FastifyInstance, FastifyRequest } from 'fastify';
import { AppError } from '../../platform/errors/app-error.js';
import { platformErrors } from '../../platform/errors/platform-errors.js';
import type { Authentication, Member, SignedIn } from '../../platform/http/contexts.js';
import { cursorPatterns } from '../../platform/http/cursor.js';
import type { Tenancy } from '../../platform/tenancy/tenancy.js';
import { identityErrors } from './errors.js';
import { type Grant, grantsOf, organisationsOf, sessionStands } from './queries.js';

/** Checks the access token's signature, then the session's row, so that ending a session works at once. */
export function createAuthentication(tenancy: Tenancy): Authentication {
  async function signedIn(request: FastifyRequest): Promise<SignedIn> {
    const person = await readToken(request);
    const stands = await tenancy.run({}, (trx) => sessionStands(trx, person.sessionId));
    if (!stands) throw new AppError(identityErrors.sessionEnded);
    return person;
  }

  async function member(request: FastifyRequest): Promise<Member> {
    const person = await readToken(request);
    const organisationId = await organisationOf(tenancy, request, person.personId);
    const found = await tenancy.run({ organisationId, personId: person.personId }, async (trx) => ({
      stands: await sessionStands(trx, person.sessionId),
      grants: await grantsOf(trx, person.personId),
    }));
    if (!found.stands) throw new AppError(identityErrors.sessionEnded);
    if (!found.grants) throw new AppError(identityErrors.notAMember);
    return { ...person, organisationId, may: mayWith(found.grants) };
  }

  return { signedIn, member };
}

async function readToken(request: FastifyRequest): Promise<SignedIn> {
  try {
    const { sub, sid } = await request.jwtVerify<{ sub: string; sid: string }>();
    return { personId: sub, sessionId: sid };
  } catch {
    throw new AppError(platformErrors.unauthenticated);
  }
}

/** The header says which organisation; who belongs to just one need not send it. */
async function organisationOf(tenancy: Tenancy, request: FastifyRequest, personId: string): Promise<string> {
  const named = request.headers['x-organisation'];
  if (typeof named === 'string') {
    if (!cursorPatterns.uuid.test(named)) throw new AppError(identityErrors.notAMember);
    return named;
  }
  const own = await tenancy.run({ personId }, (trx) => organisationsOf(trx, personId));
  const [only] = own;
  if (only === undefined) throw new AppError(identityErrors.notAMember);
  if (own.length > 1) throw new AppError(identityErrors.organisationNeeded);
  return only;
}

function mayWith(grants: readonly Grant[]): Member['may'] {
  return (permission, eventId) =>
    grants.some(
      (grant) =>
        grant.permissions.includes(permission) && (grant.eventId === null || grant.eventId === eventId),
    );
}

/** What `@fastify/jwt` puts into a token. */
export function signAccessToken(app: FastifyInstance, session: SignedIn): string {
  return app.jwt.sign({ sub: session.personId, sid: session.sessionId });
}
