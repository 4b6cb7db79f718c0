const liveTopics = ['root', 'tickets', 'scans', 'devices', 'conflicts', 'help', 'synced'] as const;

/** What of an event may have changed. */
export type LiveTopic = (typeof liveTopics)[number];

export interface LiveChange {
  readonly event: string;
  readonly what: readonly LiveTopic[];
}

/** What the server's word says has changed. Anything that this version does not know says nothing. */
export function readMessage(text: unknown): readonly LiveChange[] {
  const message = parse(text);
  const changed = isRecord(message) ? message['changed'] : undefined;
  return Array.isArray(changed) ? changed.flatMap(readChange) : [];
}

function readChange(change: unknown): LiveChange[] {
  if (!isRecord(change)) return [];
  const { event, what } = change;
  if (typeof event !== 'string' || !Array.isArray(what)) return [];
  return [{ event, what: liveTopics.filter((topic) => what.includes(topic)) }];
}

function parse(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
