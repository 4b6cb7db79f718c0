/**
 * Every exception that the checks make, with its reason. A check that is in the way is discussed here and
 * nowhere else: there is no comment that switches one off.
 */

/** Modules in the order in which they may know of each other: each imports only those before it. */
export const MODULE_ORDER = [
  'organisations',
  'identity',
  'events',
  'ticketing',
  'payments',
  'orders',
  'checkin',
  'exhibitors',
  'stands',
  'artwork',
  'notifications',
  'reporting',
] as const;

/** Folder of each workspace package → packages of ours that it may import by name. */
export const PACKAGE_MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  // By its own name, because its pure and its web part are two TypeScript projects.
  shared: ['@gatehouse/shared'],
  migrations: [],
  server: ['@gatehouse/shared', '@gatehouse/migrations'],
  portal: ['@gatehouse/shared'],
  scanner: ['@gatehouse/shared'],
  scripts: ['@gatehouse/shared', '@gatehouse/migrations', '@gatehouse/server'],
  'scripts/sdk': [],
  // Its phones are real ones that run in Node.
  e2e: ['@gatehouse/shared', '@gatehouse/migrations', '@gatehouse/server', '@gatehouse/scanner'],
  bench: ['@gatehouse/shared', '@gatehouse/migrations', '@gatehouse/server', '@gatehouse/scanner'],
  // Plays scenarios on the scanner's own phones, in this process or against a server that it starts.
  play: ['@gatehouse/shared', '@gatehouse/server', '@gatehouse/scanner'],
  sim: ['@gatehouse/shared', '@gatehouse/migrations', '@gatehouse/server', '@gatehouse/scanner'],
};

/** Packages that code meant for every runtime may use: pure computation without input or output. */
export const PURE_PACKAGES = /^@noble\//;

/** The parts of `shared/src` that are for browsers; every other folder is pure. */
export const SHARED_WEB_FOLDERS = ['ui', 'api'] as const;

/** Files that load what only the running machine knows. */
export const COMPUTED_IMPORTS: Readonly<Record<string, string>> = {
  'server/src/platform/database/embedded/binaries.ts':
    'Finds the PostgreSQL package of this platform, whose name is made of the system and the processor.',
  'server/src/modules/notifications/ticket-mail/pdf/fonts.ts':
    'Finds the font files of packages, which are no modules.',
  'server/src/web/attendee-pages.ts':
    'Loads the build of the public pages, which is not there before the portal is built.',
};

/** Files that exist to be loaded by something other than an import, or to be a public face. */
export const EXPORT_ENTRY_POINTS: readonly RegExp[] = [
  // What a module shows to the others; not each of them needs each name today.
  /^server\/src\/modules\/[^/]+\/index\.ts$/,
  // The faces of the shared and migrations packages.
  /^(?:shared\/src\/[^/]+|migrations\/src)\/index\.ts$/,
];

/** Files whose texts are made-up data and not part of the product. */
export const LITERAL_TEXT_FILES: readonly RegExp[] = [
  // The page that shows every component in every state.
  /(?:^|\/)showcase(?:\/|\.tsx$|-)/,
];

/** Texts that are the same in every language. */
export const LITERAL_TEXTS: ReadonlySet<string> = new Set(['Gatehouse']);

/** Prefixes of catalogue keys whose last part is only known at run time: `t(\`errors.${code}\`)`. */
export const DYNAMIC_KEY_PREFIXES: readonly string[] = [
  // The last part is the code of an explanation, a notice, a term or a fault; the compiler knows that each has its words.
  'door.why.',
  'door.notice.',
  'door.rule.',
  'door.fault.',
];

/** Licences that anything installed may carry. */
export const LICENCES: ReadonlySet<string> = new Set([
  'MIT',
  'MIT-0',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'Apache-2.0',
  'MPL-2.0',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'Unlicense',
  'Python-2.0',
  'OFL-1.1',
  'PostgreSQL',
]);

/** Packages checked by hand, because what their package.json says is missing, unusual or not on the list. */
export const LICENCES_BY_HAND: Readonly<Record<string, { readonly says: string; readonly reason: string }>> =
  {
    'caniuse-lite': {
      says: 'CC-BY-4.0',
      reason: 'Data about browsers that the build tools read; nothing of it is in what we ship.',
    },
    'parse-cache-control': {
      says: 'BSD',
      reason:
        'The BSD licence of three clauses, by its LICENSE file. Lighthouse brings it, which only tests use.',
    },
    'png-js': {
      says: '',
      reason: 'MIT by its LICENSE file; its package.json forgot to say so. pdfkit brings it.',
    },
  };

/** Packages for other platforms that are read by hand, because no sibling here stands for them. */
export const ONE_PLATFORM_PACKAGES: Readonly<Record<string, string>> = {
  fsevents: 'MIT; watches files on macOS, for Vite during development only.',
  '@emnapi/core': 'MIT; runs native packages as WebAssembly where there is no binary.',
  '@emnapi/runtime': 'MIT; the same.',
  '@emnapi/wasi-threads': 'MIT; the same.',
  '@napi-rs/wasm-runtime': 'MIT; the same.',
  '@tybys/wasm-util': 'MIT; the same.',
};

/** Variables of Node and of containers in general, which our own images may set. */
export const PROCESS_VARIABLES: ReadonlySet<string> = new Set(['NODE_ENV', 'NODE_OPTIONS', 'TZ']);

/** Other people's images, by the name before the tag: variables that they read and ports that they serve. */
export const IMAGES: Readonly<
  Record<string, { readonly variables: RegExp; readonly ports: readonly number[] }>
> = {
  postgres: { variables: /^(?:POSTGRES_\w+|PGDATA|TZ)$/, ports: [5432] },
  redis: { variables: /^TZ$/, ports: [6379] },
  'valkey/valkey': { variables: /^(?:VALKEY_EXTRA_FLAGS|TZ)$/, ports: [6379] },
  'axllent/mailpit': { variables: /^(?:MP_\w+|TZ)$/, ports: [1025, 8025] },
  nginx: { variables: /^(?:NGINX_\w+|TZ)$/, ports: [80, 443] },
};

/** Files that may name a folder of the machine they run on. */
export const MACHINE_PATH_FILES: Readonly<Record<string, string>> = {};

/**
 * Things that checks look at and that are made by other work. `awaited` skips the check while the path is
 * missing and fails as soon as it is there, so that the line is changed to `required` at once; `required`
 * fails when it vanishes.
 */
export const SUBJECTS = {
  catalogue: { path: 'shared/src/i18n/catalogues/en', state: 'required' },
  compose: { path: 'docker-compose.yml', state: 'required' },
  decisions: { path: 'docs/DECISIONS.md', state: 'required' },
  readme: { path: 'README.md', state: 'required' },
} as const satisfies Record<string, { path: string; state: 'awaited' | 'required' }>;
