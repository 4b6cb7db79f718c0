import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { root } from './child.js';

export type Variables = Readonly<Record<string, string>>;

/** What compose would run for a service. */
export interface ComposeService {
  readonly command: readonly string[];
  readonly environment: Variables;
  readonly healthCheck: readonly string[];
}

interface Written {
  readonly services: Record<
    string,
    { command?: string[]; environment?: Record<string, string | number>; healthcheck?: { test?: string[] } }
  >;
}

/** Reads docker-compose.yml as compose does. @param settings the lines of `.env` */
export function readCompose(settings: Variables): (service: string) => ComposeService {
  const text = readFileSync(join(root, 'docker-compose.yml'), 'utf8').replace(
    /\$\{(\w+):-([^}]*)\}/g,
    (_whole, name: string, fallback: string) => settings[name] ?? fallback,
  );
  const { services }: Written = parse(text, { merge: true });
  return (service) => {
    const { command = [], environment = {}, healthcheck } = services[service] ?? {};
    return {
      command,
      environment: Object.fromEntries(Object.entries(environment).map(([key, value]) => [key, `${value}`])),
      healthCheck: (healthcheck?.test ?? []).slice(1),
    };
  };
}

/** `NAME=value` lines. */
export function readSettings(path: string): Record<string, string> {
  const lines = readFileSync(path, 'utf8').split('\n');
  return Object.fromEntries(
    lines.filter((line) => line.includes('=')).map((line) => line.split(/=(.*)/s, 2) as [string, string]),
  );
}
