import type { Photo } from '../../../store/log/index.js';

/** What somebody has entered so far, as the controls hold it. */
export interface Draft {
  /** By question. */
  readonly entries: Readonly<Record<string, unknown>>;
  /** The pictures that the entries name. */
  readonly photos: readonly Photo[];
}

const emptyDraft: Draft = { entries: {}, photos: [] };

/**
 * What was entered for a ticket, until its answers are kept or somebody leaves them: a scan that could not be recorded
 * is tried again, and nobody enters everything twice. It lies in memory only, because it speaks of people.
 */
export interface Drafts {
  of(ticket: string): Draft;
  keep(ticket: string, draft: Draft): void;
  drop(ticket: string): void;
}

export function createDrafts(): Drafts {
  const held = new Map<string, Draft>();
  return {
    of: (ticket) => held.get(ticket) ?? emptyDraft,
    keep: (ticket, draft) => void held.set(ticket, draft),
    drop: (ticket) => void held.delete(ticket),
  };
}
