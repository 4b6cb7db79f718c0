/**
 * Everything that is compiled, in order. An entry is built when its `config` exists and one of its `sources` has
 * changed since it was last built, or its `output` is gone.
 * `served: true`: its files go over the network as they are, so compressed copies are laid beside them.
 * `tool: true` marks what only developers run: `npm start` leaves it out.
 */
export const builds = [
  {
    name: 'server',
    config: 'server/tsconfig.json',
    command: ['tsc', '-b', 'server'],
    sources: ['shared', 'migrations', 'server'],
    output: 'server/dist',
  },
  {
    name: 'scanner',
    config: 'scanner/vite.config.ts',
    command: ['vite', 'build', '--logLevel', 'warn'],
    cwd: 'scanner',
    sources: ['shared', 'scanner'],
    output: 'scanner/dist',
    served: true,
  },
  {
    name: 'portal',
    config: 'portal/vite.config.ts',
    command: ['vite', 'build', '--logLevel', 'warn'],
    cwd: 'portal',
    sources: ['shared', 'portal'],
    output: 'portal/dist/client',
    served: true,
  },
  {
    name: 'attendee-pages',
    config: 'portal/vite.ssr.config.ts',
    command: ['vite', 'build', '--config', 'vite.ssr.config.ts', '--logLevel', 'warn'],
    cwd: 'portal',
    sources: ['shared', 'portal'],
    output: 'portal/dist/attendee',
  },
  {
    name: 'tools',
    config: 'scripts/tsconfig.build.json',
    command: ['tsc', '-b', 'scripts/tsconfig.build.json'],
    sources: ['shared', 'migrations', 'server', 'scripts'],
    output: 'scripts/dist',
    tool: true,
  },
  {
    name: 'benchmarks',
    config: 'bench/tsconfig.json',
    command: ['tsc', '-b', 'bench'],
    sources: ['shared', 'migrations', 'server', 'bench'],
    output: 'bench/dist',
    tool: true,
  },
  {
    name: 'door',
    config: 'play/vite.config.ts',
    command: ['vite', 'build', '--logLevel', 'warn'],
    cwd: 'play',
    sources: ['shared', 'scanner', 'server', 'play'],
    output: 'play/dist',
    tool: true,
  },
  {
    name: 'simulator',
    config: 'sim/vite.config.ts',
    command: ['vite', 'build', '--logLevel', 'warn'],
    cwd: 'sim',
    sources: ['shared', 'scanner', 'server', 'sim'],
    output: 'sim/dist',
    tool: true,
  },
  {
    name: 'pictures',
    config: 'e2e/tsconfig.build.json',
    command: ['tsc', '-b', 'e2e/tsconfig.build.json'],
    sources: ['e2e'],
    output: 'e2e/dist',
    tool: true,
  },
];
