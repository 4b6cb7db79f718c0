import { chmodSync, cpSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packagedBinaries, program, reachableBinaries } from './binaries.js';
import { canExecute, isRoot, postgresUser } from './os-user.js';

// Only root runs PostgreSQL under another account; for everyone else the packaged programs are always reachable.
test.skipIf(!isRoot())('copies programs that lie below a closed folder, once', () => {
  const closed = mkdtempSync(join(tmpdir(), 'gatehouse-closed-'));
  const shared = mkdtempSync(join(tmpdir(), 'gatehouse-shared-'));
  chmodSync(shared, 0o755);
  try {
    const user = postgresUser();
    const packaged = packagedBinaries();
    expect(reachableBinaries(packaged, user, shared)).toBe(packaged);

    cpSync(packaged.native, join(closed, 'native'), { recursive: true, verbatimSymlinks: true });
    const hidden = { ...packaged, native: join(closed, 'native') };
    expect(canExecute(program(hidden, 'initdb'), user)).toBe(false);
    const copy = reachableBinaries(hidden, user, shared);
    expect(copy.native).toBe(join(shared, `postgresql-${packaged.version}`));
    expect(canExecute(program(copy, 'postgres'), user)).toBe(true);
    const madeAt = statSync(copy.native).ctimeMs;
    expect(statSync(reachableBinaries(hidden, user, shared).native).ctimeMs).toBe(madeAt);
  } finally {
    for (const folder of [closed, shared]) rmSync(folder, { recursive: true, force: true });
  }
});
