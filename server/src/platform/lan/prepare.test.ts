import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, get } from 'node:https';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { issueLeaf } from './issue.js';
import { type LanCredential, prepareLan } from './prepare.js';

const root = mkdtempSync(join(tmpdir(), 'gatehouse-lan-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const now = new Date('2026-11-21T10:00:00Z');
const dayMs = 86_400_000;
let folders = 0;

test('issues a certificate for every address and local name, which openssl verifies', async () => {
  const folder = newFolder();
  const lan = await prepareLan({ folder, addresses: ['192.168.1.20', 'fd00::2'], now: new Date() });
  const leaf = new X509Certificate(lan.certificate);
  expect(leaf.checkIP('192.168.1.20')).toBe('192.168.1.20');
  for (const address of ['127.0.0.1', 'fd00::2']) expect(leaf.checkIP(address)).toBe(address);
  const localName = `${hostname().split('.')[0]}.local`;
  for (const name of ['localhost', localName]) expect(leaf.checkHost(name)).toBe(name);
  expect(leaf.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1']);
  expect(Date.parse(leaf.validTo) - Date.parse(leaf.validFrom)).toBeLessThanOrEqual(397 * dayMs);
  const authority = new X509Certificate(lan.authorityCertificate);
  expect(authority.ca).toBe(true);
  expect(Date.parse(authority.validTo) - Date.now()).toBeGreaterThan(3650 * dayMs);
  expect(opensslVerifies(lan)).toBe(true);
});

test('serves HTTPS that Node accepts with the authority and refuses without', async () => {
  const lan = await prepareLan({ folder: newFolder(), addresses: [], now: new Date() });
  const server = createServer({ key: lan.key, cert: lan.certificate }, (_request, response) => {
    response.end('inside');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const url = `https://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`;
  try {
    expect(await fetchText(url, lan.authorityCertificate)).toBe('inside');
    await expect(fetchText(url, undefined)).rejects.toThrow(/self-signed|unable to verify/);
  } finally {
    server.close();
  }
});

test('keeps both while nothing changes, and a new address renews the certificate but not the authority', async () => {
  const folder = newFolder();
  const first = await prepareLan({ folder, addresses: ['10.0.0.5'], now });
  expect(await prepareLan({ folder, addresses: ['10.0.0.5'], now })).toEqual(first);
  const moved = await prepareLan({ folder, addresses: ['10.0.0.6'], now });
  expect(moved.authorityCertificate).toBe(first.authorityCertificate);
  expect(moved.certificate).not.toBe(first.certificate);
  expect(new X509Certificate(moved.certificate).checkIP('10.0.0.6')).toBe('10.0.0.6');
});

test('renews a certificate that has fewer than 30 days left', async () => {
  const folder = newFolder();
  const first = await prepareLan({ folder, addresses: [], now });
  const later = (days: number) =>
    new Date(Date.parse(new X509Certificate(first.certificate).validTo) - days * dayMs);
  expect(await prepareLan({ folder, addresses: [], now: later(31) })).toEqual(first);
  const renewed = await prepareLan({ folder, addresses: [], now: later(29) });
  expect(renewed.certificate).not.toBe(first.certificate);
  expect(renewed.authorityCertificate).toBe(first.authorityCertificate);
});

test('keeps the keys to the owner, and replaces what is damaged', async () => {
  const folder = newFolder();
  const first = await prepareLan({ folder, addresses: [], now });
  for (const name of ['authority.pem', 'server.pem']) {
    expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
  }
  writeFileSync(join(folder, 'authority.pem'), readFileSync(join(folder, 'authority.pem')).subarray(0, 300));
  const second = await prepareLan({ folder, addresses: [], now });
  expect(second.authorityCertificate).not.toBe(first.authorityCertificate);
  const authority = new X509Certificate(second.authorityCertificate);
  expect(new X509Certificate(second.certificate).verify(authority.publicKey)).toBe(true);
});

test('makes an authority that cannot vouch for a public name', async () => {
  const folder = newFolder();
  const lan = await prepareLan({ folder, addresses: [], now: new Date() });
  const key = readFileSync(join(folder, 'authority.pem'), 'utf8');
  const authority = { key, certificate: lan.authorityCertificate };
  const stolen = await issueLeaf(authority, ['bank.example'], new Date());
  expect(opensslVerifies({ ...stolen, authorityCertificate: lan.authorityCertificate })).toBe(false);
});

function newFolder(): string {
  folders += 1;
  return join(root, String(folders));
}

type Chain = Pick<LanCredential, 'authorityCertificate' | 'certificate'>;

function opensslVerifies({ authorityCertificate, certificate }: Chain): boolean {
  const [authorityFile, leafFile] = ['ca.crt', 'leaf.crt'].map((name) => join(root, name));
  if (authorityFile === undefined || leafFile === undefined) return false;
  writeFileSync(authorityFile, authorityCertificate);
  writeFileSync(leafFile, certificate);
  try {
    const args = ['verify', '-x509_strict', '-purpose', 'sslserver', '-CAfile', authorityFile, leafFile];
    return execFileSync('openssl', args, { encoding: 'utf8', stdio: 'pipe' }).includes('OK');
  } catch {
    return false;
  }
}

function fetchText(url: string, ca: string | undefined): Promise<string> {
  return new Promise((resolve, reject) => {
    get(url, { ...(ca === undefined ? {} : { ca }), agent: false }, (response) => {
      response.setEncoding('utf8').on('data', resolve);
    }).on('error', reject);
  });
}
