import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import Type from 'typebox';

/** Bytes that no JSON schema describes. */
export function bytesAnswer(description: string) {
  return Type.Unsafe<Buffer>({
    description,
    content: { 'application/octet-stream': { schema: { type: 'string' } } },
  });
}

/** The answer to who has it already (304). */
export const notModified = Type.Null({ description: 'What you hold is the present one.' });

/** @returns an entity tag of the content alone */
export function entityTag(sha256: Buffer): string {
  return `"${sha256.toString('hex')}"`;
}

export function tagOf(bytes: Buffer): string {
  return entityTag(createHash('sha256').update(bytes).digest());
}

/** Whether the request names the tag in `If-None-Match`; a proxy may have made it weak. */
export function holds(request: FastifyRequest, tag: string): boolean {
  const named = request.headers['if-none-match'] ?? '';
  return named.split(',').some((one) => [tag, `W/${tag}`, '*'].includes(one.trim()));
}

export function sendBytes(reply: FastifyReply, bytes: Uint8Array): FastifyReply {
  return reply
    .type('application/octet-stream')
    .send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
}

export function acceptsBrotli(request: FastifyRequest): boolean {
  return /\bbr\b/.test(String(request.headers['accept-encoding']));
}

const compress = promisify(brotliCompress);

/** For what is made anew for each request: some milliseconds for 64 KB, beside the thread that answers. */
export function packQuickly(bytes: Uint8Array): Promise<Buffer> {
  return compress(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } });
}
