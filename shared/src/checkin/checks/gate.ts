import { nothing, refuse, type Walk } from '../walk.js';

/** Check 11: at one of the list's gates. A phone without a gate is at the wrong one where gates are named. */
export function atGate({ list, scan }: Walk) {
  if (!list || list.gates.length === 0) return nothing;
  const isRight = scan.gate !== null && list.gates.includes(scan.gate);
  return isRight ? nothing : refuse({ code: 'wrong_gate', gates: list.gates });
}
