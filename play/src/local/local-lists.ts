import type { ScenarioEvent } from '../scenario/schema.js';

type List = ScenarioEvent['lists'][number];

/** The access lists of an event by their ids in the file, as they are and as they were. */
export class LocalLists extends Map<string, List> {
  /** Each as it was until it was changed, the oldest first. */
  readonly before: { readonly list: List; readonly until: number }[] = [];

  /** Whether one of them takes rotating codes. */
  get askForRotation(): boolean {
    return [...this.values()].some(({ rotation }) => (rotation ?? 'off') !== 'off');
  }

  edit(id: string, set: Partial<List>, at: number): void {
    const list = this.get(id);
    if (list === undefined) return;
    this.before.push({ list, until: at });
    this.set(id, { ...list, ...set });
  }
}
