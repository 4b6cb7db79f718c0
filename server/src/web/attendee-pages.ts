import fp from 'fastify-plugin';

export const attendeePages = fp(async () => {}, { name: 'attendee-pages' });
