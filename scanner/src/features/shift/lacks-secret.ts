import type { PhoneEvent } from '../../store/phone.js';

/** Whether this list looks at changing codes and this phone cannot check them yet. */
export function lacksSecretFor(event: PhoneEvent, listId: string | undefined): boolean {
  const list = event.root?.lists.find(({ id }) => id === listId);
  return event.lacksSecret && list !== undefined && list.rotation !== 'off';
}
