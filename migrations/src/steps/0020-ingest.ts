import { type Kysely, sql } from 'kysely';

/** Makes taking rows in cheap: scans are spread out once, with fewer indexes, and hold what the presence table held. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await movePresence(db);
  await dropCopies(db);
  await replaceIndexes(db);
  await mergeKeys(db);
  await askOnce(db);
}

/** Where the people of a ticket are is written on the scan that moved them last, which is written anyway. */
async function movePresence(db: Kysely<unknown>): Promise<void> {
  await sql`alter table checkin.scan add column inside integer, add column left_from_outside integer,
    add column peak integer`.execute(db);
  const comments = {
    inside:
      'people of the ticket on the list behind its last move; a check-out time after it empties the place',
    left_from_outside: 'people who left without having come in, likewise; null: it is not the last move',
    peak: 'the most that were inside at once, likewise',
  };
  for (const [column, text] of Object.entries(comments))
    await sql.raw(`comment on column checkin.scan.${column} is '${text}'`).execute(db);
  const tables = ['checkin.scan', 'checkin.presence', 'checkin.feed'];
  for (const table of tables) await sql.raw(`alter table ${table} no force row level security`).execute(db);
  await sql`update checkin.scan set inside = place.inside, left_from_outside = place.left_from_outside,
      peak = place.peak
    from (select distinct on (organisation_id, event_id, ticket_hash, list_id) organisation_id, scan.id,
        presence.inside, presence.left_from_outside, presence.peak
      from checkin.presence join checkin.scan using (organisation_id, event_id, ticket_hash, list_id)
      where reviewed and kind = 'scan' and effect in ('entry', 'exit') and standing = 'stands'
        and estimate = moved_at
      order by organisation_id, event_id, ticket_hash, list_id, device_id desc, seq desc) as place
    where scan.organisation_id = place.organisation_id and scan.id = place.id`.execute(db);
  // Rules that never were: the next review looks at every ticket again.
  await sql`update checkin.feed set rules = decode(repeat('00', 32), 'hex') where rules is not null`.execute(
    db,
  );
  for (const table of tables) await sql.raw(`alter table ${table} force row level security`).execute(db);
  await sql`drop table checkin.presence`.execute(db);
}

/**
 * What stands in the row's bytes, or in the columns of every tenant table. And the lists of words: they cost as much as
 * an index, and whoever writes here has read the row with a decoder that knows no other words.
 */
async function dropCopies(db: Kysely<unknown>): Promise<void> {
  for (const column of ['kind', 'direction', 'how', 'result', 'effect', 'relation', 'standing'])
    await sql.raw(`alter table checkin.scan drop constraint scan_${column}_check`).execute(db);
  await sql`alter table checkin.scan drop column hash, drop column own_estimate, drop column own_earliest,
    drop column own_latest, drop column received_at`.execute(db);
}

async function replaceIndexes(db: Kysely<unknown>): Promise<void> {
  for (const name of ['scan_ticket', 'scan_named', 'scan_time'])
    await sql.raw(`drop index checkin.${name}`).execute(db);
  const indexes = {
    scan_ticket: '(organisation_id, ticket_hash)',
    scan_undo: "(organisation_id, named_id) where kind = 'undo'",
    scan_time: '(organisation_id, event_id, estimate)',
  };
  for (const [name, on] of Object.entries(indexes))
    await sql.raw(`create index ${name} on checkin.scan ${on}`).execute(db);
}

/** One index says both: of each seq one row is the log's, and no fork is kept twice. */
async function mergeKeys(db: Kysely<unknown>): Promise<void> {
  await sql`alter table checkin.log_row add column branch bytea not null default ''`.execute(db);
  await sql`comment on column checkin.log_row.branch is
    'empty; of a fork its hash, so that any number of them may lie beside the row of their seq'`.execute(db);
  await sql`alter table checkin.log_row no force row level security`.execute(db);
  await sql`update checkin.log_row set branch = hash where fork`.execute(db);
  await sql`alter table checkin.log_row force row level security`.execute(db);
  await sql`drop index checkin.log_row_once`.execute(db);
  await sql`alter table checkin.log_row drop constraint log_row_pkey,
    add primary key (organisation_id, device_id, seq, branch),
    add check (fork = (branch <> ''))`.execute(db);
}

/** A subquery without a link to the row is answered once a statement, and not for each of a thousand rows. */
async function askOnce(db: Kysely<unknown>): Promise<void> {
  const own = 'organisation_id = (select platform.current_organisation())';
  for (const table of ['checkin.log_row', 'checkin.scan'])
    await sql.raw(`alter policy organisation on ${table} using (${own}) with check (${own})`).execute(db);
}
