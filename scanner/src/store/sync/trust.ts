import { type Outcome, refused } from '@gatehouse/shared/bytes';
import type { DoorKeys } from '@gatehouse/shared/manifest';

/**
 * Opens what a door key signed. The successor signs from the moment at which the server changes over, which this
 * phone may learn from a root only later.
 */
export async function openByDoorKey<Value, Reason extends string>(
  { current, successor }: DoorKeys,
  open: (publicKey: Uint8Array) => Promise<Outcome<Value, Reason | 'bad_signature'>>,
): Promise<Outcome<Value, Reason | 'bad_signature'>> {
  const opened = await open(current);
  if (opened.ok || opened.reason !== 'bad_signature' || successor === null) return opened;
  const bySuccessor = await open(successor);
  return bySuccessor.ok ? bySuccessor : refused(bySuccessor.reason);
}
