export type EventStatus = 'draft' | 'published' | 'archived';

/** From which status an event may become another; a draft is never archived but a mistake can be taken back. */
const transitions: Readonly<Record<EventStatus, readonly EventStatus[]>> = {
  draft: ['published', 'archived'],
  published: ['draft', 'archived'],
  archived: ['draft'],
};

export function mayBecome(from: EventStatus, to: EventStatus): boolean {
  return transitions[from].includes(to);
}

/** A short name for addresses, made from the event's name; empty when nothing of it is Latin. */
export function slugOf(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
    .replace(/-+$/, '');
}
