const keys = { sound: 'gatehouse.sound', shake: 'gatehouse.shake', voice: 'gatehouse.voice' } as const;

export type Preference = keyof typeof keys;

/** Until somebody has chosen. */
const defaults: Readonly<Record<Preference, boolean>> = { sound: true, shake: true, voice: false };

/** What this phone does beside colour and word. */
export function isWanted(preference: Preference): boolean {
  const chosen = localStorage.getItem(keys[preference]);
  return chosen === null ? defaults[preference] : chosen === 'on';
}

export function want(preference: Preference, wanted: boolean): void {
  localStorage.setItem(keys[preference], wanted ? 'on' : 'off');
}
