/** Which constraint a failed statement ran into; undefined for any other failure. */
function brokenConstraint(error: unknown): string | undefined {
  const broken = error as { code?: unknown; constraint?: unknown };
  const violation = typeof broken.code === 'string' && broken.code.startsWith('23');
  return violation && typeof broken.constraint === 'string' ? broken.constraint : undefined;
}

/**
 * Runs a statement whose constraints stand for outcomes that callers may see.
 * @param outcomes the error for each constraint, by its name in the database
 */
export async function orConstraint<T>(
  work: Promise<T>,
  outcomes: Readonly<Record<string, Error>>,
): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw outcomes[brokenConstraint(error) ?? ''] ?? error;
  }
}
