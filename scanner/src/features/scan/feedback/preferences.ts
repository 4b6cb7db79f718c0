const keys = { sound: 'gatehouse.sound', shake: 'gatehouse.shake' } as const;

export type Preference = keyof typeof keys;

/** What this phone does beside colour and word; on unless somebody switched it off. */
export function isWanted(preference: Preference): boolean {
  return localStorage.getItem(keys[preference]) !== 'off';
}

export function want(preference: Preference, wanted: boolean): void {
  localStorage.setItem(keys[preference], wanted ? 'on' : 'off');
}
