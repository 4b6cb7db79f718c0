import { describe, expect, it } from 'vitest';
import { composeTruth } from './compose.js';
import { briefly, source } from './fixture.js';

const compose = `x-app: &app
  build: .
  environment: &app-environment
    DATABASE_URL: postgres://app:secret@db:5432/gatehouse
    REDIS_URL: redis://cache:6379
    SMTP_URL: \${SMTP_URL:-smtp://mail:1025}
    ACCESS_TOKEN_SECRET_FILE: /run/secrets/access
services:
  nginx:
    image: nginx:1.29-alpine
    environment: { NGINX_ENVSUBST_FILTER: ^NGINX_, NGINX_HTTPS: "443", NGINX_API: "api:8420" }
    ports: ["80:80", "\${HTTPS_PORT:-443}:443"]
    volumes: ["./deploy/nginx/site.conf.template:/etc/nginx/templates/default.conf.template:ro", "certificates:/certificates"]
  api:
    <<: *app
    command: ["node", "/app/server/dist/main.js"]
    environment: { <<: *app-environment, PORT: "8420" }
    healthcheck:
      test: ["CMD", "node", "deploy/health.mjs", "http://127.0.0.1:8420/api/v1/ready"]
  db:
    image: docker.io/library/postgres:18-alpine@sha256:abc
    environment: [POSTGRES_PASSWORD=x]
  cache: { image: "redis:8" }
  mail: { image: "axllent/mailpit:v1.27" }
`;

const nginx = `upstream api {
  server \${NGINX_API};
}
server {
  listen 80;
  listen [::]:\${NGINX_HTTPS} ssl;
}
`;
const dockerfile =
  'FROM node:24\nCOPY package.json server/ ./\nCOPY --from=build /app /app\nENV NODE_ENV=production \\\n  HOST=0.0.0.0\nEXPOSE 8420\nCMD ["node", "server/dist/main.js"]\n';

function check({ from = '', to = '' }: { from?: string; to?: string } = {}): string[] {
  const written = {
    'docker-compose.yml': compose,
    'deploy/nginx/site.conf.template': nginx,
    Dockerfile: dockerfile,
    'deploy/health.mjs': '',
    'package.json': '{}',
    'server/src/main.ts': '',
  };
  if (from !== '') expect(Object.values(written).join('\n')).toContain(from);
  const files = Object.entries(written).map(([path, text]) => source(path, text.replace(from, to)));
  const variables = new Set(['HOST', 'PORT', 'DATABASE_URL', 'REDIS_URL', 'SMTP_URL', 'ACCESS_TOKEN_SECRET']);
  return briefly(composeTruth({ files, composePath: 'docker-compose.yml', variables, defaultPort: 8420 }));
}

it('accepts files that agree with each other and with the code', () => {
  expect(check()).toEqual([]);
});

describe('refuses', () => {
  it.each([
    [
      'a variable that nothing reads',
      'PORT: "8420"',
      'PROT: "8420"',
      'docker-compose.yml:17 compose-variable',
    ],
    [
      'a wrong variable of an image',
      'POSTGRES_PASSWORD',
      'POSTGRESS',
      'docker-compose.yml:22 compose-variable',
    ],
    [
      'a variable that arrives by a merge',
      '_SECRET_FILE',
      '_SECRETS',
      'docker-compose.yml:7 compose-variable',
    ],
    ['an image without a row', 'redis:8', 'memcached:1', 'docker-compose.yml:23 compose-image'],
    [
      'a mount that is missing',
      './deploy/nginx/site.conf.template',
      './deploy/gone.conf',
      'docker-compose.yml:13 compose-path',
    ],
    [
      'a Dockerfile that is missing',
      'build: .',
      'build: { context: server }',
      'docker-compose.yml:1 compose-path',
    ],
    [
      'a command without a source',
      '/app/server/dist/main.js',
      '/app/server/dist/gone.js',
      'docker-compose.yml:16 compose-path',
    ],
    [
      'a script that is missing',
      'deploy/health.mjs',
      'deploy/gone.mjs',
      'docker-compose.yml:19 compose-path',
    ],
    [
      'a place of a template that stays empty',
      'listen 80;',
      `listen 80;\n  add_header a \${NGINX_GONE};`,
      'deploy/nginx/site.conf.template:6 compose-variable',
    ],
    [
      'a variable of nginx that no template has a place for',
      'NGINX_HTTPS:',
      'NGINX_MORE: "1", NGINX_HTTPS:',
      'docker-compose.yml:11 compose-variable',
    ],
    ['a published port that nginx does not serve', ':443"', ':8443"', 'docker-compose.yml:12 compose-port'],
    [
      'a port of another service',
      'cache: {',
      'cache: { ports: ["6379:6379"],',
      'docker-compose.yml:23 compose-port',
    ],
    [
      'a health check of another port',
      '127.0.0.1:8420',
      '127.0.0.1:8421',
      'docker-compose.yml:19 compose-port',
    ],
    ['a host that is no service', '@db:5432', '@database:5432', 'docker-compose.yml:4 compose-port'],
    ['a port that a service does not serve', 'cache:6379', 'cache:6380', 'docker-compose.yml:5 compose-port'],
    [
      'an upstream with another port',
      'NGINX_API: "api:8420"',
      'NGINX_API: "api:8421"',
      'deploy/nginx/site.conf.template:2 compose-port',
    ],
    [
      'an upstream that is no service',
      'NGINX_API: "api:8420"',
      'NGINX_API: "app:8420"',
      'deploy/nginx/site.conf.template:2 compose-port',
    ],
    ['a copy of what is missing', 'COPY package.json', 'COPY gone.json', 'Dockerfile:2 compose-path'],
    [
      'a start of what is missing',
      '["node", "server/dist/main.js"]',
      '["node", "server/dist/gone.js"]',
      'Dockerfile:7 compose-path',
    ],
    ['an ENV that nothing reads', 'HOST=0.0.0.0', 'HOTS=0.0.0.0', 'Dockerfile:4 compose-variable'],
    ['an EXPOSE of another port', 'EXPOSE 8420', 'EXPOSE 3000', 'Dockerfile:6 compose-port'],
  ])('%s', (_what, from, to, expected) => {
    expect(check({ from, to })).toEqual([expected]);
  });
});
