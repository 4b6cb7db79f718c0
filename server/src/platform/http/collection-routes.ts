import type { FastifyInstance } from 'fastify';
import type { Static, TObject, TProperties, TSchema } from 'typebox';
import type { ClosedTransaction, Tenancy } from '../tenancy/tenancy.js';
import type { Member } from './contexts.js';
import type { App } from './create-server.js';
import type { Page, PageRequest } from './page.js';
import { answers, dataOf, listOf, nothing, pageQuery } from './schemas.js';
import { writeOnce, writeOnceHeaders } from './write-once.js';

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

/** A collection whose types have been checked where it was written down. */
// biome-ignore lint/suspicious/noExplicitAny: the routes below only pass values from schema to action
type AnyCollection = Collection<any, any, any, any, any, any>;

/** Registers list, read, create (idempotent by key), change and delete. */
export function collectionRoutes<
  Parent extends TObject<TProperties>,
  Item extends TObject<TProperties>,
  Shape extends TSchema,
  Saved extends TSchema,
  New extends TSchema,
  Changes extends TSchema,
>(app: App, tenancy: Tenancy, collection: Collection<Parent, Item, Shape, Saved, New, Changes>): void {
  const untyped = app as unknown as FastifyInstance;
  readRoutes(untyped, tenancy, collection);
  createRoute(untyped, tenancy, collection);
  editRoutes(untyped, tenancy, collection);
}

const writeErrors = [401, 403, 404, 409, 422];

function readRoutes(app: FastifyInstance, tenancy: Tenancy, collection: AnyCollection): void {
  const { actions, names } = collection;
  const config = { permission: collection.permissions.read };
  app.get(
    collection.path,
    {
      config,
      schema: {
        tags: [collection.tag],
        summary: `List ${names[1]}`,
        params: collection.parent,
        querystring: pageQuery,
        response: answers({ 200: listOf(collection.shape) }, 401, 403, 404),
      },
    },
    (request) =>
      tenancy.run(request.member, (trx) => actions.list(trx, request.params, request.query as PageRequest)),
  );
  app.get(
    itemPath(collection),
    {
      config,
      schema: {
        tags: [collection.tag],
        summary: `One ${names[0]}`,
        params: collection.item,
        response: answers({ 200: dataOf(collection.shape) }, 401, 403, 404),
      },
    },
    async (request) => ({
      data: await tenancy.run(request.member, (trx) => actions.read(trx, request.params)),
    }),
  );
}

function createRoute(app: FastifyInstance, tenancy: Tenancy, collection: AnyCollection): void {
  app.post(
    collection.path,
    {
      config: { permission: collection.permissions.write },
      schema: {
        tags: [collection.tag],
        summary: `Create: ${collection.names[0]}`,
        params: collection.parent,
        headers: writeOnceHeaders,
        body: collection.create,
        response: answers({ 201: dataOf(collection.saved) }, ...writeErrors),
      },
    },
    (request, reply) => {
      const { member, params, body } = request;
      return writeOnce({ tenancy, caller: member, request, reply }, (trx) =>
        collection.actions.create(trx, { member, params, body }),
      );
    },
  );
}

function editRoutes(app: FastifyInstance, tenancy: Tenancy, collection: AnyCollection): void {
  const { actions, names } = collection;
  const config = { permission: collection.permissions.write };
  app.patch(
    itemPath(collection),
    {
      config,
      schema: {
        tags: [collection.tag],
        summary: `Change: ${names[0]}`,
        params: collection.item,
        body: collection.changes,
        response: answers({ 200: dataOf(collection.saved) }, ...writeErrors),
      },
    },
    async ({ member, params, body }) => ({
      data: await tenancy.run(member, (trx) => actions.change(trx, { member, params, body })),
    }),
  );
  app.delete(
    itemPath(collection),
    {
      config,
      schema: {
        tags: [collection.tag],
        summary: `Delete: ${names[0]}`,
        params: collection.item,
        response: answers({ 204: nothing }, ...writeErrors),
      },
    },
    async ({ member, params }, reply) => {
      await tenancy.run(member, (trx) => actions.remove(trx, { member, params, body: undefined }));
      return reply.code(204).send(null);
    },
  );
}

function itemPath(collection: AnyCollection): string {
  return `${collection.path}/:${collection.itemParameter}`;
}
