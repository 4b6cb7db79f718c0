import { chmodSync, cpSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packagedBinaries, program, reachableBinaries } from './binaries.js';
import { canExecute, isRoot, postgresUser } from './os-user.js';

// Only root runs PostgreSQL under another account; for everyone else the packaged programs are always reachable.
test.skipIf(!isRoot())('copies programs that lie below a closed folder, once', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-packaged-'));
  const shared = mkdtempSync(join(tmpdir(), 'gatehouse-shared-'));
  for (const path of [folder, shared]) chmodSync(path, 0o755);
  try {
    const user = postgresUser();
    const { native, version } = packagedBinaries();
    const packaged = { native: join(folder, 'native'), version };
    cpSync(native, packaged.native, { recursive: true, verbatimSymlinks: true });
    expect(reachableBinaries(packaged, user, shared)).toBe(packaged);

    chmodSync(folder, 0o700);
    expect(canExecute(program(packaged, 'initdb'), user)).toBe(false);
    const copy = reachableBinaries(packaged, user, shared);
    expect(copy.native).toBe(join(shared, `postgresql-${version}`));
    expect(canExecute(program(copy, 'postgres'), user)).toBe(true);
    const madeAt = statSync(copy.native).ctimeMs;
    expect(statSync(reachableBinaries(packaged, user, shared).native).ctimeMs).toBe(madeAt);
  } finally {
    for (const path of [folder, shared]) rmSync(path, { recursive: true, force: true });
  }
});
