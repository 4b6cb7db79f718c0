/** What is chosen while the browser keeps nothing holds until the app is closed. */
const unkept = new Map<string, string>();

/** @returns null when nothing was chosen */
export function readSetting(key: string): string | null {
  try {
    return localStorage.getItem(key) ?? unkept.get(key) ?? null;
  } catch {
    return unkept.get(key) ?? null;
  }
}

export function writeSetting(key: string, text: string): void {
  try {
    localStorage.setItem(key, text);
  } catch {
    unkept.set(key, text);
  }
}
