import type { FaultName } from '../outcome.js';
import { Random } from '../time/random.js';
import type { Draft } from '../world/draft.js';
import type { NewLog, World } from '../world/world.js';
import { DatabaseLoop } from './database-loop.js';
import { Deaths } from './deaths.js';
import type { Postgres } from './postgres.js';
import { PostgresLog } from './postgres-log.js';

/** What a world is played with whose server has its log in PostgreSQL. */
export interface OverPostgres {
  readonly loop: DatabaseLoop;
  readonly newLog: NewLog;
  /** Says whether backends are killed in this world. */
  withKills(draft: Draft): Draft;
  beforeStep(world: World): void;
  /** Nobody is killed from now on. */
  spare(): void;
  end(): Promise<void>;
}

/** @param now when the evening begins @param wanted the faults that may happen; undefined: as the seed draws them */
export async function beginOver(
  postgres: Postgres,
  {
    seed,
    now,
    wanted,
  }: { readonly seed: number; readonly now: number; readonly wanted: readonly FaultName[] | undefined },
): Promise<OverPostgres> {
  await postgres.clear();
  await postgres.beginLife(Math.floor(now / 1000));
  // Lines of their own, so that the rest of the world is drawn as it is in memory.
  const random = new Random(Math.imul(seed, 17) + 5);
  const loop = new DatabaseLoop(now, random.fork(), () => postgres.findHeldUp());
  const deaths = new Deaths(postgres.killed);
  const isDeadly = random.chance(0.7);
  const isServedByTwo = random.chance(0.7);
  let log: PostgresLog | undefined;
  return {
    loop,
    newLog(database) {
      log = new PostgresLog({ postgres, loop, deaths }, database);
      return log;
    },
    withKills(draft) {
      const faults = new Set(draft.faults);
      if (wanted === undefined && isDeadly) faults.add('backend-kill');
      return { ...draft, faults };
    },
    beforeStep({ step, draft, server }) {
      if (step === 0 && isServedByTwo) server.start(2);
      const ofStep = new Random(Math.imul(seed, 37) + Math.imul(step + 1, 7_368_787));
      if (draft.faults.has('backend-kill') && ofStep.chance(0.4)) deaths.draw(ofStep);
    },
    spare: () => deaths.spare(),
    end: async () => log?.end(),
  };
}
