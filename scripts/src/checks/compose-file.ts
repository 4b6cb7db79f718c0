import { parse } from 'yaml';
import type { SourceFile } from './files.js';

/** The parts of a service in docker-compose.yml that can contradict the code, in one shape each. */
export interface Service {
  readonly name: string;
  /** The name of the image without registry and tag; undefined for an image of our own. */
  readonly image: string | undefined;
  readonly buildFiles: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** The words of command, entrypoint and health check. */
  readonly words: readonly string[];
  readonly publishedPorts: readonly number[];
  /** Paths of the repository that are mounted. */
  readonly mounts: readonly string[];
}

interface Written {
  readonly image?: string;
  readonly build?: string | { readonly context?: string; readonly dockerfile?: string };
  readonly environment?: readonly string[] | Readonly<Record<string, unknown>>;
  readonly command?: Words;
  readonly entrypoint?: Words;
  readonly healthcheck?: { readonly test?: Words };
  readonly ports?: readonly (string | number | { readonly target: number })[];
  readonly volumes?: readonly (string | { readonly type: string; readonly source?: string })[];
}

type Words = string | readonly string[];

/** @throws YAMLParseError when the file is not YAML */
export function servicesOf(file: SourceFile): Service[] {
  // Without `merge` the keys that `<<: *base` brings would be invisible here.
  const written: { services?: Record<string, Written> } = parse(file.text, { merge: true });
  return Object.entries(written.services ?? {}).map(([name, service]) => ({
    name,
    image: service.build === undefined ? imageName(service.image ?? '') : undefined,
    buildFiles: buildFiles(service.build),
    environment: environmentOf(service.environment ?? {}),
    words: [service.command, service.entrypoint, service.healthcheck?.test].flatMap(wordsOf),
    publishedPorts: (service.ports ?? []).map(containerPort),
    mounts: (service.volumes ?? []).flatMap(mountOf),
  }));
}

/** `docker.io/library/postgres:18-alpine@sha256:…` → `postgres`. */
function imageName(image: string): string {
  return image
    .replace(/@.*$/, '')
    .replace(/:[^/]*$/, '')
    .replace(/^(?:docker\.io\/)?(?:library\/)?/, '');
}

function buildFiles(build: Written['build']): string[] {
  if (build === undefined) return [];
  const context = withoutDot(typeof build === 'string' ? build : (build.context ?? '.'));
  const dockerfile = (typeof build === 'object' ? build.dockerfile : undefined) ?? 'Dockerfile';
  return [context === '' ? dockerfile : `${context}/${dockerfile}`];
}

function environmentOf(environment: NonNullable<Written['environment']>): Record<string, string> {
  const pairs = Array.isArray(environment)
    ? environment.map((line: string): [string, unknown] => [
        line.split('=', 1)[0] ?? '',
        line.replace(/^[^=]*=?/, ''),
      ])
    : Object.entries(environment);
  return Object.fromEntries(pairs.map(([name, value]) => [name, withDefaults(String(value ?? ''))]));
}

function wordsOf(words: Words | undefined): string[] {
  return (typeof words === 'string' ? [words] : [...(words ?? [])]).flatMap((word) => word.split(/\s+/));
}

/** `127.0.0.1:${PORT:-443}:8443/tcp` → 8443. */
function containerPort(port: string | number | { readonly target: number }): number {
  if (typeof port === 'object') return port.target;
  return Number(
    withDefaults(String(port))
      .replace(/\/\w+$/, '')
      .split(':')
      .at(-1),
  );
}

function mountOf(volume: string | { readonly type: string; readonly source?: string }): string[] {
  const source = typeof volume === 'string' ? volume.split(':', 1)[0] : volume.source;
  return source?.startsWith('.') ? [withoutDot(source)] : [];
}

function withoutDot(path: string): string {
  return path.replace(/^\.(?:\/|$)/, '').replace(/\/$/, '');
}

/** What compose puts in when nothing is set: `${NAME:-value}` → `value`. */
function withDefaults(text: string): string {
  return text.replace(/\$\{\w+(?::?-([^}]*)|[^}]*)\}/g, (_whole, fallback?: string) => fallback ?? '');
}
