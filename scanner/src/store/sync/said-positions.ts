import type { EventPositions } from '@gatehouse/shared/protocol';

/** What the answer to a batch tells of is on its way through the socket as well: it is asked for when it does not come. */
const PATIENCE_MS = 1_000;

/** How far the server's feeds are, by what it answered last. */
export interface SaidPositions {
  /** @param isLive the socket is open: there is no hurry to ask for what it carries */
  say(positions: readonly EventPositions[], isLive: boolean): void;
  /** What was said is looked at now. */
  lookNow(): void;
  stop(): void;
}

export function createSaidPositions(look: (positions: readonly EventPositions[]) => void): SaidPositions {
  let said: readonly EventPositions[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  function lookNow(): void {
    clearTimeout(timer);
    timer = undefined;
    const positions = said;
    said = [];
    look(positions);
  }

  return {
    say(positions, isLive) {
      said = positions;
      if (isLive) timer ??= setTimeout(lookNow, PATIENCE_MS);
      else lookNow();
    },
    lookNow,
    stop: () => clearTimeout(timer),
  };
}
