import type { Socket } from 'node:net';

/** Each end hears the other, and goes with it. @param open where both are noted for as long as they live */
export function joinSockets(open: Set<Socket>, near: Socket, far: Socket): void {
  for (const [one, other] of [
    [near, far],
    [far, near],
  ] as const) {
    open.add(one);
    // An error is followed by `close`.
    one.on('error', () => undefined);
    one.on('close', () => {
      open.delete(one);
      other.destroy();
    });
    one.pipe(other);
  }
}
