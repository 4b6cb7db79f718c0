/** How many people, as far as this phone knows. */
export interface Figure {
  readonly inside: number;
  /** Good tickets that may come; null: the list does not say, or has not come. */
  readonly expected: number | null;
  /** Who came in within the last ten minutes. */
  readonly lastTen: number;
  /** Who came in by a scan of this phone. */
  readonly mine: number;
}

export interface ZoneFigure extends Figure {
  readonly id: string;
  readonly name: string;
  readonly capacity: number | null;
}

export interface ListFigure extends Figure {
  readonly id: string;
  readonly name: string;
}

export interface Figures {
  /** False: not all that is held has been counted yet. */
  readonly complete: boolean;
  readonly total: Figure;
  readonly lists: readonly ListFigure[];
  readonly zones: readonly ZoneFigure[];
}

/** `near`: nine of ten places are taken. */
export type Crowding = 'room' | 'near' | 'full';

const NEAR = 0.9;

export function crowdingOf({ inside, capacity }: Pick<ZoneFigure, 'inside' | 'capacity'>): Crowding {
  if (capacity === null || inside < capacity * NEAR) return 'room';
  return inside < capacity ? 'near' : 'full';
}
