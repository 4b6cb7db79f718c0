/** The two signs of each key of the layout that scanners are made with, by the browser's name of the key. */
const signs: Readonly<Record<string, string>> = {
  Space: '  ',
  Minus: '-_',
  Equal: '=+',
  BracketLeft: '[{',
  BracketRight: ']}',
  Backslash: '\\|',
  Semicolon: ';:',
  Quote: '\'"',
  Backquote: '`~',
  Comma: ',<',
  Period: '.>',
  Slash: '/?',
};
const overDigits = ')!@#$%^&*(';

/** What the key writes on an American keyboard. Null: it is none that writes, or the browser does not name it. */
export function usCharacter(code: string, shift: boolean): string | null {
  const [, letter] = /^Key([A-Z])$/.exec(code) ?? [];
  if (letter !== undefined) return shift ? letter : letter.toLowerCase();
  const [, digit] = /^Digit([0-9])$/.exec(code) ?? [];
  if (digit !== undefined) return shift ? (overDigits[Number(digit)] ?? null) : digit;
  const [, pad] = /^Numpad([0-9])$/.exec(code) ?? [];
  return pad ?? signs[code]?.[shift ? 1 : 0] ?? null;
}
