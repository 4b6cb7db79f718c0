/** Somebody who wants to review scans of events, one after the other with all others of this process. */
export interface Pass {
  /** Waits until nobody else reviews one of these events. Once a pass. */
  enter(eventIds: readonly string[]): Promise<void>;
  /** Lets the next one in; when the transaction has ended, whether or not it entered. */
  leave(): void;
}

export interface Precedence {
  newPass(size: 'small' | 'large'): Pass;
}

interface Queue {
  isTaken: boolean;
  smallInARow: number;
  readonly small: (() => void)[];
  readonly large: (() => void)[];
}

/** So many of the small ones go before a large one that waits: it is late anyway, but not for ever. */
const mostInARow = 4;

/**
 * The lock of an event's scans is given in the order in which it was asked for, so one scan at the gate would wait
 * behind every thousand that an afternoon left on other phones. Here, before that lock, what is small goes first.
 */
export function createPrecedence(): Precedence {
  const queues = new Map<string, Queue>();

  function take(eventId: string, size: 'small' | 'large'): Promise<void> {
    const queue = queues.get(eventId) ?? { isTaken: false, smallInARow: 0, small: [], large: [] };
    queues.set(eventId, queue);
    if (!queue.isTaken) {
      queue.isTaken = true;
      return Promise.resolve();
    }
    return new Promise((resolve) => void queue[size].push(resolve));
  }

  function release(eventId: string): void {
    const queue = queues.get(eventId);
    if (!queue) return;
    const isLargeNext =
      queue.small.length === 0 || (queue.smallInARow >= mostInARow && queue.large.length > 0);
    const next = (isLargeNext ? queue.large : queue.small).shift();
    queue.smallInARow = isLargeNext ? 0 : queue.smallInARow + 1;
    if (next) next();
    else queues.delete(eventId);
  }

  return {
    newPass(size) {
      const taken: string[] = [];
      return {
        async enter(eventIds) {
          // Everybody in the same order, so that no two wait for each other.
          for (const eventId of [...new Set(eventIds)].sort()) {
            await take(eventId, size);
            taken.push(eventId);
          }
        },
        leave() {
          for (const eventId of taken.splice(0)) release(eventId);
        },
      };
    },
  };
}
