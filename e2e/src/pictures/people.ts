import { enterCode } from '../hand-scan.js';
import { type Act, act, openRecent, press, type Studio, scan, scanAway, turn } from './studio.js';

/** What is done at the door about people. */
export const peopleActs: readonly Act[] = [
  { pictures: ['search', 'found'], play: takeSearch },
  { pictures: ['group', 'group-done'], play: takeGroup },
  { pictures: ['questions', 'questions-faults'], play: takeQuestions },
  { pictures: ['band', 'band-code-lost'], play: takeBand },
  { pictures: ['help', 'help-sent', 'help-row', 'help-call', 'help-code'], play: takeHelp },
];

async function takeSearch(studio: Studio): Promise<void> {
  const { take, stage } = studio;
  const [first, second] = stage.people.family;
  const page = await studio.atDoor('supervisor');
  const rows = page.locator('.people-row');
  await take(page, 'search', async () => {
    await press(studio, page, 'people.search.open');
    // The family's name, or its beginning.
    await page.locator('input[name=person]').fill(first.name.split(' ').at(-1) ?? '');
    await rows.filter({ hasText: second.name }).waitFor();
    await rows.nth(3).waitFor();
  });
  await take(page, 'found', async () => {
    await rows.filter({ hasText: second.name }).click();
    await page.locator('[data-verdict=confirm] .door-name', { hasText: second.name }).waitFor();
  });
}

async function takeGroup({ take, stage, atDoor }: Studio): Promise<void> {
  const page = await atDoor('supervisor');
  await scanAway(page, stage.people.family[0].code);
  await take(page, 'group', async () => {
    await openRecent(page);
    await act(page, 'group');
    await page.locator('.people-row').nth(3).waitFor();
  });
  await take(page, 'group-done', async () => {
    await page.locator('.people-foot button[data-kind=primary]').click();
    await page.locator('.people-row em', { hasText: 'Admit' }).nth(1).waitFor();
  });
}

async function takeQuestions({ take, stage, atDoor }: Studio): Promise<void> {
  const page = await atDoor('supervisor');
  const form = page.locator('form.door-ask');
  await take(page, 'questions', async () => {
    await enterCode(page, stage.people.asks.code, 'focus');
    await form.waitFor();
  });
  await take(page, 'questions-faults', async () => {
    await form.getByLabel(stage.emailQuestion).fill('ann at example');
    await form.locator('button[type=submit]').click();
    await form.locator('.ui-error').nth(2).waitFor();
  });
}

async function takeBand(studio: Studio): Promise<void> {
  const { take, stage } = studio;
  const page = await studio.atDoor('supervisor');
  await turn(page, 'check');
  await take(page, 'band', async () => {
    await scan(page, stage.people.lost.code, 'check');
    await act(page, 'wristband');
    await page.getByText(studio.word('people.band.lead')).waitFor();
  });
  await take(page, 'band-code-lost', async () => {
    await press(studio, page, 'people.band.loseCode');
    await press(studio, page, 'people.band.loseNow');
    await page.getByText(studio.word('people.band.codeLost')).waitFor();
  });
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await turn(page, 'in');
}

/** A lane calls, by the line and then without it. */
async function takeHelp({ take, stage, atDoor, word }: Studio): Promise<void> {
  const { code, name } = stage.people.help;
  const story = 'Was outside for a smoke';
  const desk = await atDoor('supervisor');
  const lane = await atDoor('steward');
  const call = async () => {
    await scan(lane, code, 'already');
    await act(lane, 'help');
    await lane.locator('textarea[name=note]').fill(story);
  };
  await scanAway(lane, code);
  await take(lane, 'help', call);
  await take(lane, 'help-sent', async () => {
    await lane.locator('.help-form button[type=submit]').click();
    await lane.locator('.ui-notice[data-tone=good]').waitFor();
  });
  await take(desk, 'help-row', () => desk.locator('.help-row').waitFor());
  await take(desk, 'help-call', async () => {
    await desk.locator('.help-row').click();
    await desk.locator('.people-row', { hasText: story }).click();
    await desk.locator('.people-row', { hasText: name }).waitFor();
  });
  await lane.keyboard.press('Escape');
  await lane.keyboard.press('Escape');
  await lane.context().setOffline(true);
  await take(lane, 'help-code', async () => {
    await call();
    await lane.locator('.help-form button[type=submit]').click();
    await lane.getByText(word('people.help.noLine')).waitFor();
    await lane.locator('.code-picture').waitFor();
  });
  await lane.context().setOffline(false);
}
