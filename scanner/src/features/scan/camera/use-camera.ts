import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { type CameraFault, type CameraName, listCameras, type OpenCamera, openCamera } from './camera.js';
import { rememberCamera, rememberedCamera } from './remembered-camera.js';

/** `asking`: the reader is told why before the browser asks. */
export type CameraPhase = 'asking' | 'starting' | 'running' | 'paused' | CameraFault;

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
  control.current ??= createControl(setPhase, setCamera);
  const { current } = control;

  useEffect(() => {
    const whenSeen = () => (document.visibilityState === 'visible' ? current.resume() : current.pause());
    document.addEventListener('visibilitychange', whenSeen);
    current.begin();
    return () => {
      document.removeEventListener('visibilitychange', whenSeen);
      current.end();
    };
  }, [current]);

  const host = useCallback((element: HTMLElement | null) => current.place(element), [current]);
  return { phase, camera, host, start: current.start, list: current.list, choose: current.choose };
}

type CameraControl = ReturnType<typeof createControl>;

function createControl(show: (phase: CameraPhase) => void, hand: (camera: OpenCamera | null) => void) {
  let element: HTMLElement | null = null;
  let wanted = false;
  let opened: OpenCamera | null = null;
  let line: Promise<unknown> = Promise.resolve();

  function inLine<T>(work: () => Promise<T>): Promise<T> {
    const done = line.then(work);
    line = done.catch(() => undefined);
    return done;
  }

  async function shut(): Promise<void> {
    const closing = opened;
    opened = null;
    hand(null);
    await closing?.close();
  }

  async function settle(): Promise<void> {
    const isWanted = wanted && element !== null && document.visibilityState === 'visible';
    if (!isWanted) {
      if (opened !== null) await shut();
      return;
    }
    if (opened !== null || element === null) return;
    show('starting');
    const opening = await openCamera(element, rememberedCamera());
    if (!opening.ok) {
      show(opening.fault);
      return;
    }
    opened = opening.camera;
    const { camera } = opening;
    camera.onEnd(() => void inLine(() => reopen(camera)));
    hand(camera);
    show('running');
  }

  /** What ended by itself is opened again, once; another failure tells what is wrong. */
  async function reopen(ended: OpenCamera): Promise<void> {
    if (opened !== ended) return;
    await shut();
    await settle();
  }

  const resettle = () => void inLine(settle);
  return {
    place(host: HTMLElement | null) {
      element = host;
      resettle();
    },
    begin() {
      void permission().then((state) => {
        if (state === 'prompt') show('asking');
        else start();
      });
    },
    start,
    pause() {
      if (opened !== null) show('paused');
      resettle();
    },
    resume: resettle,
    end() {
      wanted = false;
      resettle();
    },
    list: () =>
      inLine(async () => {
        await shut();
        const names = await listCameras();
        await settle();
        return names;
      }),
    choose(id: string) {
      rememberCamera(id);
      void inLine(async () => {
        await shut();
        await settle();
      });
    },
  };

  function start(): void {
    wanted = true;
    resettle();
  }
}

/** A browser that does not know this permission asks by itself at every start; then it is explained each time. */
async function permission(): Promise<PermissionState> {
  try {
    return (await navigator.permissions.query({ name: 'camera' as PermissionName })).state;
  } catch {
    return 'prompt';
  }
}
