interface QrCodeProps {
  readonly modules: readonly (readonly boolean[])[];
  readonly label: string;
}

/** Modules of white that a reader needs around the symbol (ISO/IEC 18004). */
const quiet = 4;

/**
 * A QR code that is sharp at any size. It brings its own white and size: it is readable on a dark page, and when the
 * style sheet is missing.
 */
export function QrCode({ modules, label }: QrCodeProps) {
  const side = modules.length + 2 * quiet;
  return (
    <svg
      class="ticket-symbol"
      width="315"
      height="315"
      viewBox={`0 0 ${side} ${side}`}
      shape-rendering="crispEdges"
      role="img"
      aria-label={label}
    >
      <rect width={side} height={side} fill="#ffffff" />
      <path fill="#000000" d={modules.map(rowPath).join('')} />
    </svg>
  );
}

/** The black runs of a row, each as a rectangle. */
function rowPath(row: readonly boolean[], index: number): string {
  let path = '';
  for (let start = 0; start < row.length; start += 1) {
    if (!row[start]) continue;
    let end = start;
    while (row[end]) end += 1;
    path += `M${start + quiet} ${index + quiet}h${end - start}v1h${start - end}z`;
    start = end;
  }
  return path;
}
