import type { FastifyRequest } from 'fastify';

/**
 * Whether the request comes from a program on this machine. Both the connection and the address that a trusted
 * proxy names must say so: either alone could be somebody else.
 */
export function isFromThisMachine(request: FastifyRequest): boolean {
  return isLoopback(request.ip) && isLoopback(request.socket.remoteAddress ?? '');
}

function isLoopback(address: string): boolean {
  const plain = address.replace(/^::ffff:/, '');
  return plain === '::1' || plain.startsWith('127.');
}
