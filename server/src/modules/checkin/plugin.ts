import fp from 'fastify-plugin';
import { createDeviceAuthentication } from './devices/device-authentication.js';
import { createDeviceTokens } from './devices/device-tokens.js';
import { createDoorKeys } from './devices/door-keys.js';
import { addLog } from './log/index.js';
import { addManifest } from './manifest/index.js';

export const checkinModule = fp(
  async (app) => {
    const { tenancy, secrets, sealer } = app.platform;
    const tokens = createDeviceTokens(app.jwt, secrets.accessToken);
    const doorKeys = createDoorKeys(sealer);
    app.api.authenticateDevicesWith(createDeviceAuthentication(tenancy, tokens));
    const { readPositions } = addManifest(app, doorKeys);
    addLog(app, { doorKeys, readPositions });
    // Phones: pairing, sessions, state (devices/).
  },
  {
    name: 'checkin',
    dependencies: ['platform', 'api-contexts', 'organisations', 'identity', 'events', 'ticketing'],
  },
);
