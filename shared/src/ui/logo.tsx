export interface LogoProps {
  readonly size?: number;
}

/** The mark: a gatehouse with its battlement, the gate open, and the lit line of a scanner across it. */
export function LogoMark({ size = 32 }: LogoProps) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <path fill="currentColor" d="M3 3h6v4h4V3h6v4h4V3h6v26h-6V18.5a7 7 0 00-14 0V29H3z" />
      <path class="fill-lantern" d="M9 21h14v2.8H9z" />
    </svg>
  );
}
