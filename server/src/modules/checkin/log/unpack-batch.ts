import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { MAX_BATCH_BYTES } from '@gatehouse/shared/protocol';
import { AppError } from '../../../platform/errors/app-error.js';
import { checkinErrors } from '../errors.js';

const unzip = promisify(gunzip);

/**
 * The signed bytes of a batch. Unpacking stops at 8 MiB, whatever the packed bytes promise.
 * @throws AppError checkin.batch_too_large, checkin.batch_unreadable
 */
export async function unpackBatch(body: Buffer, encoding: string | undefined): Promise<Uint8Array> {
  if (encoding === undefined || encoding === 'identity') return body;
  if (encoding !== 'gzip') throw new AppError(checkinErrors.batchUnreadable);
  try {
    return await unzip(body, { maxOutputLength: MAX_BATCH_BYTES });
  } catch (error) {
    const isTooLarge = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    throw new AppError(isTooLarge ? checkinErrors.batchTooLarge : checkinErrors.batchUnreadable);
  }
}
