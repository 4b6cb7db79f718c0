export type EventStatus = 'draft' | 'published' | 'archived';

/** A pass has no door of its own: its tickets are good at dates of its series. */
export type EventKind = 'date' | 'pass';

/**
 * Numbers of classes are divided, because those of passes stand beside those of each of their dates. A date has the
 * numbers below the first pass. The upper half of 65,536 is divided in the same way, for tickets with windows.
 */
export const classNumbers = { firstOfPasses: 16_384, ofOnePass: 1_024 } as const;

/** Passes of one series; a number is never given again. */
export const passesPerSeries = 15;

/** The numbers that the ticket types of an event may have: from the first to below the end. */
export function classRange(passNumber: number | null): { readonly first: number; readonly end: number } {
  if (passNumber === null) return { first: 0, end: classNumbers.firstOfPasses };
  const first = classNumbers.firstOfPasses + (passNumber - 1) * classNumbers.ofOnePass;
  return { first, end: first + classNumbers.ofOnePass };
}

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
