import type { Static, TObject, TProperties, TSchema } from 'typebox';
import type { ClosedTransaction, Tenancy } from '../tenancy/tenancy.js';
import type { Member } from './contexts.js';
import type { App } from './create-server.js';
import type { Page, PageRequest } from './page.js';
import { answers, dataOf, listOf, nothing, pageQuery } from './schemas.js';
import { writeOnce } from './write-once.js';

/** A collection inside something else, with the five routes that every such collection has. */
export interface Collection<
  Parent extends TObject<TProperties>,
  Item extends TObject<TProperties>,
  Shape extends TSchema,
  Saved extends TSchema,
  New extends TSchema,
  Changes extends TSchema,
> {
  /** Path of the collection, e.g. `/events/:eventId/zones`. */
  readonly path: string;
  /** Path parameter of one item, e.g. `zoneId`. */
  readonly itemParameter: string;
  /** What it is called in the documentation: one, many. */
  readonly names: readonly [one: string, many: string];
  readonly tag: string;
  readonly permissions: { readonly read: string; readonly write: string };
  readonly parent: Parent;
  readonly item: Item;
  readonly shape: Shape;
  /** What create and change answer with: the shape, perhaps with what the edit means. */
  readonly saved: Saved;
  readonly create: New;
  readonly changes: Changes;
  readonly actions: {
    list(trx: ClosedTransaction, params: Static<Parent>, page: PageRequest): Promise<Page<Static<Shape>>>;
    read(trx: ClosedTransaction, params: Static<Item>): Promise<Static<Shape>>;
    create(trx: ClosedTransaction, call: Call<Static<Parent>, Static<New>>): Promise<Static<Saved>>;
    change(trx: ClosedTransaction, call: Call<Static<Item>, Static<Changes>>): Promise<Static<Saved>>;
    remove(trx: ClosedTransaction, call: Call<Static<Item>, undefined>): Promise<void>;
  };
}

export interface Call<Params, Body> {
  readonly member: Member;
  readonly params: Params;
  readonly body: Body;
}

/** Registers list, read, create (idempotent by key), change and delete. */
export function collectionRoutes<
  Parent extends TObject<TProperties>,
  Item extends TObject<TProperties>,
  Shape extends TSchema,
  Saved extends TSchema,
  New extends TSchema,
  Changes extends TSchema,
>(app: App, tenancy: Tenancy, collection: Collection<Parent, Item, Shape, Saved, New, Changes>): void {
  const { names, tag, permissions, actions } = collection;
  const [one, many] = names;
  const itemPath = `${collection.path}/:${collection.itemParameter}`;
  const tags = [tag];
  app.route({
    method: 'GET',
    url: collection.path,
    config: { permission: permissions.read },
    schema: {
      tags,
      summary: `List ${many}`,
      params: collection.parent,
      querystring: pageQuery,
      response: answers({ 200: listOf(collection.shape) }, 401, 403, 404),
    },
    handler: (request) =>
      tenancy.run(request.member, (trx) =>
        actions.list(trx, request.params as Static<Parent>, request.query as PageRequest),
      ),
  });
  app.route({
    method: 'GET',
    url: itemPath,
    config: { permission: permissions.read },
    schema: {
      tags,
      summary: `One ${one}`,
      params: collection.item,
      response: answers({ 200: dataOf(collection.shape) }, 401, 403, 404),
    },
    handler: async (request) => ({
      data: await tenancy.run(request.member, (trx) => actions.read(trx, request.params as Static<Item>)),
    }),
  });
  writeRoutes(app, tenancy, collection, itemPath);
}

function writeRoutes<
  Parent extends TObject<TProperties>,
  Item extends TObject<TProperties>,
  Shape extends TSchema,
  Saved extends TSchema,
  New extends TSchema,
  Changes extends TSchema,
>(
  app: App,
  tenancy: Tenancy,
  collection: Collection<Parent, Item, Shape, Saved, New, Changes>,
  itemPath: string,
): void {
  const { actions, permissions } = collection;
  const [one] = collection.names;
  const tags = [collection.tag];
  const config = { permission: permissions.write };
  const errors = [401, 403, 404, 409, 422];
  app.route({
    method: 'POST',
    url: collection.path,
    config,
    schema: {
      tags,
      summary: `Create a ${one}`,
      params: collection.parent,
      body: collection.create,
      response: answers({ 201: dataOf(collection.saved) }, ...errors),
    },
    handler: (request, reply) => {
      const { member } = request;
      const params = request.params as Static<Parent>;
      const body = request.body as Static<New>;
      return writeOnce({ tenancy, caller: member, request, reply }, (trx) =>
        actions.create(trx, { member, params, body }),
      );
    },
  });
  app.route({
    method: 'PATCH',
    url: itemPath,
    config,
    schema: {
      tags,
      summary: `Change a ${one}`,
      params: collection.item,
      body: collection.changes,
      response: answers({ 200: dataOf(collection.saved) }, ...errors),
    },
    handler: async (request) => {
      const { member } = request;
      const params = request.params as Static<Item>;
      const body = request.body as Static<Changes>;
      return { data: await tenancy.run(member, (trx) => actions.change(trx, { member, params, body })) };
    },
  });
  app.route({
    method: 'DELETE',
    url: itemPath,
    config,
    schema: {
      tags,
      summary: `Delete a ${one}`,
      params: collection.item,
      response: answers({ 204: nothing }, ...errors),
    },
    handler: async (request, reply) => {
      const { member } = request;
      const params = request.params as Static<Item>;
      await tenancy.run(member, (trx) => actions.remove(trx, { member, params, body: undefined }));
      return reply.code(204).send(null);
    },
  });
}
