const storageKey = 'gatehouse.camera';

/** The camera that was chosen on this phone; null: the one on the back. */
export function rememberedCamera(): string | null {
  return localStorage.getItem(storageKey);
}

export function rememberCamera(id: string): void {
  localStorage.setItem(storageKey, id);
}
