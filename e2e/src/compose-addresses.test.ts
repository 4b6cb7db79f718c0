import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { root } from './stack/child.js';

interface Service {
  readonly environment?: Readonly<Record<string, string>>;
  readonly extra_hosts?: readonly string[];
  readonly healthcheck?: object;
  readonly networks?: { readonly front?: { readonly ipv4_address: string } };
  readonly ports?: readonly string[];
  readonly restart?: string;
}

const { services }: { services: Record<string, Service> } = parse(
  readFileSync(join(root, 'docker-compose.yml'), 'utf8'),
  { merge: true },
);
const addressOf = (name: string) => services[name]?.networks?.front?.ipv4_address;

test('nginx finds the instances where they are', () => {
  const { environment = {}, extra_hosts: hosts } = services['nginx'] ?? {};
  const upstreams = [environment['NGINX_API_1'], environment['NGINX_API_2']];
  const names = upstreams.map((upstream) => upstream?.split(':')[0] ?? '');
  expect(new Set(names).size).toBe(2);
  expect(hosts).toEqual(names.map((name) => `${name}:${addressOf(name)}`));
});

test('the instances believe nginx and nobody else', () => {
  expect(addressOf('nginx')).toMatch(/^\d+(?:\.\d+){3}$/);
  for (const name of ['api-1', 'api-2'])
    expect(services[name]?.environment?.['TRUST_PROXY']).toBe(addressOf('nginx'));
});

test('only nginx has ports; every service has a health check and comes back after a crash', () => {
  for (const [name, { ports, restart, healthcheck }] of Object.entries(services)) {
    expect([name, ports]).toEqual([name, name === 'nginx' ? ['80:80', '443:443'] : undefined]);
    expect([name, restart]).toEqual([name, name === 'migrate' ? 'no' : 'unless-stopped']);
    expect([name, healthcheck]).toEqual([name, expect.anything()]);
  }
});
