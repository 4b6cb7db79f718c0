/** Where to go after signing in: a path of this app and never another site's address. */
export function safePath(next: string | undefined): string {
  return next?.startsWith('/') === true && !/^\/[/\\]/.test(next) ? next : '/';
}
