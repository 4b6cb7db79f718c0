import type { Photo } from '../log/index.js';
import type { DeviceApi } from './device-api.js';
import type { Failure } from './http.js';
import type { Round } from './loop.js';

/** Half a megabyte over a line that carries ten kilobytes a second. */
const TIMEOUT_MS = 60_000;
/** The server's last words: it wants the picture no more, or takes none like it. To keep it would help nobody. */
const FINAL: ReadonlySet<number> = new Set([410, 413, 422]);

/** The pictures of the log, as the uploader sees them. */
export interface PhotoShelf {
  readonly unsentPhotos: { get(): number };
  photoToSend(except: ReadonlySet<string>): Promise<Photo | null>;
  photoDone(sha256: string): Promise<void>;
}

export interface PhotoUploadOptions {
  readonly api: DeviceApi;
  readonly shelf: PhotoShelf;
  readonly onRefused: (why: Failure) => void;
}

/**
 * Sends the pictures that answer questions, one a round, the oldest first. A picture stays until the server has taken
 * it; one that the server refuses stays too, holds up no other and is tried again later.
 */
export function createPhotoUploader({ api, shelf, onRefused }: PhotoUploadOptions): () => Promise<Round> {
  const refused = new Set<string>();

  return async () => {
    if (shelf.unsentPhotos.get() === 0) return 'idle';
    const photo = await shelf.photoToSend(refused);
    if (photo === null) {
      const round = refused.size > 0 ? 'failed' : 'idle';
      refused.clear();
      return round;
    }
    const answer = await send(api, photo);
    if (answer.ok || (answer.reason === 'refused' && FINAL.has(answer.status))) {
      await shelf.photoDone(photo.sha256);
      return 'again';
    }
    onRefused(answer);
    if (answer.reason === 'busy') return { retryMs: answer.retryMs };
    if (answer.reason !== 'refused') return 'failed';
    refused.add(photo.sha256);
    return 'again';
  };
}

function send(api: DeviceApi, { sha256, bytes }: Photo) {
  return api.ask({
    path: `/api/v1/device/photos/${sha256}`,
    method: 'PUT',
    body: bytes,
    headers: { 'content-type': 'image/jpeg' },
    expects: 'json',
    timeoutMs: TIMEOUT_MS,
  });
}
