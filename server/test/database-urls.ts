export const templateName = 'gatehouse_template';

/** Passwords of the roles in tests only. */
export const testPasswords = { owner: 'test-owner', app: 'test-app', system: 'test-system' };

/** The address of a database for one of our roles, or for the superuser when none is named. */
export function databaseUrl(superuserUrl: string, name: string, role?: keyof typeof testPasswords): string {
  const url = new URL(superuserUrl);
  url.pathname = `/${name}`;
  if (role) {
    url.username = `gatehouse_${role}`;
    url.password = testPasswords[role];
  }
  return url.href;
}
