import { generateSync, type JsonSchema, registerFormat } from 'json-schema-faker';

const zones = ['Europe/Berlin', 'America/St_Johns', 'Asia/Kathmandu', 'Pacific/Apia'];

registerFormat('time-zone', (random) => zones[random.int(0, zones.length - 1)] ?? 'UTC');
registerFormat('date-time', (random) => new Date(random.int(0, 4_000_000_000) * 1000).toISOString());

/** A value that the schema allows; the same for the same seed. */
export function validValue(schema: JsonSchema, seed: number): unknown {
  return generateSync(withOneField(schema, seed), { seed, maxDefaultItems: 3, optionalsProbability: 0.5 });
}

/** The smallest object that the schema allows: only what it requires. */
export function smallestValue(schema: JsonSchema, seed: number): unknown {
  return generateSync(withOneField(schema, seed), { seed, maxDefaultItems: 0, optionalsProbability: 0 });
}

/** The generator does not fill `minProperties` from optional fields, so one of them is made to be required. */
function withOneField(schema: JsonSchema, seed: number): JsonSchema {
  if (typeof schema !== 'object' || !schema.minProperties || schema.required?.length) return schema;
  const fields = Object.keys(schema.properties ?? {});
  return { ...schema, required: fields.slice(seed % fields.length).slice(0, 1) };
}
