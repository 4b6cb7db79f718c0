import type { EntrySchema } from './check-entries.js';
import { linesOf } from './lines-of.js';

/** The lines that a phone shows below a verdict: three entries here, a list in the request. */
export type TextEntries = { readonly text1: string; readonly text2: string; readonly text3: string };

export function entriesOfTexts([text1 = '', text2 = '', text3 = '']: readonly string[] = []): TextEntries {
  return { text1, text2, text3 };
}

export function textsOf({ text1, text2, text3 }: TextEntries): string[] {
  return linesOf([text1, text2, text3]);
}

/** The limits of a request's list of texts, for the three entries of the form. */
export function schemaOfTexts({
  items,
}: {
  readonly items: EntrySchema;
}): Record<keyof TextEntries, EntrySchema> {
  return { text1: items, text2: items, text3: items };
}
