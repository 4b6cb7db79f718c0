import type { TSchema } from 'typebox';
import Value from 'typebox/value';
import { BadFile } from './bad-file.js';
import { checkTimes } from './check-times.js';
import { checkReferences } from './references.js';
import { FORMAT, FORMAT_VERSION, outline, type Scenario, stepShapes } from './schema.js';

/** @param text of the file @throws BadFile with the first fault, naming its place */
export function readScenario(text: string): Scenario {
  const value = parse(text);
  checkVersion(value);
  check(outline, value, '');
  const { steps } = value as { steps: { do?: string }[] };
  for (const [index, step] of steps.entries()) {
    check(stepShapes[step.do ?? 'scan'] ?? outline, step, `/steps/${index}`);
  }
  const scenario = value as Scenario;
  checkReferences(scenario);
  checkTimes(scenario);
  return scenario;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new BadFile('', `is not JSON: ${error instanceof Error ? error.message : error}`);
  }
}

/** Before anything else: a file of another version may differ in everything. */
function checkVersion(value: unknown): void {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isObject) throw new BadFile('', 'must be an object');
  const { format, version } = value as { format?: unknown; version?: unknown };
  if (format !== FORMAT) throw new BadFile('/format', `must be "${FORMAT}"`);
  if (version !== FORMAT_VERSION) {
    throw new BadFile('/version', `must be ${FORMAT_VERSION}: this program reads no other`);
  }
}

function check(shape: TSchema, value: unknown, at: string): void {
  const [fault] = Value.Errors(shape, value);
  if (fault === undefined) return;
  const params = fault.params as Readonly<Record<string, unknown>>;
  if (fault.keyword === 'boolean') throw new BadFile(`${at}${fault.instancePath}`, 'is not known here');
  const missing = params['requiredProperties'];
  if (Array.isArray(missing)) throw new BadFile(`${at}${fault.instancePath}/${missing[0]}`, 'is missing');
  const allowed = params['allowedValues'];
  const what = Array.isArray(allowed) ? `must be one of ${allowed.join(', ')}` : fault.message;
  throw new BadFile(`${at}${fault.instancePath}`, what);
}
