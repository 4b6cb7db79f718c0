import { toHex } from '@gatehouse/shared/bytes';
import { type Subtle, type Verify, verifyP256 } from '@gatehouse/shared/signing';
import { useEffect, useState } from 'preact/hooks';

/** Who made what another phone shows on its screen, as far as this one can tell. */
export type Author = 'looking' | 'genuine' | 'forged' | 'stranger';

type IsOf = (text: string, publicKey: Uint8Array, verify: Verify) => Promise<boolean>;

/**
 * What was found out of one code counts for that code and key alone: another one may come while it is looked at.
 * @param publicKey null: nobody here knows the phone
 */
export function useProof(text: string, publicKey: Uint8Array | null, isOf: IsOf): Author {
  const [found, setFound] = useState<{ readonly of: string; readonly isGenuine: boolean } | null>(null);
  // A root that is swapped brings the same key in other bytes.
  const of = publicKey === null ? null : `${toHex(publicKey)} ${text}`;
  useEffect(() => {
    if (publicKey === null || of === null) return undefined;
    let isWanted = true;
    const verify = verifyP256(crypto.subtle as unknown as Subtle);
    void isOf(text, publicKey, verify).then((isGenuine) => {
      if (isWanted) setFound({ of, isGenuine });
    });
    return () => {
      isWanted = false;
    };
  }, [of]);
  if (of === null) return 'stranger';
  if (found?.of !== of) return 'looking';
  return found.isGenuine ? 'genuine' : 'forged';
}
