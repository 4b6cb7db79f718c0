import { connect, createServer, type Socket } from 'node:net';
import { joinSockets } from './join-sockets.js';

/** The network of one phone. It is an address of its own, so that a phone knows the server by nothing else. */
export interface Cable extends AsyncDisposable {
  readonly url: string;
  /** Ends what is open and answers nobody any more; nothing of it reaches the server. */
  cut(): void;
  mend(): void;
  /** How often somebody knocked in vain. */
  readonly refused: number;
}

/** @param server its address, such as `http://localhost:3000` */
export async function layCable(server: string): Promise<Cable> {
  const target = new URL(server);
  const open = new Set<Socket>();
  let isCut = false;
  let refused = 0;

  function join(near: Socket): void {
    if (isCut) {
      refused += 1;
      near.destroy();
      return;
    }
    const far = connect({ host: target.hostname, port: Number(target.port) });
    joinSockets(open, near, far);
  }

  const listener = createServer(join);
  await new Promise<void>((ready) => listener.listen(0, '127.0.0.1', ready));
  const address = listener.address();
  const port = typeof address === 'object' ? address?.port : 0;
  const end = () => {
    for (const socket of open) socket.destroy();
  };
  return {
    url: `http://127.0.0.1:${port}`,
    cut() {
      isCut = true;
      end();
    },
    mend() {
      isCut = false;
    },
    get refused() {
      return refused;
    },
    async [Symbol.asyncDispose]() {
      isCut = true;
      end();
      await new Promise((ended) => listener.close(ended));
    },
  };
}
