/**
 * How long a code still counts, as a clock shows it.
 * @param expiresAt ISO 8601
 * @returns such as `9:05`, or null when the time is over
 */
export function remainingOf(expiresAt: string, now: Date): string | null {
  const seconds = Math.ceil((Date.parse(expiresAt) - now.getTime()) / 1000);
  if (seconds <= 0) return null;
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

const ownHosts = /^(?:localhost|.*\.localhost|127(?:\.\d+){3}|\[::1\])$/;

/** Whether a link leads only to the computer that shows it, so that a phone which opens it finds itself. */
export function reachesOnlyHere(url: string): boolean {
  return ownHosts.test(new URL(url).hostname);
}
