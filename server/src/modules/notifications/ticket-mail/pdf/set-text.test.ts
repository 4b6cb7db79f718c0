import { describe, expect, it } from 'vitest';
import { setText } from './set-text.js';

/** What stands on the first line from left to right: text and font of each run. */
function shown(text: string, base?: 'ltr' | 'rtl'): string[][] {
  const set = setText(text, { widthPt: 1000, sizePt: 10, ...(base ? { base } : {}) });
  return (set.lines[0]?.runs ?? []).map((run) => [run.text, run.font.name]);
}

describe('the order on a line', () => {
  it('puts the Arabic word of a mixed name to the right of the Latin ones', () => {
    expect(shown('فرقة Massive Attack 2027')).toEqual([
      ['Massive Attack 2027', 'rubik-latin-400'],
      ['فرقة ', 'rubik-arabic-400'],
    ]);
  });

  it('keeps the words of an Arabic name in one run, so that they are joined and ordered as a whole', () => {
    expect(shown('محمد عبد الرحمن بن إبراهيم')).toEqual([['محمد عبد الرحمن بن إبراهيم', 'rubik-arabic-400']]);
  });

  it('joins Arabic letters', () => {
    const [run] = setText('محمد', { widthPt: 100, sizePt: 10 }).lines[0]?.runs ?? [];
    const drawn = run?.font.font.layout(run.text).glyphs.map((glyph) => glyph.id);
    const alone = [...'محمد'].map(
      (letter) => run?.font.font.glyphForCodePoint(letter.codePointAt(0) ?? 0).id,
    );
    // From left to right: the last letter first, and each of the four in another form than alone.
    expect(drawn).toHaveLength(4);
    expect(alone.toReversed().filter((id, index) => id === drawn?.[index])).toEqual([]);
  });

  it('mirrors brackets between Hebrew words', () => {
    expect(shown('שרה כהן (לוי)').map(([text]) => text)).toEqual(['(', 'לוי', ')', 'שרה כהן ']);
  });

  it('leaves Persian digits from left to right', () => {
    // The font library turns a run with these digits around, so it gets them turned around.
    expect(shown('علی ۱۲۳ رضا').map(([text]) => text)).toEqual([' رضا', '۳۲۱', 'علی ']);
  });

  it('drops the marks that isolate a name, and overrides altogether', () => {
    expect(shown('Hello \u2068محمد\u2069!', 'ltr').map(([text]) => text)).toEqual(['Hello ', 'محمد', '!']);
    expect(shown('a\u202ebc').map(([text]) => text)).toEqual(['abc']);
  });
});

describe('the choice of fonts', () => {
  it('sets a name in one family where one has it all', () => {
    const families = shown('Nguyễn Thị Minh Khai').map(([, font]) => font?.replace(/-[a-z]+-\d+$/, ''));
    expect(new Set(families)).toEqual(new Set(['noto-sans']));
  });

  it('uses the coarse last resort for a word and not for its neighbours', () => {
    expect(shown('李小龍 Bruce')).toEqual([
      ['李小龍 ', 'unifont-latin-400'],
      ['Bruce', 'rubik-latin-400'],
    ]);
  });

  it('tells which characters no font has', () => {
    expect(setText('a😀b', { widthPt: 100, sizePt: 10 }).missing).toEqual(['😀']);
    expect(setText('Ωმ字あक한ไ', { widthPt: 100, sizePt: 10 }).missing).toEqual([]);
  });
});

describe('the fit', () => {
  const style = { widthPt: 200, sizePt: 17, minSizePt: 10, maxLines: 2 };

  it.each([
    'x'.repeat(120),
    'Wolfeschlegelsteinhausenbergerdorff '.repeat(3),
    'محمد عبد الرحمن '.repeat(7),
    '李小龍'.repeat(40),
  ])('loses nothing of a long name and stays inside the width: %s', (name) => {
    const set = setText(name, style);
    const letters = (text: string) => [...text.replace(/\s/g, '')].sort().join('');
    expect(letters(set.lines.flatMap((line) => line.runs.map((run) => run.text)).join(''))).toBe(
      letters(name),
    );
    for (const line of set.lines) expect(line.widthPt).toBeLessThanOrEqual(style.widthPt + 0.01);
  });

  it('shrinks before it takes more lines than wanted', () => {
    const set = setText('Maximiliane Theodora Josefine von und zu Hohenberg', style);
    expect([set.lines.length, set.sizePt < 17]).toEqual([2, true]);
    expect(setText('Ada', style)).toMatchObject({ sizePt: 17, lines: { length: 1 } });
  });

  it('breaks at spaces and after hyphens', () => {
    const set = setText('Łukasiewicz-Ångström Björn', { widthPt: 110, sizePt: 17 });
    expect(set.lines.map((line) => line.runs.map((run) => run.text).join(''))).toEqual([
      'Łukasiewicz-',
      'Ångström',
      'Björn',
    ]);
  });

  it('makes one space of line ends and control characters', () => {
    expect(shown('a\r\nb\u0000c')[0]?.[0]).toBe('a b c');
  });
});
