import { type Modules, pathOf, sideOf } from '@gatehouse/shared/qr';

interface QrCodeProps {
  readonly modules: Modules;
  readonly label: string;
}

/**
 * A QR code that is sharp at any size. It brings its own white and size: it is readable on a dark page, and when the
 * style sheet is missing.
 */
export function QrCode({ modules, label }: QrCodeProps) {
  const side = sideOf(modules.length);
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
      <path fill="#000000" d={pathOf(modules)} />
    </svg>
  );
}
