import fp from 'fastify-plugin';
import { ticketChanged } from '../ticketing/index.js';
import { addDesk } from './desk/index.js';
import { createDeviceAuthentication } from './devices/device-authentication.js';
import { isGateInUse } from './devices/device-queries.js';
import { createDeviceTokens } from './devices/device-tokens.js';
import { createDoorKeys } from './devices/door-keys.js';
import { createPairingCodes } from './devices/pairing-codes.js';
import { createPairingSecrets } from './devices/pairing-secrets.js';
import { deviceRoutes } from './devices/routes/device-routes.js';
import { doorKeyRoutes, trustRoute } from './devices/routes/door-key-routes.js';
import { doorSettingsRoutes } from './devices/routes/door-settings-routes.js';
import { pairingOfferRoutes } from './devices/routes/pairing-offer-routes.js';
import { pairingRoutes, phoneRoutes, sessionRoutes } from './devices/routes/phone-routes.js';
import { createChallenges } from './devices/sessions.js';
import { addDigests } from './digest/index.js';
import { deskHelpRoutes } from './help/desk-help-routes.js';
import { forgetCalls } from './help/forget-calls.js';
import { helpRoutes } from './help/help-routes.js';
import { addLog, historySource, lastSeqOf } from './log/index.js';
import { addManifest } from './manifest/index.js';
import { ruleRoutes } from './rules/rule-routes.js';

export const checkinModule = fp(
  async (app) => {
    const { tenancy, secrets, sealer, live, publicUrl, handlers } = app.platform;
    const { events, organisations } = app;
    const tokens = createDeviceTokens(app.jwt, secrets.accessToken);
    const doorKeys = createDoorKeys(sealer);
    const pairing = {
      tenancy,
      events,
      live,
      publicUrl,
      doorKeys,
      secrets: createPairingSecrets(secrets.encryptionKey),
      codes: createPairingCodes(secrets.encryptionKey),
    };
    const challenges = createChallenges(secrets.accessToken);
    app.api.authenticateDevicesWith(createDeviceAuthentication(tenancy, tokens));
    events.onGateRemoval(isGateInUse);
    app.api.publicApi((inner) => pairingRoutes(inner, pairing));
    app.api.publicApi((inner) => sessionRoutes(inner, { tenancy, challenges, tokens }));
    app.api.deviceApi((inner) => phoneRoutes(inner, { tenancy, events, organisations, live }));
    app.api.deviceApi((inner) => helpRoutes(inner, { tenancy, events, live, sealer }));
    const { ticketing, identity } = app;
    app.api.portalApi((inner) =>
      deskHelpRoutes(inner, { tenancy, events, live, sealer, ticketing, identity }),
    );
    handlers.regularly((organisationId) =>
      tenancy.run({ organisationId }, (trx) => forgetCalls(trx, events)),
    );
    app.api.deviceApi((inner) => trustRoute(inner, pairing));
    app.api.portalApi((inner) => doorKeyRoutes(inner, { tenancy, sealer, live }));
    app.api.portalApi((inner) => pairingOfferRoutes(inner, pairing));
    app.api.portalApi((inner) => doorSettingsRoutes(inner, { tenancy, events, live }));
    app.api.portalApi((inner) => deviceRoutes(inner, { tenancy, events, live, lastSeqOf }));
    handlers.applyOnce(ticketChanged, 'checkin.tell_tickets', async (trx, { organisationId, payload }) => {
      const dates = await events.readPassDates(trx, payload.eventId, 'now');
      for (const eventId of [payload.eventId, ...dates])
        await live.publish(trx, { organisationId, eventId, what: ['tickets'] });
    });
    const { readPositions } = addManifest(app, { doorKeys, history: historySource(events) });
    addDigests(app);
    addDesk(app, addLog(app, { doorKeys, readPositions }));
    app.api.portalApi((inner) => ruleRoutes(inner, { tenancy, events, ticketing: app.ticketing }));
  },
  {
    name: 'checkin',
    dependencies: ['platform', 'api-contexts', 'organisations', 'identity', 'events', 'ticketing'],
  },
);
