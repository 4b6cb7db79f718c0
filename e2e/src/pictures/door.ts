import { phone } from '../browser.js';
import { enterCode } from '../hand-scan.js';
import { type Act, act, openRecent, type Studio, scan, scanAway, untilRunning } from './studio.js';

/** What is done at the door about answers. */
export const doorActs: readonly Act[] = [
  { pictures: ['unpaid'], play: takeUnpaid },
  { pictures: ['override', 'undo', 'undone'], play: takeOverride },
  { pictures: ['several'], play: takeSeveral },
  { pictures: ['truth', 'recent', 'landscape'], play: takeScreen },
  { pictures: ['second-tab'], play: takeSecondTab },
];

async function takeUnpaid({ take, stage, atDoor }: Studio): Promise<void> {
  const page = await atDoor('supervisor');
  await take(page, 'unpaid', () => scan(page, stage.people.unpaid.code, 'confirm'));
}

/** Against the answer, and back. */
async function takeOverride(studio: Studio): Promise<void> {
  const { take, stage, word } = studio;
  const page = await studio.atDoor('supervisor');
  await take(page, 'override', async () => {
    await scan(page, stage.people.gone.code, 'refuse');
    await act(page, 'override');
    await page.getByRole('dialog').getByText(word('scanner.override.other')).click();
    await page.locator('[name=note]').fill('Ticket was moved to her brother');
  });
  await page.locator('dialog button[type=submit]').click();
  await page.locator('.door-recent li:first-child [data-face=admit]').waitFor({ state: 'attached' });
  await page.locator('[data-verdict]').waitFor({ state: 'detached' });
  await take(page, 'undo', async () => {
    await openRecent(page);
    await act(page, 'undo');
  });
  await take(page, 'undone', async () => {
    await page.locator('dialog [data-kind=danger]').click();
    await page.locator('dialog .ui-notice').waitFor();
    await page.locator('dialog .door-panel-actions button').click();
    await page.locator('[data-verdict=undone]').waitFor();
  });
}

async function takeSeveral({ take, stage, atDoor, camera }: Studio): Promise<void> {
  const { pair, gone } = stage.people;
  const page = await atDoor('supervisor');
  try {
    await take(page, 'several', async () => {
      await camera.show(pair[0].code, pair[1].code, gone.code);
      const decided = page.locator('.door-many:not([data-family=waiting])');
      await decided.filter({ has: page.locator('li:nth-child(3)') }).waitFor();
      await page.locator('.door-box-word').nth(2).waitFor();
    });
  } finally {
    await camera.show();
  }
}

/** The screen after some scans, upright and across, and its figures. */
async function takeScreen({ take, stage, atDoor }: Studio): Promise<void> {
  const page = await atDoor('supervisor');
  await scanAway(page, stage.people.other.code);
  await scanAway(page, stage.people.other.code);
  await take(page, 'recent', async () => {
    await page.locator('.door-recent button').nth(3).waitFor();
    await page.locator('.door-line').getByText('0', { exact: true }).waitFor();
  });
  await take(page, 'truth', async () => {
    await page.locator('.door-truth').click();
    await page.locator('.door-figures').nth(2).waitFor();
    await page.getByText('at position').waitFor();
  });
  await page.keyboard.press('Escape');
  await take(page, 'landscape', async () => {
    await page.setViewportSize({ width: phone.viewport.height, height: phone.viewport.width });
    await untilRunning(page);
  });
  await page.setViewportSize(phone.viewport);
}

/** A page of the same phone beside the first one, which alone may scan. */
async function takeSecondTab({ take, stage, atDoor, gatehouse }: Studio): Promise<void> {
  const first = await atDoor('supervisor');
  const page = await first.context().newPage();
  try {
    await page.goto(`${gatehouse.url}/scanner/`);
    await untilRunning(page);
    await take(page, 'second-tab', async () => {
      await enterCode(page, stage.people.other.code);
      await page.locator('[data-verdict=unrecorded]').waitFor();
    });
  } finally {
    await page.close();
  }
}
