import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { chromiumOptions, phone } from '../browser.js';
import { type FakeCamera, type Look, makeCamera } from '../camera.js';
import { makeFolder, processesOn, type TemporaryFolder } from '../folders.js';
import { type Cable, layCable } from './cable.js';
import { PATIENCE_MS, until } from './until.js';
import { type Sighted, type WatchedPage, watchPage } from './watch-page.js';

/** What the screen says of a verdict from before the app was closed. */
const late = 'just before the app was closed';

/** A Chromium with a profile, a camera and a network of its own: what a steward holds in the hand. */
export class ChromiumPhone implements AsyncDisposable {
  /** The first time that each verdict came on the screen, over all starts, the oldest first. */
  readonly sighted: Sighted[] = [];
  readonly faults: string[] = [];
  readonly camera: FakeCamera;
  readonly cable: Cable;
  readonly #folder: TemporaryFolder;
  #context: BrowserContext | null = null;
  #page: Page | null = null;
  #isOffline = false;
  #hasUnseen = false;
  #stopped: () => void = () => undefined;

  readonly #prepare: (context: BrowserContext) => Promise<unknown>;

  private constructor(parts: {
    folder: TemporaryFolder;
    camera: FakeCamera;
    cable: Cable;
    prepare: (context: BrowserContext) => Promise<unknown>;
  }) {
    this.#folder = parts.folder;
    this.camera = parts.camera;
    this.cable = parts.cable;
    this.#prepare = parts.prepare;
  }

  /**
   * @param server address of the Gatehouse that this phone's cable leads to
   * @param prepare called at each start, before any page is opened
   * @param look what its camera gives
   */
  static async take(
    server: string,
    prepare: (context: BrowserContext) => Promise<unknown> = async () => undefined,
    look?: Look,
  ): Promise<ChromiumPhone> {
    const [folder, camera, cable] = await Promise.all([makeFolder(), makeCamera(look), layCable(server)]);
    const made = new ChromiumPhone({ folder, camera, cable, prepare });
    await made.switchOn();
    return made;
  }

  get page(): Page {
    if (this.#page === null) throw new Error('This phone is switched off.');
    return this.#page;
  }

  /** Starts the browser on what the profile holds; without network, when that was taken from it before. */
  async switchOn(): Promise<void> {
    const context = await chromium.launchPersistentContext(join(this.#folder.path, 'profile'), {
      ...chromiumOptions,
      ...phone,
      args: [...chromiumOptions.args, ...this.camera.args],
      locale: 'en-GB',
      reducedMotion: 'reduce',
    });
    context.setDefaultTimeout(PATIENCE_MS);
    await context.setOffline(this.#isOffline);
    await context.grantPermissions(['camera'], { origin: this.cable.url });
    await context.exposeBinding('gatehouseSaw', (_source, sighted: Sighted) => this.#see(sighted));
    await context.exposeBinding('gatehouseStops', () => this.#stopped());
    await context.addInitScript(watchPage);
    await this.#prepare(context);
    this.#context = context;
    this.#page = context.pages()[0] ?? (await context.newPage());
    this.#page.on('pageerror', (error) => this.faults.push(error.message));
  }

  /** As when the system ends the app without a word. */
  async kill(): Promise<void> {
    const pids = await processesOn(this.#folder.path);
    for (const pid of pids) endProcess(pid);
    await until(
      () => processesOn(this.#folder.path),
      (left) => left.length === 0,
    );
    await this.#context?.close().catch(() => undefined);
    [this.#context, this.#page] = [null, null];
  }

  /** Both at once: the browser knows that there is no network, and what tries all the same reaches nobody. */
  async goOffline(): Promise<void> {
    this.#isOffline = true;
    this.cable.cut();
    await this.#context?.setOffline(true);
  }

  async goOnline(): Promise<void> {
    this.#isOffline = false;
    this.cable.mend();
    await this.#context?.setOffline(false);
  }

  async open(): Promise<void> {
    await this.page.goto(`${this.cable.url}/scanner/`);
  }

  /** Holds a code before the camera until this verdict is on the screen, then takes it away. */
  async scan(text: string, expected: { readonly face: string; readonly word: string }): Promise<Sighted> {
    const before = this.sighted.length;
    await this.camera.show(text);
    const seen = async () => {
      // Killed in the moment between, it shows once more what was seen already.
      if ((await this.page.getByText(late).count()) > 0) await this.dismiss();
      return this.sighted.slice(before);
    };
    await until(seen, (all) => all.length > 0);
    await this.camera.show();
    const [sighted] = this.sighted.slice(before);
    if (sighted?.face !== expected.face || sighted.word !== expected.word)
      throw new Error(`Instead of ${expected.word} the screen says: ${sighted?.text}`);
    return sighted;
  }

  /** Takes the verdict from the screen, unless it went by itself. */
  async dismiss(): Promise<void> {
    const next = this.page.getByRole('button', { name: 'Next' });
    const isThere = async () => {
      await next.click({ timeout: 1000 }).catch(() => undefined);
      return (await next.count()) > 0;
    };
    await until(isThere, (is) => !is);
  }

  /** Lets the page stop for good behind the next row that it writes. @returns settles when it has */
  async stopBehindNextRow(): Promise<{ readonly stopped: Promise<void> }> {
    this.#hasUnseen = true;
    const stopped = new Promise<void>((resolve) => {
      this.#stopped = resolve;
    });
    await this.page.evaluate(() => {
      (globalThis as WatchedPage).gatehouseWatch.stopsBehindRow = true;
    });
    return { stopped };
  }

  #see(sighted: Sighted): void {
    const isRepeated = sighted.text.includes(late) && !this.#hasUnseen;
    if (!isRepeated) this.sighted.push(sighted);
    this.#hasUnseen &&= !sighted.text.includes(late);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#context?.close();
    await this.camera[Symbol.asyncDispose]();
    await this.cable[Symbol.asyncDispose]();
    await this.#folder[Symbol.asyncDispose]();
  }
}

function endProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended with another one.
  }
}
