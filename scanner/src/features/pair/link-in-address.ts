/** Whether a text can be the link of a pairing code. */
export function looksLikePairing(text: string): boolean {
  return /#pair=[\w-]+/.test(text);
}

/**
 * The pairing link by which the app was opened. Its secret is taken out of the address bar and the history at once,
 * before anything is drawn.
 */
export function takeLinkFromAddress(): string | null {
  const { href, pathname, search } = location;
  if (!looksLikePairing(href)) return null;
  history.replaceState(null, '', pathname + search);
  return href;
}
