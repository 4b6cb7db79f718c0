import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { locales } from '@gatehouse/shared/i18n';
import Type, { type Static } from 'typebox';
import Value from 'typebox/value';
import { type Config, readConfig } from './platform/config/config.js';
import { AppError } from './platform/errors/app-error.js';
import { explainFailure } from './platform/errors/explain-failure.js';
import type { App } from './platform/http/create-server.js';
import { createLogger } from './platform/http/logger.js';
import { localeSchema, timeZoneSchema } from './platform/http/text-formats.js';
import { startGatehouse } from './start.js';

const usage =
  'npm run create-organisation -- --name "Harbour Lights" --slug harbour-lights --owner-email robin@example.org --owner-name "Robin Hale" [--locale en] [--time-zone Europe/Berlin]';

const requestSchema = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 120 }),
  slug: Type.String({ pattern: '^[a-z0-9]([a-z0-9-]{0,58}[a-z0-9])?$' }),
  'owner-email': Type.String({ format: 'email', maxLength: 254 }),
  'owner-name': Type.String({ minLength: 1, maxLength: 120 }),
  locale: localeSchema,
  'time-zone': timeZoneSchema,
});

type Request = Static<typeof requestSchema>;

const rules: Readonly<Record<keyof Request, string>> = {
  name: '1 to 120 characters',
  slug: 'small letters, digits and hyphens, at most 60, for its address',
  'owner-email': 'an e-mail address',
  'owner-name': '1 to 120 characters',
  locale: `one of ${locales.join(', ')}`,
  'time-zone': 'a name such as Europe/Berlin',
};

/**
 * `npm run create-organisation`: makes an organisation and its owner, and prints the owner's password once. This is
 * how an installation gets its first account. It is a Gatehouse of its own for a moment, on a port that nobody
 * knows, so that everything a start checks is checked.
 */
try {
  const request = readRequest();
  const config = { ...readConfig({ ...process.env }), process: 'api', host: '127.0.0.1', port: 0 } as const;
  process.stdout.write(`${await create(request, config)}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

/** @throws Error with one line for the first argument that is missing or wrong */
function readRequest(): Request {
  const options = Object.fromEntries(
    Object.keys(requestSchema.properties).map((name) => [name, { type: 'string' as const }]),
  );
  const { values } = parseArgs({ options, strict: true });
  const given: Record<string, unknown> = { locale: 'en', 'time-zone': 'UTC', ...values };
  for (const [name, schema] of Object.entries(requestSchema.properties)) {
    if (!Value.Check(schema, given[name]))
      throw new Error(`--${name} must be ${rules[name as keyof Request]}.\n${usage}`);
  }
  return Value.Parse(requestSchema, given);
}

async function create(request: Request, config: Config): Promise<string> {
  try {
    await using running = await startGatehouse({ config, log: createLogger('silent') });
    return await createIn(running.app, request);
  } catch (error) {
    throw new Error(error instanceof AppError ? error.message : explainFailure(error));
  }
}

async function createIn(app: App, request: Request): Promise<string> {
  const { name, slug, locale, 'time-zone': timeZone, 'owner-email': email, 'owner-name': owner } = request;
  const password = randomBytes(15).toString('base64url');
  const organisationId = await app.organisations.create({ name, slug, locale, timeZone });
  await app.identity.seedRoles(organisationId);
  const personId = await app.identity.createPerson({ email, name: owner, locale, password });
  await app.identity.addMember(organisationId, personId, 'owner');
  const { publicUrl } = app.platform.config;
  const ready = publicUrl === undefined ? `${name} is ready.` : `${name} is ready at ${publicUrl}/portal/`;
  const secret = (await signsIn(app, email, password))
    ? password
    : "with the password of this address's account";
  return `${ready}\n  sign in   ${email}  ${secret}`;
}

/** Whether the new password is the account's: somebody who was here before keeps their own. */
async function signsIn(app: App, email: string, password: string): Promise<boolean> {
  const answer = await app.inject({
    method: 'POST',
    url: '/api/v1/auth/sign-in',
    payload: { email, password },
  });
  return answer.statusCode === 200;
}
