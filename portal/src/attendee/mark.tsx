export { LogoMark as Mark } from '@gatehouse/shared/ui/logo';

/** Gates within gates: the face of a page that has no picture of its own. */
export function GateLines() {
  return (
    <svg class="gate-lines" viewBox="0 0 400 300" fill="none" aria-hidden="true" focusable="false">
      <g stroke="#7a4570" stroke-width="2">
        <path d="M20 300V190a180 180 0 01360 0v110" />
        <path d="M60 300V195a140 140 0 01280 0v105" />
        <path d="M100 300V200a100 100 0 01200 0v100" />
        <path d="M140 300V205a60 60 0 01120 0v95" />
      </g>
      <path class="stroke-lantern" stroke-width="5" stroke-linecap="round" d="M140 250h120" />
    </svg>
  );
}
