import { sql } from 'kysely';

/**
 * For `created_by` and `updated_by` of statements that insert many rows: as a subquery the person is looked up once,
 * and by the columns' own defaults once a row.
 */
export const currentPerson = sql<string | null>`(select platform.current_person())`;
