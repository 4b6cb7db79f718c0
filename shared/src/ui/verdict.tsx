import type { PlainKey } from '@gatehouse/shared/i18n';
import type { ComponentChildren } from 'preact';
import { useI18n } from './i18n-context.js';

/**
 * `exit` and `check` let nobody in; `unrecorded` is an answer that could not be kept, whatever it was; `undone` is one
 * that was taken back.
 */
export type VerdictKind =
  | 'admit'
  | 'refuse'
  | 'already'
  | 'confirm'
  | 'exit'
  | 'check'
  | 'unrecorded'
  | 'undone';

interface Face {
  readonly word: PlainKey;
  /** The outline: a circle, an octagon, a triangle, a square standing on its corner; a door, a lens, a torn page. */
  readonly shape: string;
  readonly sign: string;
}

const faces: Readonly<Record<VerdictKind, Face>> = {
  admit: {
    word: 'common.verdict.admit',
    shape: 'M50 4a46 46 0 100 92 46 46 0 000-92z',
    sign: 'M27 52l16 16 31-34',
  },
  refuse: {
    word: 'common.verdict.refuse',
    shape: 'M31 4h38l27 27v38L69 96H31L4 69V31z',
    sign: 'M34 34l32 32M66 34L34 66',
  },
  already: {
    word: 'common.verdict.already',
    shape: 'M50 6L97 92H3z',
    sign: 'M32 51v10.5h10.5M36.1 70.3a15.8 15.8 0 103.7-16.4L32 61.5',
  },
  confirm: {
    word: 'common.verdict.confirm',
    shape: 'M50 3l47 47-47 47L3 50z',
    sign: 'M38 41a12 12 0 1118 10.5c-4.5 2.5-6 5-6 9M50 70v.5',
  },
  exit: {
    word: 'common.verdict.exit',
    shape: 'M58 8H14v84h44M58 8v18M58 74v18',
    sign: 'M36 50h54M72 32l18 18-18 18',
  },
  check: {
    word: 'common.verdict.check',
    shape: 'M42 6a36 36 0 100 72 36 36 0 000-72zM68 68l27 27',
    sign: 'M27 43l11 11 20-23',
  },
  unrecorded: {
    word: 'common.verdict.unrecorded',
    shape: 'M14 4h72v82l-12-8-12 8-12-8-12 8-12-8-12 8z',
    sign: 'M50 22v28M50 64v.5',
  },
  undone: {
    word: 'common.verdict.undone',
    shape: 'M8 26a10 10 0 0110-10h64a10 10 0 0110 10v48a10 10 0 01-10 10H18A10 10 0 018 74z',
    sign: 'M42 34L28 48l14 14M30 48h28a11 11 0 010 22h-8',
  },
};

/** More characters than two lines of a phone hold. */
const LONG_LEAD = 36;

export interface VerdictProps {
  readonly kind: VerdictKind;
  /** The big word, where there is a better one than that of the kind. */
  readonly word?: string;
  /** Large, below the word: what has to be read from an arm's length. */
  readonly lead?: string;
  /** The reason, or the name and the ticket. */
  readonly text?: string;
  /** Fills the screen, as at the door. */
  readonly full?: boolean;
  /** Screen readers are told by another part of the page. */
  readonly silent?: boolean;
  readonly children?: ComponentChildren;
}

export interface VerdictSignProps {
  readonly kind: VerdictKind;
  /** Pixels of the page from edge to edge. */
  readonly size: number;
}

/** The shape and the sign of an answer alone, where a word stands beside it. */
export function VerdictSign({ kind, size }: VerdictSignProps) {
  const { shape, sign } = faces[kind];
  return (
    <svg
      viewBox="0 0 100 100"
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      aria-hidden="true"
      focusable="false"
    >
      <path d={shape} stroke-width="8" stroke-linejoin="round" />
      <path d={sign} stroke-width="12" stroke-linecap="round" stroke-linejoin="round" />
    </svg>
  );
}

/**
 * The answer at the door. Go, stop and "already in" fill the screen with one tone each, as far apart in lightness as
 * three can be; what is no such answer keeps its tone to the upper half. A screen reader says it at once, over whatever
 * it is saying.
 */
export function Verdict({ kind, word, lead, text, full, silent, children }: VerdictProps) {
  const { t } = useI18n();
  const { word: plain, shape, sign } = faces[kind];
  return (
    <section
      class="ui-verdict"
      data-verdict={kind}
      data-full={full === true}
      role={silent === true ? undefined : 'alert'}
    >
      <div class="ui-verdict-head">
        <svg viewBox="0 0 100 100" fill="none" aria-hidden="true" focusable="false">
          <path class="ui-verdict-shape" d={shape} stroke-width="5" stroke-linejoin="round" />
          <path
            class="ui-verdict-sign"
            d={sign}
            stroke-width="8"
            stroke-linecap="round"
            stroke-linejoin="round"
          />
        </svg>
        <strong>{word ?? t(plain)}</strong>
        {lead && (
          <p class="ui-verdict-lead" data-long={lead.length > LONG_LEAD}>
            {lead}
          </p>
        )}
        {text && <p>{text}</p>}
      </div>
      {children && <div class="ui-verdict-body">{children}</div>}
    </section>
  );
}
