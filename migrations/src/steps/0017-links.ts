import { type Kysely, sql } from 'kysely';

/** What tickets have to do with each other, media of several tickets, and the segments that carry links and history. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await addLinks(db);
  await groupOrders(db);
  await shareMedia(db);
  await addSegments(db);
}

async function addLinks(db: Kysely<unknown>): Promise<void> {
  await sql`alter table ticketing.ticket
    add column parent_id uuid,
    add column order_group integer check (order_group between 1 and 16777215),
    add column parent_group integer check (parent_group between 1 and 16777215),
    add constraint ticket_parent check (parent_id <> id)`.execute(db);
  await sql`alter table ticketing.feed
    add column groups integer not null default 0 check (groups between 0 and 16777215)`.execute(db);
  const comments = {
    'ticket.parent_id': 'the ticket that this one was added to; a parent has none itself',
    'ticket.order_group': 'shared by the tickets of one order reference; null while there is only one',
    'ticket.parent_group': 'shared by a ticket and its add-ons',
    'feed.groups': 'the last number that a group of tickets was given; none is given twice',
  };
  for (const [column, text] of Object.entries(comments))
    await sql.raw(`comment on column ticketing.${column} is '${text}'`).execute(db);
  await sql`create index ticket_order on ticketing.ticket (organisation_id, event_id, order_reference)
    where order_reference is not null`.execute(db);
  await sql`create index ticket_parent on ticketing.ticket (organisation_id, event_id, parent_id)
    where parent_id is not null`.execute(db);
  await sql`create index ticket_order_group on ticketing.ticket (organisation_id, event_id, order_group)
    where order_group is not null`.execute(db);
}

/** Orders that there are already. The owner sees no rows while it is forced to obey. */
async function groupOrders(db: Kysely<unknown>): Promise<void> {
  const tables = ['ticketing.ticket', 'ticketing.feed', 'checkin.cut'];
  for (const table of tables) await sql.raw(`alter table ${table} no force row level security`).execute(db);
  await sql`with orders as (
      select organisation_id, event_id, order_reference,
        row_number() over (partition by organisation_id, event_id order by order_reference) as number
      from ticketing.ticket where order_reference is not null
      group by organisation_id, event_id, order_reference having count(*) > 1
    ), grouped as (
      update ticketing.ticket as ticket set order_group = orders.number from orders
      where ticket.organisation_id = orders.organisation_id and ticket.event_id = orders.event_id
        and ticket.order_reference = orders.order_reference returning 1
    )
    update ticketing.feed as feed set groups = counted.groups
    from (select organisation_id, event_id, max(number) as groups from orders
      group by organisation_id, event_id) as counted
    where feed.organisation_id = counted.organisation_id and feed.event_id = counted.event_id`.execute(db);
  // Phones learn of these links with the next cut, which is made when somebody asks for a list.
  await sql`delete from checkin.cut`.execute(db);
  for (const table of tables) await sql.raw(`alter table ${table} force row level security`).execute(db);
}

async function shareMedia(db: Kysely<unknown>): Promise<void> {
  await sql`alter table ticketing.medium
    drop constraint medium_organisation_id_event_id_text_key,
    add constraint medium_binding unique (organisation_id, event_id, text, ticket_id)`.execute(db);
  await sql`comment on table ticketing.medium is
    'which barcodes stand for which tickets; all rows of one text have the position of its last change'`.execute(
    db,
  );
}

async function addSegments(db: Kysely<unknown>): Promise<void> {
  await sql`alter table checkin.cut
    add column links bytea[] not null default '{}',
    add column history bytea[] not null default '{}',
    add column scans_start bigint not null default 0 check (scans_start between 0 and 4294967295),
    add column scans_count bigint not null default 0 check (scans_count between 0 and 4294967295)`.execute(
    db,
  );
  await sql`comment on column checkin.cut.scans_count is
    'how far the scans feed had come, with scans_start, when the history was cut'`.execute(db);
}
