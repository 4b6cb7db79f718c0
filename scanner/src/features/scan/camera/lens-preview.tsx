import { useCallback } from 'preact/hooks';
import type { OpenCamera } from './camera.js';

export interface LensPreviewProps {
  /** Null: none is open, and there is nothing to see. */
  readonly camera: OpenCamera | null;
}

/** What the camera sees, once more, where a panel lies over it: nobody hits a code without seeing it. */
export function LensPreview({ camera }: LensPreviewProps) {
  const show = useCallback(
    (video: HTMLVideoElement | null) => {
      if (video === null || camera === null) return;
      video.srcObject = camera.video.srcObject;
      video.play().catch(() => undefined);
    },
    [camera],
  );
  return camera === null ? null : <video ref={show} class="door-lens" muted playsInline />;
}
