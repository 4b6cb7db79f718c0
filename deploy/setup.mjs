import { execFileSync } from 'node:child_process';
import { createPrivateKey, randomBytes, X509Certificate } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { isIP } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

/**
 * `npm run deploy:setup -- --host tickets.example.org --certificate fullchain.pem --key privkey.pem`
 *
 * Writes what docker-compose.yml needs once: `.env` and the files of `deploy/secrets`, with fresh random secrets.
 * Without a certificate it makes an authority of its own and one that it vouches for. It overwrites nothing.
 * Needs nothing but Node, and openssl for a certificate of its own.
 */
const usage =
  'npm run deploy:setup -- --host tickets.example.org [--certificate chain.pem --key key.pem] [--env staging|production]';

/** The user `node` of the image. */
const imageUser = 1000;

class Refusal extends Error {}

try {
  const { folder, ...options } = readOptions();
  setUp(folder, options);
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

function readOptions() {
  const { values } = parseArgs({
    options: {
      host: { type: 'string' },
      certificate: { type: 'string' },
      key: { type: 'string' },
      env: { type: 'string', default: 'production' },
      // For tests: where `.env` and `deploy/secrets` go.
      folder: { type: 'string', default: dirname(dirname(fileURLToPath(import.meta.url))) },
    },
  });
  const { host, certificate, key, env, folder } = values;
  if (!host || !(isIP(host) === 4 || /^[a-z0-9-]+(\.[a-z0-9-]+)*$/.test(host)))
    throw new Refusal(`--host must be the name that people type, such as tickets.example.org.\n${usage}`);
  if (env !== 'staging' && env !== 'production')
    throw new Refusal(`--env is staging or production.\n${usage}`);
  if ((certificate === undefined) !== (key === undefined))
    throw new Refusal(`--certificate and --key come together.\n${usage}`);
  return { host, certificate, key, env, folder };
}

function setUp(folder, { host, certificate, key, env }) {
  const secrets = join(folder, 'deploy/secrets');
  for (const path of [secrets, join(folder, '.env')]) {
    if (existsSync(path)) throw new Refusal(`${path} is there already and is left as it is.`);
  }
  if (certificate !== undefined) requireMatch(host, certificate, key);
  mkdirSync(secrets, { recursive: true, mode: 0o700 });
  for (const [name, text] of Object.entries(newSecrets())) writeSecret(join(secrets, name), `${text}\n`);
  if (certificate === undefined) issueCertificate(secrets, host);
  else {
    writeSecret(join(secrets, 'certificate'), readFileSync(certificate));
    writeSecret(join(secrets, 'certificate_key'), readFileSync(key));
  }
  const lines = [
    `GATEHOUSE_ENV=${env}`,
    `GATEHOUSE_USER=${owner()}`,
    `PUBLIC_URL=https://${host}`,
    // Mail servers refuse a sender at a bare address.
    ...(isIP(host) ? [] : [`MAIL_FROM=Gatehouse <tickets@${host}>`]),
  ];
  writeFileSync(join(folder, '.env'), `${lines.join('\n')}\n`, { mode: 0o600, flag: 'wx' });
  const shown = relative(process.cwd(), secrets);
  const trust =
    certificate === undefined ? `Browsers must be told to trust ${join(shown, 'authority.crt')}.\n` : '';
  process.stdout.write(`Ready for https://${host}: secrets in ${shown}, settings in .env.\n${trust}`);
}

/** Host names are those of the services in docker-compose.yml. */
function newSecrets() {
  const postgres = newSecret();
  const database = (user, password, name) => `postgres://${user}:${password}@database:5432/${name}`;
  return {
    postgres_password: postgres,
    database_superuser_url: database('postgres', postgres, 'postgres'),
    database_owner_url: database('gatehouse_owner', newSecret(), 'gatehouse'),
    database_url: database('gatehouse_app', newSecret(), 'gatehouse'),
    database_system_url: database('gatehouse_system', newSecret(), 'gatehouse'),
    smtp_url: 'smtp://mail:1025',
    access_token_secret: newSecret(),
    encryption_key: newSecret(),
    metrics_token: newSecret(),
  };
}

/** 256 random bits that need no escaping in a URL. */
function newSecret() {
  return randomBytes(32).toString('base64url');
}

/** Containers read a secret as the owner of its file: root, who may give files away, gives them to the image's user. */
function writeSecret(path, content) {
  writeFileSync(path, content, { mode: 0o600, flag: 'wx' });
  if (process.getuid?.() === 0) chownSync(path, imageUser, imageUser);
}

function owner() {
  const uid = process.getuid?.() ?? imageUser;
  return uid === 0 ? `${imageUser}:${imageUser}` : `${uid}:${process.getgid()}`;
}

function requireMatch(host, certificate, key) {
  const parsed = new X509Certificate(read(certificate));
  if (!parsed.checkPrivateKey(createPrivateKey(read(key))))
    throw new Refusal(`${key} is not the key of ${certificate}.`);
  if ((isIP(host) ? parsed.checkIP(host) : parsed.checkHost(host)) === undefined)
    throw new Refusal(`${certificate} is not for ${host}.`);
  if (Date.parse(parsed.validTo) < Date.now()) throw new Refusal(`${certificate} has run out.`);
}

function read(path) {
  try {
    return readFileSync(path);
  } catch {
    throw new Refusal(`${path} cannot be read.`);
  }
}

/** An authority whose key is thrown away, so that it can vouch for this one certificate and never for another. */
function issueCertificate(secrets, host) {
  const scratch = mkdtempSync(join(tmpdir(), 'gatehouse-setup-'));
  const at = (name) => join(scratch, name);
  const openssl = (...words) => execFileSync('openssl', words, { cwd: scratch, stdio: 'pipe' });
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const name = `${isIP(host) ? 'IP' : 'DNS'}:${host}`;
  try {
    writeFileSync(at('authority.cnf'), authorityRequest(host));
    openssl(
      'req',
      '-x509',
      ...newKey,
      '-config',
      'authority.cnf',
      '-days',
      '397',
      '-keyout',
      'authority.key',
      '-out',
      'authority.crt',
    );
    openssl('req', ...newKey, '-subj', `/CN=${host}`, '-keyout', 'server.key', '-out', 'server.csr');
    writeFileSync(
      at('server.cnf'),
      `subjectAltName=${name}\nbasicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=serverAuth\n`,
    );
    openssl(
      'x509',
      '-req',
      '-in',
      'server.csr',
      '-CA',
      'authority.crt',
      '-CAkey',
      'authority.key',
      '-CAcreateserial',
      '-days',
      '397',
      '-extfile',
      'server.cnf',
      '-out',
      'server.crt',
    );
    writeSecret(join(secrets, 'certificate'), readFileSync(at('server.crt')));
    writeSecret(join(secrets, 'certificate_key'), readFileSync(at('server.key')));
    copyFileSync(at('authority.crt'), join(secrets, 'authority.crt'));
    chmodSync(join(secrets, 'authority.crt'), 0o644);
  } catch (error) {
    rmSync(secrets, { recursive: true, force: true });
    throw new Refusal(
      `openssl could not make a certificate: ${error.stderr?.toString().trim() || error.message}`,
    );
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function authorityRequest(host) {
  const permitted = isIP(host) ? `permitted;IP:${host}/255.255.255.255` : `permitted;DNS:${host}`;
  return `[req]
distinguished_name = name
x509_extensions = authority
prompt = no
[name]
CN = Gatehouse on ${host}
[authority]
basicConstraints = critical, CA:TRUE, pathlen:0
keyUsage = critical, keyCertSign
subjectKeyIdentifier = hash
nameConstraints = critical, ${permitted}
`;
}
