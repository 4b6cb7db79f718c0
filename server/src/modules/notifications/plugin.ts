import fp from 'fastify-plugin';
import { eventPublished } from '../events/index.js';
import { mailQueued } from './events.js';
import { queuePublishedMails, sendMail } from './handlers.js';

export const notificationsModule = fp(
  async (app) => {
    const { handlers, mailer, tenancy, publicUrl } = app.platform;
    const { identity, organisations } = app;
    handlers.applyOnce(eventPublished, 'notifications.queue_published_mails', (trx, event) =>
      queuePublishedMails({ identity, organisations, publicUrl: publicUrl() }, trx, event),
    );
    handlers.deliver(mailQueued, 'notifications.send_mail', (event) =>
      sendMail({ tenancy, mailer, domain: new URL(publicUrl()).hostname }, event),
    );
  },
  { name: 'notifications', dependencies: ['platform', 'identity', 'organisations', 'events'] },
);
