import type { Help, ServedCall } from '../help/help.js';
import type { DeviceApi } from './device-api.js';
import { type Answer, dataOf, type Failure } from './http.js';
import type { Round } from './loop.js';

export type HelpShelf = Pick<Help, 'calls' | 'unsent' | 'sent' | 'heard' | 'told'>;

export interface HelpSync {
  /** The server has news of calls. */
  want(): void;
  readonly work: () => Promise<Round>;
}

export interface HelpSyncOptions {
  readonly api: DeviceApi;
  readonly shelf: HelpShelf;
  readonly onRefused: (why: Failure) => void;
}

/** Hands in calls for help and words on them, one a round, and then asks what became of all. */
export function createHelpSync({ api, shelf, onRefused }: HelpSyncOptions): HelpSync {
  let isWanted = true;

  async function send(): Promise<Round | null> {
    const next = shelf.unsent();
    if (next === null) return null;
    const { id, code, delivery, word } = next;
    const isNew = delivery === 'unsent';
    const answer = await (isNew ? put(api, '', { code }) : put(api, `/${id}`, { state: word }));
    if (!answer.ok && !isFinal(answer)) return failed(answer, onRefused);
    if (isNew) await shelf.sent(id, answer.ok ? 'sent' : 'refused');
    else if (word !== null) await shelf.heard(id, word);
    isWanted = true;
    return 'again';
  }

  async function fetch(): Promise<Round> {
    if (!isWanted) return 'idle';
    isWanted = false;
    const answer = await api.ask({ path: '/api/v1/device/help', expects: 'json' });
    const calls = answer.ok ? readCalls(answer.bytes) : null;
    if (calls !== null) await shelf.told(calls);
    // A server that does not know of calls is asked again when the phone starts anew.
    if (answer.ok || answer.reason === 'refused') return 'idle';
    isWanted = true;
    return failed(answer, onRefused);
  }

  return {
    want() {
      isWanted = true;
    },
    work: async () => (await send()) ?? fetch(),
  };
}

/** The server's last word on this very call: another try would get the same. */
function isFinal(answer: Failure): boolean {
  if (answer.reason !== 'refused') return false;
  return answer.status === 422 || answer.status === 404 || answer.code === 'checkin.supervisors_only';
}

function failed(answer: Failure, onRefused: (why: Failure) => void): Round {
  onRefused(answer);
  return answer.reason === 'busy' ? { retryMs: answer.retryMs } : 'failed';
}

function put(api: DeviceApi, path: string, body: object): Promise<Answer> {
  return api.ask({
    path: `/api/v1/device/help${path}`,
    method: 'PUT',
    body: JSON.stringify(body),
    expects: 'json',
  });
}

/** @returns null when the answer is not what it has to be */
function readCalls(bytes: Uint8Array): ServedCall[] | null {
  const data = dataOf(bytes);
  return Array.isArray(data) ? data.flatMap(readCall) : null;
}

function readCall(call: Partial<ServedCall> | null): ServedCall[] {
  const { code, state, stateBy = null } = call ?? {};
  if (typeof code !== 'string' || (state !== 'open' && state !== 'taken' && state !== 'settled')) return [];
  return [{ code, state, stateBy }];
}
