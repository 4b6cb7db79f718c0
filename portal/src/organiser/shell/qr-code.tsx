export interface QrCodeProps {
  readonly symbol: QrSymbol;
  /** What the code is for, for those who do not see it. */
  readonly label: string;
  readonly large?: boolean;
}

/** A QR code as it is drawn. */
export interface QrSymbol {
  /** Modules from edge to edge, with the quiet zone. */
  readonly side: number;
  /** The dark modules, as the `d` of an SVG path with one unit per module. */
  readonly path: string;
}

/** Dark on white in every theme: many readers do not know the negative. */
export function QrCode({ symbol: { side, path }, label, large }: QrCodeProps) {
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${side} ${side}`}
      class={`${large ? 'w-80' : 'w-56'} max-w-full rounded-lg`}
      shape-rendering="crispEdges"
    >
      <rect width={side} height={side} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
