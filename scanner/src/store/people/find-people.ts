import { type Person, searchTextOf, searchWords } from '@gatehouse/shared/people';

/** Somebody who was looked for. */
export interface FoundTicket {
  /** The ticket's hash in hexadecimal. */
  readonly ticket: string;
  readonly person: Person;
}

export interface FoundPeople {
  /** Those whose name begins with what was typed come first, then by name. */
  readonly found: readonly FoundTicket[];
  /** There are others beyond the limit. */
  readonly more: boolean;
}

export interface Searchable extends FoundTicket {
  /** As it is searched; made when it is first looked at. */
  text: string | null;
}

/** Less is found in everybody's name. */
const FEWEST_CHARACTERS = 2;
const nothing: FoundPeople = { found: [], more: false };

/** Everybody whose name, order or e-mail has all the words, without regard to accents, case and forms of letters. */
export function findPeople(people: readonly Searchable[], text: string, limit: number): FoundPeople {
  const words = searchWords(text);
  const [first = ''] = words;
  if (words.join('').length < FEWEST_CHARACTERS) return nothing;
  const found = people.filter((one) => {
    one.text ??= searchTextOf(one.person);
    return words.every((word) => one.text?.includes(word));
  });
  const rank = ({ text: said }: Searchable) => (said?.startsWith(first) ? 0 : 1);
  found.sort(
    (a, b) => rank(a) - rank(b) || compare(a.person.name, b.person.name) || compare(a.ticket, b.ticket),
  );
  return {
    found: found.slice(0, limit).map(({ ticket, person }) => ({ ticket, person })),
    more: found.length > limit,
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
