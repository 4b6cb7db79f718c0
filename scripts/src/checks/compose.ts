import { IMAGES, PROCESS_VARIABLES } from './allow-lists.js';
import { type Service, servicesOf } from './compose-file.js';
import { type Breach, lineAt, type SourceFile } from './files.js';

export interface ComposeCheck {
  readonly files: readonly SourceFile[];
  readonly composePath: string;
  /** Names of the variables that the server reads. */
  readonly variables: ReadonlySet<string>;
  /** The port that the server listens on when PORT is not set. */
  readonly defaultPort: number;
}

/** What docker-compose.yml, the Dockerfile and nginx say of each other and of the code is true. */
export function composeTruth(check: ComposeCheck): Breach[] {
  const compose = check.files.find(({ path }) => path === check.composePath);
  if (!compose) return [];
  const services = servicesOf(compose);
  const found = services.flatMap((service) => [
    ...wrongVariables(service, check.variables),
    ...missingPaths(service, check.files),
    ...wrongPorts(service, services, check),
    ...unusedVariables(service, check),
  ]);
  const inCompose = found.map(({ needle, ...rest }) =>
    breach(compose, compose.text.indexOf(needle) + needle.lastIndexOf('\n') + 1, rest),
  );
  return [
    ...inCompose,
    ...dockerfiles(check),
    ...emptyPlaces(services, check),
    ...wrongUpstreams(services, check),
  ];
}

type Finding = Pick<Breach, 'rule' | 'advice'> & { readonly needle: string };

function breach(file: SourceFile, offset: number, what: Pick<Breach, 'rule' | 'advice'>): Breach {
  return { path: file.path, line: lineAt(file.text, Math.max(offset, 0)), ...what };
}

function wrongVariables(service: Service, variables: ReadonlySet<string>): Finding[] {
  const theirs = service.image === undefined ? undefined : IMAGES[service.image];
  if (service.image !== undefined && !theirs)
    return [
      { needle: service.image, rule: 'compose-image', advice: `give ${service.image} a row in IMAGES` },
    ];
  return Object.keys(service.environment)
    .filter((name) => (theirs ? !theirs.variables.test(name) : !isOurVariable(name, variables)))
    .map((name) => ({
      needle: name,
      rule: 'compose-variable',
      advice: `nothing in ${service.name} reads ${name}`,
    }));
}

function isOurVariable(name: string, variables: ReadonlySet<string>): boolean {
  return variables.has(name.replace(/_FILE$/, '')) || PROCESS_VARIABLES.has(name);
}

function missingPaths(service: Service, files: readonly SourceFile[]): Finding[] {
  const sources = service.words.flatMap(sourceOf);
  return [...service.buildFiles, ...service.mounts, ...sources]
    .filter((path) => !exists(path, files))
    .map((path) => ({
      needle: path.replace(/^.*\/|\.ts$/g, ''),
      rule: 'compose-path',
      advice: `${service.name} needs ${path}, which does not exist`,
    }));
}

/** The file of the repository that a word of a command stands for: what is built comes from a source. */
function sourceOf(word: string): string[] {
  const path =
    /(?:^|\/)((?:bench|deploy|migrations|portal|scanner|scripts|server|shared)\/[\w./-]+\.[cm]?js)$/.exec(
      word,
    )?.[1];
  return path === undefined ? [] : [path.replace(/^([\w-]+)\/dist\/(.*)\.js$/, '$1/src/$2.ts')];
}

function exists(path: string, files: readonly SourceFile[]): boolean {
  return path === '' || files.some((file) => file.path === path || file.path.startsWith(`${path}/`));
}

function isNginx(service: Service): boolean {
  return service.name === 'nginx' || service.image === 'nginx';
}

function wrongPorts(service: Service, services: readonly Service[], check: ComposeCheck): Finding[] {
  const findings: Finding[] = [];
  const add = (needle: string, advice: string) => findings.push({ needle, rule: 'compose-port', advice });
  const served = portsOf(service, check);
  for (const port of service.publishedPorts) {
    if (!isNginx(service))
      add(`\n  ${service.name}:`, `only nginx faces the network: take the ports of ${service.name} away`);
    else if (!served.includes(port)) add(String(port), `nginx does not listen on ${port}`);
  }
  for (const word of service.words)
    for (const [, port] of word.matchAll(/(?:127\.0\.0\.1|localhost):(\d+)/g))
      if (!served.includes(Number(port))) add(word, `${service.name} does not serve ${port}`);
  for (const [name, value] of Object.entries(service.environment)) {
    const [, host, port] =
      /^(?:postgres(?:ql)?|rediss?|smtps?):\/\/(?:[^@/]*@)?([a-z][\w-]*)(?::(\d+))?(?=[/?]|$)/.exec(value) ??
      [];
    const advice =
      host === undefined
        ? undefined
        : unreachable({ host, port: Number(port ?? Number.NaN) }, services, check);
    if (advice !== undefined) add(name, advice);
  }
  return findings;
}

interface Address {
  readonly host: string;
  /** NaN where the address leaves the port to its scheme. */
  readonly port: number;
}

