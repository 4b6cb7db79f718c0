import type { Page } from 'playwright-core';

export interface Credentials {
  readonly email: string;
  readonly password: string;
}

/** Signs in at the portal and waits until the portal is there. */
export async function signIn(page: Page, origin: string, { email, password }: Credentials): Promise<void> {
  await page.goto(`${origin}/portal/`);
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('link', { name: 'Events' }).first().waitFor();
}

/** Creates a draft by the form, which ends on the page of the event. */
export async function createEvent(page: Page, event: { name: string; place: string }): Promise<void> {
  await page.getByRole('link', { name: 'Events' }).first().click();
  await page.getByRole('link', { name: 'Create event' }).first().click();
  await page.getByLabel('Name', { exact: true }).fill(event.name);
  await page.getByLabel('Place', { exact: true }).fill(event.place);
  await page.getByLabel('Starts', { exact: true }).fill('2027-07-01T18:00');
  await page.getByRole('button', { name: 'Create event' }).click();
  await page.getByRole('heading', { name: event.name }).waitFor();
}

/** Finds the event in the list and opens it. */
export async function openFromList(page: Page, name: string): Promise<void> {
  await page.getByRole('link', { name: 'Events' }).first().click();
  await page.getByRole('table').getByRole('link', { name }).click();
  await page.getByRole('heading', { name }).waitFor();
}

export async function publish(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Publish' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Publish' }).click();
  await page.getByText('Published', { exact: true }).first().waitFor();
}
