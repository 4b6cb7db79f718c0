/** The passwords of the three roles that Gatehouse signs in with. */
export interface RolePasswords {
  readonly owner: string;
  readonly app: string;
  readonly system: string;
}

/**
 * What a superuser runs once, connected to the database that Gatehouse will use; safe to run again.
 *
 * `gatehouse_owner` owns the schemas and runs migrations. `gatehouse_app` serves requests and sees one
 * organisation at a time. `gatehouse_system` moves the outbox and works on the job queue. None of them
 * is a superuser and none may bypass row-level security.
 */
export function provisionStatements(passwords: RolePasswords): string[] {
  const attributes = 'login nosuperuser nocreatedb nocreaterole noreplication nobypassrls';
  const roles = {
    gatehouse_owner: passwords.owner,
    gatehouse_app: passwords.app,
    gatehouse_system: passwords.system,
  };
  return [
    ...Object.entries(roles).flatMap(([role, password]) => [
      `do $$ begin create role ${role}; exception when duplicate_object then null; end $$`,
      `alter role ${role} with ${attributes} password ${quoteLiteral(password)}`,
    ]),
    `do $$ begin execute format('revoke all on database %I from public', current_database());
       execute format('grant connect, create, temporary on database %I to gatehouse_owner', current_database());
       execute format('grant connect on database %I to gatehouse_app', current_database());
       execute format('grant connect, temporary on database %I to gatehouse_system', current_database()); end $$`,
    'revoke all on schema public from public',
  ];
}

function quoteLiteral(text: string): string {
  return `'${text.replaceAll("'", "''").replaceAll('\\', '\\\\')}'`;
}
