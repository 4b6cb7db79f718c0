export type Platform = 'ios' | 'android' | 'other';

/** Which words about settings are right here. iPads of today say that they are Macs, and have fingers. */
export function platform(): Platform {
  const { userAgent, maxTouchPoints } = navigator;
  if (/iPhone|iPad|iPod/.test(userAgent) || (/Macintosh/.test(userAgent) && maxTouchPoints > 1)) return 'ios';
  return /Android/.test(userAgent) ? 'android' : 'other';
}

/** Whether the scanner runs as an app of its own, from the home screen. */
export function isInstalled(): boolean {
  const onAnIphone = 'standalone' in navigator && navigator.standalone === true;
  return onAnIphone || matchMedia('(display-mode: standalone)').matches;
}
