import type { TestDatabase } from './test-database.js';

/** A table of ours as PostgreSQL describes it. */
export interface Table {
  readonly name: string;
  readonly owner: string;
  readonly rowSecurity: boolean;
  readonly forced: boolean;
  readonly comment: string | null;
  /** Column → type, ` not null` included. */
  readonly columns: Readonly<Record<string, string>>;
  /** The first column of each unique index, by the index's name. */
  readonly uniqueBy: Readonly<Record<string, string>>;
  readonly hasPrimaryKey: boolean;
  /** What `gatehouse_app` may do. */
  readonly grants: readonly string[];
}

const foreignSchemas = ['pg_catalog', 'information_schema', 'jobs', 'migrations'];

/** Every table outside PostgreSQL's own schemas and those of the queue and of the migrations' own books. */
export async function readTables(database: TestDatabase): Promise<Table[]> {
  return database.query<Table & Record<string, unknown>>(
    `select c.oid::regclass::text as name, pg_get_userbyid(c.relowner) as owner,
       c.relrowsecurity as "rowSecurity", c.relforcerowsecurity as forced,
       obj_description(c.oid, 'pg_class') as comment,
       (select jsonb_object_agg(attname, format_type(atttypid, atttypmod) || case when attnotnull then ' not null' else '' end)
          from pg_attribute where attrelid = c.oid and attnum > 0 and not attisdropped) as columns,
       (select coalesce(jsonb_object_agg(indexrelid::regclass::text,
            pg_get_indexdef(indexrelid, 1, false)), '{}')
          from pg_index where indrelid = c.oid and indisunique) as "uniqueBy",
       exists (select from pg_index where indrelid = c.oid and indisprimary) as "hasPrimaryKey",
       array(select privilege from unnest(array['select', 'insert', 'update', 'delete', 'truncate', 'trigger', 'references'])
          as privilege where has_table_privilege('gatehouse_app', c.oid, privilege)) as grants
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and n.nspname <> all($1) and n.nspname not like 'pg\\_%'
     order by 1`,
    [foreignSchemas],
  );
}

/** Relations that could show rows past the tables: views, materialised views, foreign tables, definer's functions. */
export async function readSideDoors(database: TestDatabase): Promise<string[]> {
  const rows = await database.query<{ name: string }>(
    `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind in ('v', 'm', 'f') and n.nspname <> all($1) and n.nspname not like 'pg\\_%'
     union all
     select p.oid::regprocedure::text from pg_proc p join pg_namespace n on n.oid = p.pronamespace
       where p.prosecdef and n.nspname <> all($1)`,
    [foreignSchemas],
  );
  return rows.map((row) => row.name);
}

/** A foreign key from one tenant table to another that leaves out the organisation could point across. */
export async function readLooseReferences(database: TestDatabase): Promise<string[]> {
  const rows = await database.query<{ name: string }>(
    `select k.conrelid::regclass || ' ' || k.conname as name
     from pg_constraint k
     join pg_attribute there on there.attrelid = k.confrelid and there.attname = 'organisation_id'
     left join pg_attribute here on here.attrelid = k.conrelid and here.attname = 'organisation_id'
     where k.contype = 'f'
       and (here.attnum is null or k.conkey[1] <> here.attnum or k.confkey[1] <> there.attnum)`,
  );
  return rows.map((row) => row.name);
}

export function isTenantTable(table: Table): boolean {
  return table.comment === null || !/^Global: \S/.test(table.comment);
}

/** A fingerprint of every row that the organisation has, and of every row that belongs to none. */
export async function fingerprintOf(database: TestDatabase, organisationId: string): Promise<string> {
  const parts: string[] = [];
  for (const { name, columns } of await readTables(database)) {
    const scope = columns['organisation_id'] ? 'where organisation_id = $1' : 'where $1::uuid is not null';
    const [row] = await database.query<{ hash: string }>(
      `select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as hash from ${name} t ${scope}`,
      [organisationId],
    );
    parts.push(`${name} ${row?.hash}`);
  }
  return parts.join('\n');
}

/** Every UUID that the organisation's rows hold, those inside JSON and lists too. */
export async function idsOf(database: TestDatabase, organisationId: string): Promise<Set<string>> {
  const ids = new Set<string>([organisationId]);
  for (const { name, columns } of await readTables(database)) {
    if (!columns['organisation_id']) continue;
    const rows = await database.query<{ row: string }>(
      `select t::text as row from ${name} t where organisation_id = $1`,
      [organisationId],
    );
    for (const { row } of rows) for (const id of uuidsIn(row)) ids.add(id);
  }
  return ids;
}

export function uuidsIn(text: string): string[] {
  return text.match(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g) ?? [];
}
