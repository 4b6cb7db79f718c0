import { prefer, preference } from '../../settings/preferences.js';

/** The camera that holds on this phone: `rear`, `front`, or the browser's name for one. */
export function rememberedCamera(): string {
  return preference('camera');
}

export function rememberCamera(id: string): void {
  prefer('camera', id);
}
