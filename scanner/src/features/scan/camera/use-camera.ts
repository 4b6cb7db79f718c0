import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { CameraName, OpenCamera } from './camera.js';
import { CameraControl, type CameraPhase } from './camera-control.js';

export interface CameraUse {
  readonly phase: CameraPhase;
  readonly camera: OpenCamera | null;
  /** Where the picture is put. */
  readonly host: (element: HTMLElement | null) => void;
  /** After the reader said yes, or to try again. */
  readonly start: () => void;
  /** Closes the camera for a moment, because only one can be open. */
  readonly list: () => Promise<readonly CameraName[]>;
  readonly choose: (id: string) => void;
}

/** Keeps a camera open while the page is seen. Opening and closing are done one after another. */
export function useCamera(): CameraUse {
  const [phase, setPhase] = useState<CameraPhase>('starting');
  const [camera, setCamera] = useState<OpenCamera | null>(null);
  const control = useRef<CameraControl | null>(null);
  control.current ??= new CameraControl(setPhase, setCamera);
  const { current } = control;

  useEffect(() => {
    document.addEventListener('visibilitychange', current.look);
    void current.begin();
    return () => {
      document.removeEventListener('visibilitychange', current.look);
      current.end();
    };
  }, [current]);

  return useMemo(
    () => ({
      phase,
      camera,
      host: current.place,
      start: current.start,
      list: current.list,
      choose: current.choose,
    }),
    [phase, camera, current],
  );
}
