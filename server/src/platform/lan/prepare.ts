import { createPrivateKey, X509Certificate } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { type Credential, issueAuthority, issueLeaf } from './issue.js';

export interface LanOptions {
  /** Folder that keeps the authority, such as `.data/lan`; made when absent. */
  readonly folder: string;
  /** Addresses under which phones reach this machine. */
  readonly addresses: readonly string[];
  readonly now: Date;
}

/** What an HTTPS server needs, PEM. */
export interface LanCredential extends Credential {
  readonly authorityCertificate: string;
  /** SHA-256 of the authority, to print beside the QR code: the page shows the same for comparison. */
  readonly authorityFingerprint: string;
}

const renewalMs = 30 * 86_400_000;

/**
 * The certificate for HTTPS on the local network, signed by an authority of this installation. The authority is
 * made once, because phones have to be told to trust it; the certificate is made anew when an address is missing
 * in it or fewer than 30 days are left.
 */
export async function prepareLan({ folder, addresses, now }: LanOptions): Promise<LanCredential> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const localName = `${hostname().split('.')[0]}.local`;
  const names = [...new Set([...addresses, '127.0.0.1', 'localhost', localName])];
  let authority = load(folder, 'authority');
  if (!authority || expiresSoon(authority, now)) {
    authority = await issueAuthority(`Gatehouse on ${hostname()}`, now);
    save(folder, 'authority', authority);
  }
  let leaf = load(folder, 'server');
  if (!leaf || expiresSoon(leaf, now) || !covers(leaf, names) || !isSignedBy(leaf, authority)) {
    leaf = await issueLeaf(authority, names, now);
    save(folder, 'server', leaf);
  }
  const { fingerprint256 } = new X509Certificate(authority.certificate);
  return { ...leaf, authorityCertificate: authority.certificate, authorityFingerprint: fingerprint256 };
}

/** Key and certificate lie in one file, so that a crash cannot part them. */
function load(folder: string, name: string): Credential | undefined {
  try {
    const text = readFileSync(join(folder, `${name}.pem`), 'utf8');
    const [key, certificate] = text.split(/(?=-----BEGIN CERTIFICATE-----)/).map((part) => part.trim());
    if (key === undefined || certificate === undefined) return undefined;
    const matches = new X509Certificate(certificate).checkPrivateKey(createPrivateKey(key));
    return matches ? { key, certificate } : undefined;
  } catch {
    // Absent or damaged: either way a new one is made.
    return undefined;
  }
}

function save(folder: string, name: string, { key, certificate }: Credential): void {
  const path = join(folder, `${name}.pem`);
  writeFileSync(`${path}.draft`, `${key}\n${certificate}\n`, { mode: 0o600 });
  renameSync(`${path}.draft`, path);
}

function expiresSoon({ certificate }: Credential, now: Date): boolean {
  return Date.parse(new X509Certificate(certificate).validTo) - now.getTime() < renewalMs;
}

function covers({ certificate }: Credential, names: readonly string[]): boolean {
  const parsed = new X509Certificate(certificate);
  return names.every((name) => (isIP(name) ? parsed.checkIP(name) : parsed.checkHost(name)) !== undefined);
}

function isSignedBy(leaf: Credential, authority: Credential): boolean {
  const parsed = new X509Certificate(authority.certificate);
  return new X509Certificate(leaf.certificate).verify(parsed.publicKey);
}
