import type { IndexedDbPort } from '../../database.js';

/** What can go wrong between a phone and its disk. */
export interface Disk {
  readonly port: IndexedDbPort;
  /** From now on nothing more can be written, as on a full disk. */
  full: boolean;
  /** The next transactions find the connection gone, as many as this. */
  lost: number;
  /** The next writes reach the disk, as many as this, and the browser says that they have not. */
  unheard: number;
  /** From now on writes wait. @returns ends it */
  stick(): Promise<() => void>;
  /** The process dies: what has not been committed never will be. A later port reaches the same disk. */
  kill(): void;
  /** The disk as the next process finds it. */
  next(): Disk;
}
