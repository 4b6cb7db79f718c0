import type { RenderedCamera } from 'html5-qrcode/esm/camera/core';
import { CameraFactory } from 'html5-qrcode/esm/camera/factories';
import { CameraRetriever } from 'html5-qrcode/esm/camera/retriever';

/** `insecure`: the page did not come over https, so the browser offers no camera at all. */
export type CameraFault = 'refused' | 'none' | 'busy' | 'insecure';

export interface Zoom {
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly value: number;
  set(value: number): Promise<void>;
}

/** A camera whose picture is on the page. */
export interface OpenCamera {
  readonly video: HTMLVideoElement;
  readonly deviceId: string | null;
  /** Null: this camera has no light, or the browser does not say so. */
  readonly torch: { set(on: boolean): Promise<void> } | null;
  readonly zoom: Zoom | null;
  /** Calls `listener` when the camera ends by itself: unplugged, or taken by a telephone call. */
  onEnd(listener: () => void): void;
  close(): Promise<void>;
}

export type Opening =
  | { readonly ok: true; readonly camera: OpenCamera }
  | { readonly ok: false; readonly fault: CameraFault };

export interface CameraName {
  readonly id: string;
  readonly label: string;
}

const size: MediaTrackConstraints = { width: { ideal: 1280 }, height: { ideal: 720 } };
const rear: MediaTrackConstraints = { ...size, facingMode: { ideal: 'environment' } };
const sides: Readonly<Record<string, MediaTrackConstraints>> = {
  rear,
  front: { ...size, facingMode: { ideal: 'user' } },
};

/** How long a camera may take until its first picture before it is closed all the same. */
const READY_MS = 3000;

/**
 * Opens a camera and shows its picture in `host`.
 * @param chosen `rear`, `front` or a device id; one that is gone gives way to the camera on the back
 */
export async function openCamera(host: HTMLElement, chosen: string): Promise<Opening> {
  if (navigator.mediaDevices === undefined) return { ok: false, fault: 'insecure' };
  try {
    return { ok: true, camera: await open(host, chosen) };
  } catch (error) {
    return { ok: false, fault: faultOf(error) };
  }
}

async function open(host: HTMLElement, chosen: string): Promise<OpenCamera> {
  const side = sides[chosen];
  if (side !== undefined) return render(host, side);
  try {
    return await render(host, { ...size, deviceId: { exact: chosen } });
  } catch (error) {
    if (faultOf(error) !== 'none') throw error;
    return render(host, rear);
  }
}

async function render(host: HTMLElement, constraints: MediaTrackConstraints): Promise<OpenCamera> {
  const factory = await CameraFactory.failIfNotSupported();
  const camera = await factory.create(constraints);
  let isReady: () => void = () => undefined;
  const ready = new Promise<void>((resolve) => {
    isReady = resolve;
  });
  const rendered = await camera.render(host, {}, { onRenderSurfaceReady: isReady });
  return describe(rendered, ready);
}

function describe(rendered: RenderedCamera, ready: Promise<void>): OpenCamera {
  const video = rendered.getSurface();
  const [track] = video.srcObject instanceof MediaStream ? video.srcObject.getVideoTracks() : [];
  const torch = rendered.getCapabilities().torchFeature();
  return {
    video,
    deviceId: track?.getSettings().deviceId ?? null,
    torch: torch.isSupported() ? { set: (on) => torch.apply(on) } : null,
    zoom: zoomOf(rendered),
    onEnd: (listener) => track?.addEventListener('ended', listener),
    async close() {
      // Taking the picture away while it begins to play would leave a promise that nobody catches.
      await Promise.race([ready, new Promise((resolve) => setTimeout(resolve, READY_MS))]);
      await rendered.close();
    },
  };
}

function zoomOf(rendered: RenderedCamera): Zoom | null {
  const zoom = rendered.getCapabilities().zoomFeature();
  if (!zoom.isSupported()) return null;
  const [min, max] = [zoom.min(), zoom.max()];
  if (!(max > min)) return null;
  return {
    min,
    max,
    step: zoom.step() || 0.1,
    value: zoom.value() ?? min,
    set: (value) => zoom.apply(value),
  };
}

/** The cameras by name. It opens one for a moment, so no other may be open. */
export async function listCameras(): Promise<readonly CameraName[]> {
  try {
    return (await CameraRetriever.retrieve()).filter(({ id }) => id !== '');
  } catch {
    return [];
  }
}

function faultOf(error: unknown): CameraFault {
  const name = error instanceof DOMException || error instanceof Error ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'refused';
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'none';
  return 'busy';
}
