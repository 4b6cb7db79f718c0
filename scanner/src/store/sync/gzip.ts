/** What is smaller than this does not get smaller. */
const WORTH_BYTES = 400;

export interface Packed {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly headers: Readonly<Record<string, string>>;
}

/** As it is where the browser cannot pack, and where packing gains nothing. */
export async function gzip(bytes: Uint8Array): Promise<Packed> {
  const plain = new Uint8Array(bytes);
  if (plain.length < WORTH_BYTES || typeof CompressionStream === 'undefined')
    return { bytes: plain, headers: {} };
  const stream = new Blob([plain]).stream().pipeThrough(new CompressionStream('gzip'));
  const packed = new Uint8Array(await new Response(stream).arrayBuffer());
  return { bytes: packed, headers: { 'content-encoding': 'gzip' } };
}
