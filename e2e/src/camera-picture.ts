import { encode } from 'uqr';

export const width = 640;
export const height = 480;

/** Brightness as a camera gives it, 16 to 235. */
const light = { table: 96, paper: 214, ink: 44 } as const;
const noise = 9;
const quietModules = 4;

interface Symbol {
  /** Modules from edge to edge, with the quiet zone. */
  readonly side: number;
  readonly isDark: (column: number, row: number) => boolean;
}

/** A sheet with a code as it lies in the picture. */
interface Sheet {
  readonly symbol: Symbol;
  readonly centre: { readonly x: number; readonly y: number };
  readonly pixelsPerModule: number;
  /** Pixels from the centre beyond which there is nothing of it. */
  readonly reach: number;
  readonly cos: number;
  readonly sin: number;
}

/**
 * What a camera sees of codes that are held before it: a little turned, never twice quite the same, with the noise of
 * a sensor in the evening. @param frame counts the frames; each has its own angle @returns planar YUV 4:2:0
 */
export function drawScene(texts: readonly string[], frame: number): Buffer {
  const sheets = texts.map((text, index) => layOut(text, { index, count: texts.length, frame }));
  const random = randomFrom(frame + 1);
  const picture = Buffer.alloc((width * height * 3) / 2, 128);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const seen = brightnessAt(sheets, x, y) + (random() - 0.5) * 2 * noise;
      picture[y * width + x] = Math.max(16, Math.min(235, Math.round(seen)));
    }
  return picture;
}

function layOut(
  text: string,
  { index, count, frame }: { index: number; count: number; frame: number },
): Sheet {
  const symbol = symbolOf(text);
  const room = Math.min(height, width / count) * 0.72;
  const centre = { x: ((index + 0.5) * width) / count + (frame % 3) * 2, y: height / 2 + (frame % 2) * 3 };
  const angle = 0.09 + (frame % 3) * 0.02;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return { symbol, centre, pixelsPerModule: room / symbol.side, reach: room, cos, sin };
}

/** A ticket's code comes out as it is printed: 122 characters need version 5 at level M. */
function symbolOf(text: string): Symbol {
  const { data, size } = encode(text, { ecc: 'M', boostEcc: false, border: 0 });
  return {
    side: size + 2 * quietModules,
    isDark: (column, row) => data[row - quietModules]?.[column - quietModules] === true,
  };
}

/** The mean of four points of the pixel, which is the blur of a lens that is not quite sharp. */
function brightnessAt(sheets: readonly Sheet[], x: number, y: number): number {
  if (!sheets.some(({ centre, reach }) => Math.hypot(x - centre.x, y - centre.y) < reach)) return light.table;
  let sum = 0;
  for (const [dx, dy] of [
    [0.1, 0.1],
    [0.9, 0.1],
    [0.1, 0.9],
    [0.9, 0.9],
  ] as const)
    sum += pointAt(sheets, x + dx, y + dy);
  return sum / 4;
}

function pointAt(sheets: readonly Sheet[], x: number, y: number): number {
  for (const { symbol, centre, pixelsPerModule, cos, sin } of sheets) {
    const [left, up] = [(x - centre.x) / pixelsPerModule, (y - centre.y) / pixelsPerModule];
    const column = Math.floor(left * cos + up * sin + symbol.side / 2);
    const row = Math.floor(up * cos - left * sin + symbol.side / 2);
    if (column >= 0 && row >= 0 && column < symbol.side && row < symbol.side)
      return symbol.isDark(column, row) ? light.ink : light.paper;
  }
  return light.table;
}

/** Mulberry32: the same noise in every run. */
function randomFrom(seed: number): () => number {
  let state = seed * 0x9e3779b9;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
