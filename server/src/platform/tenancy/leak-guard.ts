import type {
  KyselyPlugin,
  PluginTransformQueryArgs,
  PluginTransformResultArgs,
  QueryResult,
  RootOperationNode,
  UnknownRow,
} from 'kysely';

/**
 * Refuses queries on a transaction that has ended. Without it a forgotten `await` would run on a connection
 * that already serves somebody else's transaction.
 */
export class LeakGuard implements KyselyPlugin {
  #open = true;

  close(): void {
    this.#open = false;
  }

  transformQuery(args: PluginTransformQueryArgs): RootOperationNode {
    if (!this.#open) throw new Error('A query was made on a transaction that has ended.');
    return args.node;
  }

  transformResult(args: PluginTransformResultArgs): Promise<QueryResult<UnknownRow>> {
    return Promise.resolve(args.result);
  }
}
