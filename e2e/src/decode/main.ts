import { readFolder, summarise } from './figures.js';

/** `npm run decode -- FOLDER`: what the scanner's reader finds in the pictures of a folder, beside stock html5-qrcode. */
const [folder] = process.argv.slice(2);
if (folder === undefined) {
  process.stderr.write(
    'Which folder? npm run decode -- FOLDER, with NAME.txt beside each NAME.png that has a code.\n',
  );
  process.exitCode = 1;
} else {
  const readings = await readFolder(folder);
  process.stdout.write(`${summarise(readings).join('\n')}\n`);
  for (const { name, text, read } of readings) {
    if (text === null ? read.gatehouse.texts.length === 0 : read.gatehouse.texts.length > 0) continue;
    process.stdout.write(`  ${text === null ? 'false' : 'not found'}: ${name}
`);
  }
}
