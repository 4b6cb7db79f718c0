import { useCallback, useEffect, useState } from 'preact/hooks';

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

/**
 * The link to pair with, until somebody takes it. A link that is opened while the app is already there changes the
 * address and loads nothing.
 */
export function usePairingLink(opened: string | null): readonly [link: string | null, forget: () => void] {
  const [link, setLink] = useState(opened);
  useEffect(() => {
    const take = () => setLink((before) => takeLinkFromAddress() ?? before);
    // One may have been opened between the start of the app and its first drawing.
    take();
    addEventListener('hashchange', take);
    return () => removeEventListener('hashchange', take);
  }, []);
  return [link, useCallback(() => setLink(null), [])];
}
