/** A file that cannot be played, in one line that names the place in it. */
export class BadFile extends Error {
  /** @param path JSON pointer, empty for the whole file */
  constructor(path: string, what: string) {
    super(`${path === '' ? 'the file' : path}: ${what}`);
  }
}

/** A good file that this way of playing cannot play. */
export class NotPlayable extends Error {}
