import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { clone } from '../gatehouse.js';
import { captions } from './captions.js';
import { type Look, looks } from './looks.js';

const names = Object.keys(captions) as (keyof typeof captions)[];

const lead = `# The scanner's screens

\`npm run pictures\` takes them anew and writes this page, from a Gatehouse of its own, on a phone of 390 × 844 with a
picture for a camera. They are there for whoever changes a screen, to look at before and after.
`;

const LINE = 118;

/** Writes docs/SCREENS.md. @returns what is missing of the pictures and what is too much, one line each */
export async function writeScreensPage(folder: string): Promise<readonly string[]> {
  const links = names.map((name) => linkOf('', name));
  const width = Math.max(...links.map(({ length }) => length));
  const room = Math.max(...names.map((name) => captions[name].length));
  const row = (left: string, right: string) => `| ${left.padEnd(width)} | ${right.padEnd(room)} |`;
  const table = [
    row('picture', 'what it shows'),
    row('-'.repeat(width), '-'.repeat(room)),
    ...names.map((name, index) => row(links[index] ?? '', captions[name])),
  ].join('\n');
  const lists = looks.filter(({ title }) => title !== '').map(listOf);
  await writeFile(join(clone, 'docs/SCREENS.md'), `${[lead, table, '', lists.join('\n\n')].join('\n')}\n`);
  return compare(await readdir(folder));
}

function linkOf(prefix: string, name: string): string {
  return `[${name.replaceAll('-', ' ')}](pictures/scanner/${prefix}${name}.jpg)`;
}

function picturesOf({ only }: Look): readonly string[] {
  return names.filter((name) => only?.includes(name) !== false);
}

function listOf(look: Look): string {
  const links = picturesOf(look).map((name) => linkOf(look.prefix, name));
  const lines: string[] = [];
  for (const [index, link] of links.entries()) {
    const item = `${index === 0 ? `${look.title}: ` : ''}${link}${index === links.length - 1 ? '.' : ','}`;
    const longer = `${lines.at(-1) ?? ''} ${item}`;
    if (lines.length === 0 || longer.length > LINE) lines.push(item);
    else lines[lines.length - 1] = longer;
  }
  return lines.join('\n');
}

function compare(files: readonly string[]): string[] {
  const wanted = looks.flatMap((look) => picturesOf(look).map((name) => `${look.prefix}${name}.jpg`));
  return [
    ...wanted.filter((file) => !files.includes(file)).map((file) => `${file} is missing.`),
    ...files.filter((file) => !wanted.includes(file)).map((file) => `${file} belongs to no screen.`),
  ];
}
