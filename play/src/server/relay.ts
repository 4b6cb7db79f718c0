import type { RelayAnswers } from '../scenario/schema.js';

/** What is signed and the same for all phones: anybody in between can keep it. */
const keepable = /\/(?:root|pages\/\w+)$/;

interface Kept {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: ArrayBuffer;
}

/** Lies between a phone and the server, and may say again what the server said before. */
export class Relay {
  answers: RelayAnswers = 'pass';
  readonly #kept = new Map<string, Kept>();

  readonly fetch: typeof globalThis.fetch = async (input, init) => {
    const { pathname } = new URL(String(input));
    const kept = this.#kept.get(pathname);
    if (this.answers === 'repeat' && kept !== undefined) {
      return new Response(kept.bytes.slice(0), { status: kept.status, headers: kept.headers });
    }
    const answer = await fetch(input, init);
    if (this.answers !== 'keep' || answer.status !== 200 || !keepable.test(pathname)) return answer;
    const bytes = await answer.arrayBuffer();
    // What came packed is not packed any more.
    const headers = new Headers({ 'content-type': answer.headers.get('content-type') ?? '' });
    this.#kept.set(pathname, { status: answer.status, headers, bytes });
    return new Response(bytes.slice(0), { status: answer.status, headers });
  };
}
