import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { drawScene } from '../camera-picture.js';
import { makeFolder, type TemporaryFolder } from '../folders.js';
import { canvasSize, useCanvasAsCamera } from '../phone/canvas-camera.js';
import { countStored, type Stored } from '../phone/stored.js';
import { until } from '../phone/until.js';
import { type Sighted, watchPage } from '../phone/watch-page.js';
import { type EngineBrowser, startBrowser } from '../vectors/browsers.js';
import { type Seen, serveOrders } from './page-agent.js';
import { layPageLine, type PageLine } from './page-line.js';

const script = [
  `(${useCanvasAsCamera})(${JSON.stringify(canvasSize)});`,
  `globalThis.gatehouseStored = ${countStored};`,
  `(${serveOrders})();`,
  `(${watchPage})();`,
].join('\n');

/** A browser of any engine with a profile, a network and a canvas for a camera. It is moved without a driver. */
export class EnginePhone implements AsyncDisposable {
  /** The first time that each verdict came on the screen, over all starts, the oldest first. */
  readonly sighted: Sighted[] = [];
  readonly faults: string[] = [];
  readonly line: PageLine;
  readonly #browser: EngineBrowser;
  readonly #folder: TemporaryFolder;
  #running: AsyncDisposable | null = null;

  private constructor(browser: EngineBrowser, folder: TemporaryFolder, line: PageLine) {
    this.#browser = browser;
    this.#folder = folder;
    this.line = line;
  }

  /** @param server address of the Gatehouse that it will know */
  static async take(browser: EngineBrowser, server: string): Promise<EnginePhone> {
    const folder = await makeFolder();
    const told: EnginePhone[] = [];
    const line = await layPageLine({
      server,
      script,
      onTold: (said) => {
        if ('sighted' in said) told[0]?.sighted.push(said.sighted);
        else told[0]?.faults.push(said.fault);
      },
    });
    const made = new EnginePhone(browser, folder, line);
    told.push(made);
    return made;
  }

  /** Starts the browser on what its profile holds. @param path of the page, such as `/scanner/` */
  async switchOn(path: string): Promise<void> {
    const profile = join(this.#folder.path, 'profile');
    await mkdir(profile, { recursive: true });
    await writeFile(join(profile, 'user.js'), firefoxPreferences);
    const command = this.#browser.command(`${this.line.url}${path}`, profile);
    if (command === undefined) throw new Error(`${this.#browser.name} is not installed.`);
    this.#running = startBrowser(command, profile);
  }

  /** As when the system ends the app without a word. */
  async kill(): Promise<void> {
    await this.#running?.[Symbol.asyncDispose]();
    this.#running = null;
  }

  /** What of this can be seen now; nothing while the page comes or goes. */
  read(selector: string): Promise<readonly Seen[]> {
    return this.line.ask<Seen[]>({ do: 'read', selector }).catch(() => []);
  }

  stored(): Promise<Stored> {
    return this.line.ask<Stored>({ do: 'stored' });
  }

  /** Until one of these can be seen and may be pressed; then it is. */
  async click(selector: string): Promise<void> {
    await until(
      () => this.read(selector),
      ([first]) => first?.enabled === true,
    );
    await this.line.ask({ do: 'click', selector });
  }

  /** Until this is on the screen. @returns its text */
  async untilSeen(selector: string, text = /./): Promise<string> {
    const seen = await until(
      () => this.read(selector),
      (all) => all.some((each) => text.test(each.text)),
    );
    return seen.find((each) => text.test(each.text))?.text ?? '';
  }

  /** Until the camera runs, which the browser has to be asked for at each start. */
  async untilScanning(): Promise<void> {
    const states = ['running', 'asking', 'starting', 'paused', 'refused', 'none', 'busy', 'insecure'];
    const look = async () => {
      await this.line.ask({ do: 'click', selector: '.door-view[data-phase=asking] button' }).catch(() => 0);
      const shown = states.map(async (state) => {
        const views = await this.read(`.door-view[data-phase=${state}]`);
        return views.length > 0 ? [state] : [];
      });
      return { states: (await Promise.all(shown)).flat(), faults: this.faults };
    };
    await until(look, (seen) => seen.states.includes('running'));
  }

  /** Holds a code before the camera until a verdict with this face is on the screen, then takes it away. */
  async scan(text: string, face: string): Promise<Sighted> {
    const before = this.sighted.length;
    await this.#show(text);
    // A verdict that stood there before may be written once more, with what was learnt of it.
    const seen = await until(
      () => this.sighted.slice(before),
      (all) => all.some((each) => each.face === face),
    );
    await this.#show();
    const found = seen.find((each) => each.face === face);
    if (found === undefined) throw new Error('No verdict came.');
    return found;
  }

  /** Takes the verdict from the screen, unless it went by itself. */
  async dismiss(): Promise<void> {
    const isThere = async () => {
      await this.line.ask({ do: 'press', key: 'Escape' }).catch(() => undefined);
      return (await this.read('[data-verdict]')).length > 0;
    };
    await until(isThere, (is) => !is);
  }

  async #show(...texts: string[]): Promise<void> {
    const { width, height } = canvasSize;
    const grey = drawScene(texts, 0)
      .subarray(0, width * height)
      .toString('base64');
    await this.line.ask({ do: 'show', grey });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
    await this.line[Symbol.asyncDispose]();
    await this.#folder[Symbol.asyncDispose]();
  }
}

/** Without the questions that a Firefox has at its first start and behind a crash. Other engines do not read it. */
const firefoxPreferences = Object.entries({
  'browser.aboutwelcome.enabled': false,
  'browser.sessionstore.resume_from_crash': false,
  'browser.shell.checkDefaultBrowser': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'intl.accept_languages': 'en-GB,en',
  'toolkit.startup.max_resumed_crashes': -1,
})
  .map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`)
  .join('');
