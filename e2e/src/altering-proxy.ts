import { createServer, request, type ServerResponse } from 'node:http';

/** Stands between browser and server, as the next release of the app would. */
export interface AlteringProxy extends AsyncDisposable {
  readonly url: string;
  /** Text that from now on follows the file with this path. */
  append(path: string, text: string): void;
}

/** Passes requests on to `target`, an http origin, and adds to what it answers where it was told to. */
export async function startAlteringProxy(target: string): Promise<AlteringProxy> {
  const additions = new Map<string, string>();
  const server = createServer((incoming, outgoing) => {
    const path = incoming.url ?? '/';
    const addition = additions.get(path);
    // Nothing can be added to what is compressed.
    const {
      'if-none-match': _tag,
      'if-modified-since': _since,
      'accept-encoding': _encoding,
      ...plain
    } = incoming.headers;
    const headers = addition === undefined ? incoming.headers : plain;
    const forwarded = request(new URL(path, target), { method: incoming.method, headers }, (answer) => {
      const { 'content-length': _length, ...rest } = answer.headers;
      outgoing.writeHead(answer.statusCode ?? 502, addition === undefined ? answer.headers : rest);
      answer.pipe(outgoing, { end: false });
      answer.on('end', () => outgoing.end(addition));
    });
    forwarded.on('error', () => refuse(outgoing));
    incoming.pipe(forwarded);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    url: `http://localhost:${typeof address === 'object' ? address?.port : 0}`,
    append: (path, text) => void additions.set(path, text),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function refuse(response: ServerResponse): void {
  if (!response.headersSent) response.writeHead(502);
  response.end();
}
