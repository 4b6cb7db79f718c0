import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { ApiDocument, Operation } from './api-description.js';
import type { FuzzAnswer, FuzzRequest } from './api-fuzz.js';

/** Says what is wrong with an answer, by the API's own description; nothing when all is well. */
export function createJudge(document: ApiDocument, operations: readonly Operation[]) {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema(document, 'api');
  const validators = new Map<string, ValidateFunction>();
  const validatorFor = (pointer: string): ValidateFunction => {
    const reference = `api#${encodeURI(pointer)}`;
    const validate = validators.get(reference) ?? ajv.compile({ $ref: reference });
    validators.set(reference, validate);
    return validate;
  };
  const byPath = operations.map((operation) => ({
    operation,
    matches: new RegExp(`^${operation.path.replace(/\{\w+\}/g, '[^/]+')}$`),
    gaps: operation.path.split('{').length,
  }));

  return (request: FuzzRequest, answer: FuzzAnswer): string[] => {
    const path = request.target.split('?')[0] ?? '';
    const fitting = byPath.filter(({ matches }) => matches.test(path));
    const fewest = Math.min(...fitting.map(({ gaps }) => gaps));
    // A path that is written out goes before one with a gap, as in the router.
    const operation = fitting.find(
      ({ operation: { method }, gaps }) =>
        gaps === fewest && method === (request.method === 'HEAD' ? 'GET' : request.method),
    )?.operation;
    const known = fitting.length > 0;
    return [
      ...leaks(answer),
      ...(operation
        ? againstDescription({ operation, request, answer }, validatorFor)
        : withoutDescription(request, answer, known)),
    ];
  };
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const internals =
  /\bat \S+ \(|node_modules|node:internal|\.(?:ts|js):\d+|\b(?:select|insert into|update|delete from) "|relation "|constraint "|pg_|TypeError|RangeError/;

function leaks({ status, headers, body }: FuzzAnswer): string[] {
  return [
    ...(status >= 500 ? [`status ${status}`] : []),
    ...(uuid.test(String(headers['x-request-id'])) ? [] : ['no x-request-id']),
    ...(status >= 400 && internals.test(body) ? ['the answer tells of internals'] : []),
  ];
}

function againstDescription(
  exchange: { operation: Operation; request: FuzzRequest; answer: FuzzAnswer },
  validatorFor: (pointer: string) => ValidateFunction,
): string[] {
  const { operation, request, answer } = exchange;
  const schemas = operation.answers.get(answer.status);
  if (!schemas) return [`${answer.status} is not documented for ${operation.method} ${operation.path}`];
  const [[expected, pointer] = []] = [...schemas];
  if (request.method === 'HEAD' || answer.status === 204 || answer.status === 304)
    return answer.body === '' ? [] : ['a body'];
  const type = String(answer.headers['content-type']).split(';')[0];
  if (expected === undefined || pointer === undefined || type !== expected)
    return [`content type ${type} instead of ${expected}`];
  const validate = validatorFor(pointer);
  // A file is what its schema calls a text; anything else is JSON.
  if (validate(/[+/]json$/.test(type) ? parse(answer.body) : answer.body)) return [];
  return (validate.errors ?? []).map((error) => `answer${error.instancePath} ${error.message}`);
}

/** Requests that no operation stands for: unknown paths, and methods that a path does not have. */
function withoutDescription(request: FuzzRequest, answer: FuzzAnswer, known: boolean): string[] {
  if (request.method === 'OPTIONS') return answer.status === 204 ? [] : [`OPTIONS: ${answer.status}`];
  if (![400, 404, 405, 413, 415, 429].includes(answer.status)) return [`${answer.status} for no operation`];
  if (known && answer.status === 405 && !answer.headers['allow']) return ['405 without Allow'];
  const type = String(answer.headers['content-type']).split(';')[0];
  if (type !== 'application/problem+json') return [`content type ${type}`];
  return [];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
