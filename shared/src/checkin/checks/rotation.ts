import { unreachable } from '../unreachable.js';
import { confirm, type Finding, nothing, notice, refuse, type Walk } from '../walk.js';

/**
 * Check 13: the tail of a rotating code, where the list looks at it. The code itself is genuine; a late tail is a
 * picture of it. A phone that is unsure of the time sees that the tail was made with the secret, and says so.
 */
export function rotationHolds({ code, list, now }: Walk): readonly Finding[] {
  if (code === null || !list || list.rotation === 'off') return nothing;
  const isRequired = list.rotation === 'required';
  switch (code.tail) {
    case 'fresh':
      return nothing;
    case 'late':
      return now.unsure ? notice({ code: 'rotation_time_unchecked' }) : refuse({ code: 'stale_code' });
    case 'wrong':
      return refuse({ code: 'stale_code' });
    case 'none':
      return isRequired ? refuse({ code: 'static_code' }) : nothing;
    case 'unchecked':
      return isRequired ? confirm({ code: 'rotation_unchecked' }) : nothing;
    default:
      return unreachable(code.tail);
  }
}
