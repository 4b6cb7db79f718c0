/** The parts of an OpenAPI document that are added here. */
interface Description {
  paths?: Record<string, object | undefined>;
  components?: { headers?: Record<string, unknown> };
}

interface Operation {
  operationId?: string;
  readonly responses?: Record<string, { headers?: Record<string, unknown> } | undefined>;
}

const requestId = {
  description: 'The id of this request, as in the log and in the `instance` of an error.',
  schema: { type: 'string', format: 'uuid' },
};

/** Adds what is the same for every operation: its id, and the header that every answer carries. */
export function completeDescription<T extends object>(document: T): T {
  const description: Description = document;
  description.components = { ...description.components, headers: { RequestId: requestId } };
  for (const [path, item] of Object.entries(description.paths ?? {})) {
    for (const [method, operation] of Object.entries((item ?? {}) as Record<string, Operation>)) {
      operation.operationId ??= operationIdOf(method, path);
      for (const response of Object.values(operation.responses ?? {})) {
        if (response)
          response.headers = {
            ...response.headers,
            'x-request-id': { $ref: '#/components/headers/RequestId' },
          };
      }
    }
  }
  return document;
}

/** `get /api/v1/events/{eventId}/zones` → `getEventsByEventIdZones`: unique because a path and a method are. */
function operationIdOf(method: string, path: string): string {
  const words = path
    .replace(/^\/api\/v1\//, '')
    .split('/')
    .map((part) => part.replace(/^\{(.*)\}$/, 'by-$1'))
    .flatMap((part) => part.split('-'));
  return method + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}
