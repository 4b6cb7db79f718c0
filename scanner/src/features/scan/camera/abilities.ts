import type { Spot } from '../decoder/sight.js';

export interface Torch {
  set(on: boolean): Promise<void>;
}

export interface Zoom {
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly value: number;
  set(value: number): Promise<void>;
}

/** What a camera can do beside giving a picture; null: it cannot, or the browser does not say so. */
export interface Abilities {
  readonly torch: Torch | null;
  readonly zoom: Zoom | null;
  readonly focus: {
    /** @param spot in parts of the picture */
    at(spot: Spot): Promise<void>;
  } | null;
}

/** What browsers tell and take beyond what TypeScript's library knows of. */
interface Capabilities {
  readonly torch?: boolean;
  readonly zoom?: { readonly min: number; readonly max: number; readonly step?: number };
  readonly focusMode?: readonly string[];
}

interface Wish {
  readonly torch?: boolean;
  readonly zoom?: number;
  readonly focusMode?: string;
  readonly pointsOfInterest?: readonly Spot[];
}

/** The part of a video track that is used here. */
export interface AbleTrack {
  getCapabilities?(): object;
  getSettings(): object;
  getConstraints(): object;
  applyConstraints(constraints: object): Promise<void>;
}

export interface AbilityPorts {
  /** Whether the browser knows points to focus on. */
  readonly knowsPoints: boolean;
  readonly later: (work: () => void, afterMs: number) => unknown;
}

/** After a touch the camera holds what it has focused on; later it looks for itself again. */
const HOLD_MS = 4000;
/** iPhones name none. */
const ZOOM_STEP = 0.1;

/** Each wish is told together with those before it, because a browser forgets what is not said again. */
export function abilitiesOf(track: AbleTrack, { knowsPoints, later }: AbilityPorts): Abilities {
  const { torch, zoom, focusMode = [] }: Capabilities = track.getCapabilities?.() ?? {};
  const now: { readonly zoom?: number } = track.getSettings();
  const wishes = new Map<string, Wish>();
  const apply = (name: string, wish: Wish): Promise<void> => {
    wishes.set(name, wish);
    return track.applyConstraints({ ...track.getConstraints(), advanced: [...wishes.values()] });
  };
  const once = focusMode.includes('single-shot');
  const always = focusMode.includes('continuous');

  async function focusAt(spot: Spot): Promise<void> {
    const points = knowsPoints ? { pointsOfInterest: [within(spot)] } : {};
    await apply('focus', { focusMode: once ? 'single-shot' : 'continuous', ...points });
    if (once && always)
      later(() => void apply('focus', { focusMode: 'continuous' }).catch(() => undefined), HOLD_MS);
  }

  return {
    torch: torch === true ? { set: (on) => apply('torch', { torch: on }) } : null,
    zoom:
      zoom !== undefined && zoom.max > zoom.min
        ? {
            min: zoom.min,
            max: zoom.max,
            step: zoom.step || ZOOM_STEP,
            value: now.zoom ?? zoom.min,
            set: (value) => apply('zoom', { zoom: value }),
          }
        : null,
    // A camera that always focuses by itself needs to know where, or there is nothing to tell it.
    focus: once || (always && knowsPoints) ? { at: focusAt } : null,
  };
}

function within({ x, y }: Spot): Spot {
  return { x: Math.min(1, Math.max(0, x)), y: Math.min(1, Math.max(0, y)) };
}
