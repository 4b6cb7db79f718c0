import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { keptSecret } from '../platform/config/secrets.js';
import type { App } from '../platform/http/create-server.js';
import { addDemoAttendees } from './add-demo-attendees.js';
import { createDemoEventAs, type Post, signInForDemo } from './create-demo-event.js';
import { demoEvents } from './demo-events.js';

export interface DemoSignIn {
  readonly email: string;
  /** Only on the run that made it. */
  readonly password: string | undefined;
  readonly passwordFile: string;
}

const email = 'demo@gatehouse.invalid';
const slug = 'harbour-lights';

/** Makes the demo organisation on the first start. What it holds is made through the API, as a user would. */
export async function seedDemo(app: App, dataFolder: string): Promise<DemoSignIn> {
  const passwordFile = join(dataFolder, 'secrets', 'demo-password');
  const first = !existsSync(passwordFile);
  const password = keptSecret(dataFolder, 'demo-password', 12);
  if ((await app.platform.tenancy.findOrganisation(slug)) === undefined) {
    const { organisations, identity } = app;
    const personId = await identity.createPerson({ email, name: 'Robin Demo', locale: 'en', password });
    const organisationId = await organisations.create({
      slug,
      name: 'Harbour Lights',
      locale: 'en',
      timeZone: 'Europe/Berlin',
    });
    await identity.seedRoles(organisationId);
    await identity.addMember(organisationId, personId, 'owner');
    await makeEvents(await signInForDemo(app, { email, password }));
  }
  return { email, password: first ? password : undefined, passwordFile };
}

async function makeEvents(post: Post): Promise<void> {
  const [tonight, ...others] = demoEvents(new Date());
  if (tonight) await addDemoAttendees(post, await createDemoEventAs(post, tonight));
  for (const event of others) await createDemoEventAs(post, event);
}
