import { sql } from 'kysely';
import type { ClosedDatabase } from './connect.js';

/**
 * Why the connected role could see more than one organisation; empty when row-level security binds it.
 * Looks at what the role is, what it may become, what it owns, and at every table with an organisation.
 */
export async function isolationGaps(db: ClosedDatabase): Promise<string[]> {
  const roles = await sql<{ rolname: string; rolsuper: boolean; rolbypassrls: boolean }>`
    select rolname, rolsuper, rolbypassrls from pg_roles
    where pg_has_role(current_user, oid, 'member') and (rolsuper or rolbypassrls)`.execute(db);
  const owned = await sql<{ name: string }>`
    select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and pg_has_role(current_user, c.relowner, 'member')
      and n.nspname not in ('pg_catalog', 'information_schema', 'jobs') order by 1 limit 3`.execute(db);
  const open = await sql<{ name: string }>`
    select c.oid::regclass::text as name from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'organisation_id' and not a.attisdropped
    where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema', 'jobs')
      and not (c.relrowsecurity and c.relforcerowsecurity)
      and c.oid::regclass::text <> 'platform.placement' order by 1 limit 3`.execute(db);
  return [
    ...roles.rows.map((role) => `the role can act as ${role.rolname}, which may bypass row-level security`),
    ...owned.rows.map((table) => `the role owns ${table.name}`),
    ...open.rows.map((table) => `${table.name} has no forced row-level security`),
  ];
}
