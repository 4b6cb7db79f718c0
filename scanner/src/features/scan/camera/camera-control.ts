import { readSetting, writeSetting } from '../../settings/kept-settings.js';
import { type CameraFault, type CameraName, listCameras, type OpenCamera, openCamera } from './camera.js';
import { rememberCamera, rememberedCamera } from './remembered-camera.js';

const EXPLAINED = 'gatehouse.camera-explained';

/** `asking`: the reader is told why before the browser asks. */
export type CameraPhase = 'asking' | 'starting' | 'running' | 'paused' | CameraFault;

type Show = (phase: CameraPhase) => void;
type Hand = (camera: OpenCamera | null) => void;

/** Opens and closes one camera, one step after another, until what is wanted and what is open agree. */
export class CameraControl {
  readonly #show: Show;
  readonly #hand: Hand;
  #host: HTMLElement | null = null;
  #wanted = false;
  #opened: OpenCamera | null = null;
  #line: Promise<unknown> = Promise.resolve();

  constructor(show: Show, hand: Hand) {
    this.#show = show;
    this.#hand = hand;
  }

  /** @param host where the picture is put; null: nowhere any more */
  readonly place = (host: HTMLElement | null): void => {
    this.#host = host;
    this.#resettle();
  };

  /** Starts where the browser would not ask; otherwise the reader is told first. */
  readonly begin = async (): Promise<void> => {
    // Told once; a browser that asks at every start is not explained at every start.
    if ((await permission()) === 'prompt' && readSetting(EXPLAINED) === null) this.#show('asking');
    else this.start();
  };

  readonly start = (): void => {
    writeSetting(EXPLAINED, 'yes');
    this.#wanted = true;
    this.#resettle();
  };

  readonly end = (): void => {
    this.#wanted = false;
    this.#resettle();
  };

  /** The page was hidden or seen again. */
  readonly look = (): void => {
    if (document.visibilityState !== 'visible' && this.#opened !== null) this.#show('paused');
    this.#resettle();
  };

  readonly list = (): Promise<readonly CameraName[]> =>
    this.#inLine(async () => {
      await this.#shut();
      const names = await listCameras();
      await this.#settle();
      return names;
    });

  readonly choose = (id: string): void => {
    rememberCamera(id);
    void this.#inLine(() => this.#reopen());
  };

  #inLine<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#line.then(work);
    this.#line = done.catch(() => undefined);
    return done;
  }

  #resettle(): void {
    void this.#inLine(() => this.#settle());
  }

  async #settle(): Promise<void> {
    const host = this.#wanted && document.visibilityState === 'visible' ? this.#host : null;
    if (host === null) await this.#shut();
    else if (this.#opened === null) await this.#open(host);
  }

  async #open(host: HTMLElement): Promise<void> {
    this.#show('starting');
    const opening = await openCamera(host, rememberedCamera());
    if (!opening.ok) {
      this.#show(opening.fault);
      return;
    }
    const { camera } = opening;
    this.#opened = camera;
    // What ended by itself is opened again, once; another failure then says what is wrong.
    camera.onEnd(() => void this.#inLine(() => this.#reopen(camera)));
    this.#hand(camera);
    this.#show('running');
  }

  /** @param ended only if this one is still open */
  async #reopen(ended: OpenCamera | null = this.#opened): Promise<void> {
    if (this.#opened !== ended) return;
    await this.#shut();
    await this.#settle();
  }

  async #shut(): Promise<void> {
    const closing = this.#opened;
    if (closing === null) return;
    this.#opened = null;
    this.#hand(null);
    await closing.close();
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
