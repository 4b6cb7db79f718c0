import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative } from 'node:path';

/** A picture, and the text of the code in it; null: there is none to be found. */
export interface KnownPicture {
  /** Below the folder that was asked for. */
  readonly name: string;
  readonly path: string;
  readonly text: string | null;
}

const types: Readonly<Record<string, string>> = {
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.webp': 'image/webp',
  '.gif': 'image/gif',
};

/** A folder that there is nothing to read in; its message is for whoever named it. */
export class BadFolder extends Error {}

/**
 * The pictures in a folder and those below it. The text of `NAME.png` is in `NAME.txt` beside it; a picture without
 * such a file has no code in it. @throws BadFolder when it cannot be listed, or holds none
 */
export async function findPictures(folder: string): Promise<KnownPicture[]> {
  const files = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error: unknown) => {
    throw new BadFolder(error instanceof Error ? error.message : `${folder} cannot be listed.`);
  });
  const paths = files
    .filter((file) => file.isFile() && extname(file.name).toLowerCase() in types)
    .map((file) => join(file.parentPath, file.name))
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  if (paths.length === 0) throw new BadFolder(`There are no pictures in ${folder}.`);
  return Promise.all(
    paths.map(async (path) => {
      const beside = `${path.slice(0, -extname(path).length)}.txt`;
      const text = existsSync(beside) ? normalise(await readFile(beside, 'utf8')) : null;
      return { name: relative(folder, path), path, text };
    }),
  );
}

/** Editors leave line ends behind that the code does not have. */
export function normalise(text: string): string {
  return text.replaceAll('\r\n', '\n').replace(/\n+$/, '');
}

/** The picture as an address that a page can load without a server. */
export async function dataUrlOf({ path }: KnownPicture): Promise<string> {
  const bytes = await readFile(path);
  return `data:${types[extname(path).toLowerCase()]};base64,${bytes.toString('base64')}`;
}
