import type { ClosedDatabase } from '../database/connect.js';
import type { Handlers } from './handlers.js';

export interface RegularWork {
  /** Pool of `gatehouse_system`, which knows what organisations there are and nothing of them. */
  readonly db: ClosedDatabase;
  readonly handlers: Pick<Handlers, 'regular'>;
  readonly onError: (error: Error) => void;
  readonly stopped: () => boolean;
}

type PlacementTable = { 'platform.placement': { organisationId: string } };

/** One round of all that is looked after regularly. What fails for one organisation keeps no other one waiting. */
export async function doRegularWork({ db, handlers, onError, stopped }: RegularWork): Promise<void> {
  if (handlers.regular.length === 0) return;
  const organisations = await db
    .$extendTables<PlacementTable>()
    .selectFrom('platform.placement')
    .select('organisationId')
    .execute();
  for (const { organisationId } of organisations) {
    for (const work of handlers.regular) {
      if (stopped()) return;
      await work(organisationId).catch(onError);
    }
  }
}
