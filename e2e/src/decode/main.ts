import { complaints, readFolder, summarise } from './figures.js';
import { BadFolder } from './pictures-with-texts.js';

/** `npm run decode -- FOLDER`: what the scanner's reader finds in the pictures of a folder, beside stock html5-qrcode. */
const [folder] = process.argv.slice(2);
if (folder === undefined) {
  process.stderr.write(
    'Which folder? npm run decode -- FOLDER, with NAME.txt beside each NAME.png that has a code.\n',
  );
  process.exitCode = 1;
} else {
  try {
    const readings = await readFolder(folder);
    process.stdout.write(`${[...summarise(readings), ...complaints(readings)].join('\n')}\n`);
  } catch (error) {
    if (!(error instanceof BadFolder)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 2;
  }
}