function unreachable(
  { host, port }: Address,
  services: readonly Service[],
  check: ComposeCheck,
): string | undefined {
  const target = services.find(({ name }) => name === host);
  if (!target) return `there is no service ${host}`;
  // An image without a row is a finding of its own.
  if (target.image !== undefined && !IMAGES[target.image]) return undefined;
  return Number.isNaN(port) || portsOf(target, check).includes(port)
    ? undefined
    : `${host} does not serve ${port}`;
}

function portsOf(service: Service, check: ComposeCheck): readonly number[] {
  if (isNginx(service))
    return nginxFiles(check, service).flatMap((file) => numbers(file.text, /^\s*listen\s+(?:\S+:)?(\d+)/gm));
  if (service.image !== undefined) return IMAGES[service.image]?.ports ?? [];
  const { PORT = check.defaultPort } = service.environment;
  return [Number(PORT)];
}

function numbers(text: string, pattern: RegExp): number[] {
  return [...text.matchAll(pattern)].map((match) => Number(match[1]));
}

/** The files as nginx reads them: its image fills in `${NAME}` from the environment of the service. */
function nginxFiles({ files }: ComposeCheck, nginx: Service | undefined): SourceFile[] {
  return files
    .filter(({ path }) => /^deploy\/.*\.conf(?:\.template)?$/.test(path))
    .map(({ path, text }) => ({
      path,
      text: text.replace(place, (whole, name: string) => nginx?.environment[name] ?? whole),
    }));
}

const place = /\$\{(\w+)\}/g;

function emptyPlaces(services: readonly Service[], check: ComposeCheck): Breach[] {
  return nginxFiles(check, services.find(isNginx)).flatMap((file) =>
    [...file.text.matchAll(place)].map((match) => {
      const advice = `give ${match[1]} a value in the environment of nginx`;
      return breach(file, match.index + 1, { rule: 'compose-variable', advice });
    }),
  );
}

/** The variables that the image itself reads begin alike. */
function unusedVariables(service: Service, check: ComposeCheck): Finding[] {
  if (!isNginx(service)) return [];
  const written = nginxFiles(check, undefined)
    .map(({ text }) => text)
    .join('\n');
  return Object.keys(service.environment)
    .filter((name) => /^NGINX_(?!ENVSUBST_|ENTRYPOINT_)/.test(name) && !written.includes(`\${${name}}`))
    .map((name) => ({
      needle: name,
      rule: 'compose-variable',
      advice: `no template of nginx has a place for ${name}`,
    }));
}

function wrongUpstreams(services: readonly Service[], check: ComposeCheck): Breach[] {
  const pattern = /^\s*(?:server|proxy_pass)\s+(?:https?:\/\/)?([a-z][\w-]*):(\d+)/gm;
  return nginxFiles(check, services.find(isNginx)).flatMap((file) =>
    [...file.text.matchAll(pattern)].flatMap((match) => {
      const advice = unreachable({ host: match[1] ?? '', port: Number(match[2]) }, services, check);
      return advice === undefined ? [] : [breach(file, match.index + 1, { rule: 'compose-port', advice })];
    }),
  );
}

function dockerfiles(check: ComposeCheck): Breach[] {
  return check.files
    .filter(({ path }) => /(?:^|\/)Dockerfile$/.test(path))
    .flatMap((file) => dockerfile(file, check));
}

/** Each instruction of a Dockerfile on its own, continued lines joined. */
function dockerfile(file: SourceFile, { files, variables, defaultPort }: ComposeCheck): Breach[] {
  const breaches: Breach[] = [];
  for (const match of file.text.matchAll(/^([A-Z]+)[ \t]+((?:.*\\\n)*.*)$/gm)) {
    const words = (match[2] ?? '')
      .replace(/\\\n/g, ' ')
      .split(/[\s",[\]]+/)
      .filter((word) => word !== '');
    const add = (rule: string, advice: string) => breaches.push(breach(file, match.index, { rule, advice }));
    if (match[1] === 'COPY' && !words.some((word) => word.startsWith('--from=')))
      for (const path of words.filter((word) => !word.startsWith('--')).slice(0, -1))
        if (!existsLike(path, files)) add('compose-path', `${path} does not exist`);
    if (match[1] === 'CMD' || match[1] === 'ENTRYPOINT' || match[1] === 'HEALTHCHECK')
      for (const path of words.flatMap(sourceOf))
        if (!exists(path, files)) add('compose-path', `${path} does not exist`);
    if (match[1] === 'ENV')
      for (const name of words
        .filter((word) => word.includes('='))
        .map((word) => word.split('=', 1)[0] ?? ''))
        if (!isOurVariable(name, variables) && name !== 'PATH')
          add('compose-variable', `nothing reads ${name}`);
    if (match[1] === 'EXPOSE' && !words.includes(String(defaultPort)))
      add('compose-port', `the server listens on ${defaultPort}`);
  }
  return breaches;
}

/** COPY takes patterns: the part before the first star must lead somewhere. */
function existsLike(path: string, files: readonly SourceFile[]): boolean {
  const plain = path.replace(/^\.\/?/, '').replace(/\/$/, '');
  const [fixed = ''] = plain.split('*', 1);
  return plain.includes('*') ? files.some((file) => file.path.startsWith(fixed)) : exists(plain, files);
}
