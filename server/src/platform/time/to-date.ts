/** The point in time that an RFC 3339 text names; nothing given is null. */
export function toDate(text: string | null | undefined): Date | null {
  return text === null || text === undefined ? null : new Date(text);
}
