import { Extension } from '@peculiar/x509';

/**
 * The extension that limits an authority to DNS names at or below these (RFC 5280 §4.2.1.10); addresses stay free.
 * Written out in DER because the library has no class for it:
 * `SEQUENCE { [0] { SEQUENCE { [2] name }, … } }`, every length below 128 bytes.
 */
export function nameConstraints(dnsNames: readonly string[]): Extension {
  const subtrees = dnsNames.map((name) => element(0x30, element(0x82, Buffer.from(name, 'ascii'))));
  const content = element(0x30, element(0xa0, Buffer.concat(subtrees)));
  return new Extension('2.5.29.30', true, content);
}

function element(tag: number, content: Buffer): Buffer<ArrayBuffer> {
  if (content.length > 127) throw new RangeError('Longer elements need another form of length.');
  return Buffer.concat([Buffer.from([tag, content.length]), content]);
}
