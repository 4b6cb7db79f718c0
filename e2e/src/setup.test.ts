import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { root, runToEnd } from './stack/child.js';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-setup-test-'));
  folders.push(folder);
  return folder;
}

function setUp(folder: string, ...words: string[]): Promise<string> {
  return runToEnd({ name: 'setup', command: ['node', 'deploy/setup.mjs', '--folder', folder, ...words] });
}

/** Every file that a setup has written, by its path below the folder. */
function contents(folder: string): Record<string, string> {
  const secrets = readdirSync(join(folder, 'deploy/secrets')).map((name) => join('deploy/secrets', name));
  return Object.fromEntries(
    [...secrets, '.env'].map((path) => [path, readFileSync(join(folder, path), 'utf8')]),
  );
}

const own = newFolder();
const other = newFolder();
for (const folder of [own, other]) await setUp(folder, '--host', 'tickets.example.org');

test('writes every secret that docker-compose.yml mounts, for its owner only', () => {
  const compose: { secrets: Record<string, { file: string }> } = parse(
    readFileSync(join(root, 'docker-compose.yml'), 'utf8'),
    { merge: true },
  );
  const mounted = Object.values(compose.secrets).map(({ file }) => join(own, file));
  expect(mounted.length).toBeGreaterThan(0);
  for (const path of mounted) expect([path, statSync(path).mode & 0o777]).toEqual([path, 0o600]);
  expect(statSync(join(own, 'deploy/secrets')).mode & 0o777).toBe(0o700);
});

test('makes a certificate for the host that its authority vouches for', () => {
  const files = contents(own);
  const certificate = new X509Certificate(files['deploy/secrets/certificate'] ?? '');
  const authority = new X509Certificate(files['deploy/secrets/authority.crt'] ?? '');
  expect(certificate.checkHost('tickets.example.org')).toBe('tickets.example.org');
  expect(certificate.verify(authority.publicKey)).toBe(true);
  expect([authority.ca, certificate.ca]).toEqual([true, false]);
});

test('overwrites nothing', async () => {
  const before = contents(own);
  await expect(setUp(own, '--host', 'tickets.example.org')).rejects.toThrow('is left as it is');
  expect(contents(own)).toEqual(before);
});

test('makes other secrets each time', () => {
  const [first, second] = [contents(own), contents(other)];
  const same = Object.keys(first).filter((path) => first[path] === second[path]);
  expect(same.sort()).toEqual(['.env', 'deploy/secrets/smtp_url']);
});

test('takes a certificate that is for the host and fits its key, and no other', async () => {
  const at = (name: string) => join(own, 'deploy/secrets', name);
  const given = (key: string) => ['--certificate', at('certificate'), '--key', key];
  const folder = newFolder();
  const refused = async (words: string[], why: string) => {
    await expect(setUp(folder, ...words)).rejects.toThrow(why);
    expect(readdirSync(folder)).toEqual([]);
  };
  await refused(
    ['--host', 'door.example.org', ...given(at('certificate_key'))],
    'is not for door.example.org',
  );
  const othersKey = join(other, 'deploy/secrets/certificate_key');
  await refused(['--host', 'tickets.example.org', ...given(othersKey)], 'is not the key of');
  await refused(['--host', 'tickets.example.org', ...given(at('gone'))], 'cannot be read');
  await refused(['--host', 'tickets.example.org', '--certificate', at('certificate')], 'come together');
  await refused(['--host', 'https://tickets.example.org'], '--host must be');
  await setUp(folder, '--host', 'tickets.example.org', ...given(at('certificate_key')));
  expect(contents(folder)['deploy/secrets/certificate']).toBe(contents(own)['deploy/secrets/certificate']);
});
