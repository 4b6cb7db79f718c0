import Dexie from 'dexie';

/**
 * Tries again once on a fresh connection: a browser may drop the one that there is, and says so only when it is used.
 * A full disk stays full, so it is not asked twice.
 */
export async function withConnection<T>(database: Dexie, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Dexie.DexieError && isFull(error)) throw error;
    database.close({ disableAutoOpen: false });
    await database.open();
    return await work();
  }
}

function isFull(error: { readonly name: string; readonly inner?: { readonly name?: string } }): boolean {
  return error.name === 'QuotaExceededError' || error.inner?.name === 'QuotaExceededError';
}
