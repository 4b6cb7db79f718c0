const dayMs = 86_400_000;
const weekMs = 7 * dayMs;

/** How many distances before the next one are looked back for; a week of shows has fewer. */
const longestPattern = 14;

/**
 * How far the next date is from the last one: as after the longest run of distances that has been there before, where it
 * was first, so that Thursday, Friday and Saturday go on with Thursday. Without such a run it is the distance that is
 * there most often, and for a date alone a week.
 * @param starts ascending, in milliseconds of the wall clock, which knows no summer time
 */
export function usualDistance(starts: readonly number[]): number {
  const distances = starts
    .slice(1)
    .map((start, index) => start - (starts[index] ?? start))
    .filter((distance) => distance > 0);
  return repeatedDistance(distances) ?? mostFrequent(distances) ?? weekMs;
}

function repeatedDistance(distances: readonly number[]): number | undefined {
  const count = distances.length;
  for (let length = Math.min(longestPattern, count - 1); length > 0; length--) {
    for (let end = length; end < count; end++) {
      const isSame = (back: number) => distances[end - back] === distances[count - back];
      if (Array.from({ length }, (_, index) => index + 1).every(isSame)) return distances[end];
    }
  }
  return undefined;
}

/** Of those that are equally frequent the latest, because plans change. */
function mostFrequent(distances: readonly number[]): number | undefined {
  const counts = new Map<number, number>();
  for (const distance of distances) counts.set(distance, (counts.get(distance) ?? 0) + 1);
  const most = Math.max(...counts.values());
  return distances.findLast((distance) => counts.get(distance) === most);
}
