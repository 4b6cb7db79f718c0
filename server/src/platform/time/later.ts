/** The point in time so many milliseconds behind another; none stays none. */
export function later(instant: Date | null, ms: number): Date | null {
  return instant === null ? null : new Date(instant.getTime() + ms);
}
