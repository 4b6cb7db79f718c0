import fastifySwagger from '@fastify/swagger';
import fastifySwaggerUi from '@fastify/swagger-ui';
import fp from 'fastify-plugin';
import { completeDescription } from './describe-operations.js';

/** OpenAPI 3.1 from the routes' own schemas, with a page to read and try it at `/docs`. */
export const openapi = fp(
  async (app) => {
    await app.register(fastifySwagger, {
      openapi: {
        openapi: '3.1.0',
        info: {
          title: 'Gatehouse API',
          version: '1',
          description:
            'Success is `{ "data": … }`, a list adds `page`; errors are `application/problem+json` with a stable `code`.',
        },
        components: {
          securitySchemes: {
            accessToken: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
            deviceToken: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
          },
        },
      },
      hideUntagged: true,
      transformObject: (document) =>
        'openapiObject' in document ? completeDescription(document.openapiObject) : document.swaggerObject,
      refResolver: {
        // A shared schema is called in the description what its `$id` calls it.
        buildLocalReference: (schema) => String(schema['$id']),
      },
    });
    await app.register(fastifySwaggerUi, {
      routePrefix: '/docs',
      staticCSP: false,
      // The other layout adds a bar whose logo brings a style of its own, which the policy of our pages forbids.
      uiConfig: { layout: 'BaseLayout', deepLinking: true, persistAuthorization: false },
      theme: { title: 'Gatehouse API' },
      logLevel: 'silent',
    });
  },
  { name: 'openapi' },
);
