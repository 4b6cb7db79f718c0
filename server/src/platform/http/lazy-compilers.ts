import { SerializerSelector } from '@fastify/fast-json-stringify-compiler';
import { TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox';
import type { FastifyServerOptions } from 'fastify';

type Factories = NonNullable<NonNullable<FastifyServerOptions['schemaController']>['compilersFactory']>;
type BuildSerializer = NonNullable<Factories['buildSerializer']>;

/** The compiler that writes answers, which Fastify has of its own, but each schema is compiled for its first answer. */
export const buildLazySerializer: BuildSerializer = (...given) => {
  const compile = SerializerSelector()(...given);
  return (route) => later(() => compile(route));
};

/**
 * Checks requests against TypeBox's schemas; each is compiled for its first request. A process serves few of its
 * hundreds of routes in its first minute, and compiling all of them is a third of what a start costs.
 */
export const lazyValidatorCompiler: typeof TypeBoxValidatorCompiler = (route) =>
  later(() => TypeBoxValidatorCompiler(route));

/** A function that is made when it is called for the first time. */
function later<Args extends unknown[], Answer>(
  make: () => (...args: Args) => Answer,
): (...args: Args) => Answer {
  let made: ((...args: Args) => Answer) | undefined;
  return (...args) => {
    made ??= make();
    return made(...args);
  };
}
