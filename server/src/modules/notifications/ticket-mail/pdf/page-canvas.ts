import type { Direction } from '@gatehouse/shared/i18n';
import { type SetRun, type SetText, setText, type TextStyle } from './set-text.js';

export const pointsPerMm = 72 / 25.4;
const ink = '#000000';
export const muted = '#555555';

const leading = 1.3;

/** With a list of features, even an empty one, pdfkit lays a run out as a whole and not word by word. */
const plain: PDFKit.Mixins.TextOptions = { lineBreak: false, features: [], baseline: 'alphabetic' };

export interface Place {
  /** Distance from the side where reading begins. */
  readonly startPt: number;
  readonly topPt: number;
}

export type WrittenStyle = TextStyle & { readonly colour?: string };

/** A page on which "start" is left or right, as the reader reads. All lengths in points, from the top. */
export class PageCanvas {
  readonly missing = new Set<string>();

  constructor(
    readonly doc: PDFKit.PDFDocument,
    readonly direction: Direction,
  ) {}

  /** The left edge of something that is `widthPt` wide. */
  leftOf(startPt: number, widthPt: number): number {
    return this.direction === 'rtl' ? this.doc.page.width - startPt - widthPt : startPt;
  }

  /** @returns the height that the text takes */
  measure(text: string, style: TextStyle): number {
    const { lines, sizePt } = setText(text, style);
    return lines.length * sizePt * leading;
  }

  /** Writes from the start side. @returns where the next thing may begin */
  write(text: string, place: Place, style: WrittenStyle): number {
    const set = setText(text, style);
    for (const character of set.missing) this.missing.add(character);
    set.lines.forEach((_, index) => {
      this.writeLine(set, index, { place, style });
    });
    return place.topPt + set.lines.length * set.sizePt * leading;
  }

  /** Spreads the characters of a code over a width, left to right in every language: it is read as it is typed. */
  writeSpread(text: string, at: { leftPt: number; topPt: number; widthPt: number; sizePt: number }): number {
    const line = setText(text, { ...at, weight: 700, base: 'ltr' }).lines[0];
    const spacingPt = (at.widthPt - (line?.widthPt ?? 0)) / (text.length - 1);
    let { leftPt } = at;
    this.doc.fillColor(ink).fontSize(at.sizePt);
    for (const run of line?.runs ?? []) {
      this.useFont(run);
      this.doc.text(run.text, leftPt, at.topPt + at.sizePt, { ...plain, characterSpacing: spacingPt });
      leftPt += run.widthPt + run.text.length * spacingPt;
    }
    return at.topPt + at.sizePt * leading;
  }

  /** Begins a new page when the height does not fit any more. @returns where to go on */
  roomFor(topPt: number, heightPt: number, marginPt: number): number {
    if (topPt + heightPt <= this.doc.page.height - marginPt) return topPt;
    this.doc.addPage();
    return marginPt;
  }

  /** The type knows files only; an open font is taken as it is, and shared between documents. */
  private useFont({ font }: SetRun): void {
    this.doc.registerFont(font.name, font.font as unknown as Buffer).font(font.name);
  }

  private writeLine(set: SetText, index: number, at: { place: Place; style: WrittenStyle }): void {
    const line = set.lines[index];
    if (!line) return;
    let leftPt = this.leftOf(at.place.startPt, line.widthPt);
    const baselinePt = at.place.topPt + (index * leading + 1) * set.sizePt;
    this.doc.fillColor(at.style.colour ?? ink).fontSize(set.sizePt);
    for (const run of line.runs) {
      this.useFont(run);
      this.doc.text(run.text, leftPt, baselinePt, plain);
      leftPt += run.widthPt;
    }
  }
}
