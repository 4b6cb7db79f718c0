/** The part of `smtp-server` that the tests use; the package brings no types. */
declare module 'smtp-server' {
  import type { Server } from 'node:net';
  import type { Readable } from 'node:stream';

  export type SMTPServerDataStream = Readable;
  export interface SMTPServerSession {
    readonly envelope: { readonly rcptTo: readonly { readonly address: string }[] };
  }
  type Answer = (error?: Error) => void;
  export class SMTPServer {
    constructor(options: {
      authOptional?: boolean;
      disabledCommands?: string[];
      logger?: boolean;
      onRcptTo?(address: { address: string }, session: SMTPServerSession, answer: Answer): void;
      onData?(stream: SMTPServerDataStream, session: SMTPServerSession, answer: Answer): void;
    });
    readonly connections: Set<{ _socket: { destroy(): void } }>;
    on(event: 'error', listener: (error: Error) => void): this;
    listen(port: number, host: string): Server;
    close(done: () => void): void;
  }
}
