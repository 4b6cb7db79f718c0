import { ChevronIcon } from '@gatehouse/shared/ui';

export interface MoveButtonsProps {
  /** Where it stands; 0 is the first. */
  readonly place: number;
  readonly count: number;
  readonly upLabel: string;
  readonly downLabel: string;
  /** Names the two buttons in the page, so that the focus finds them again behind a move. */
  readonly id: string;
  readonly onMove: (by: -1 | 1) => void;
}

/** Moves one thing of a list, by pressing or by the arrow keys. The focus stays with it. */
export function MoveButtons({ place, count, upLabel, downLabel, id, onMove }: MoveButtonsProps) {
  function move(by: -1 | 1): void {
    if (place + by < 0 || place + by >= count) return;
    onMove(by);
    // It has been drawn at its new place by then, which takes the focus away.
    requestAnimationFrame(() => document.getElementById(`${id}-${by < 0 ? 'up' : 'down'}`)?.focus());
  }
  function onKey(event: KeyboardEvent): void {
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
    event.preventDefault();
    move(event.key === 'ArrowUp' ? -1 : 1);
  }
  return (
    <span class="inline-flex">
      <button
        id={`${id}-up`}
        type="button"
        class="ui-icon-button rotate-180 aria-disabled:opacity-35"
        aria-label={upLabel}
        title={upLabel}
        aria-disabled={place === 0}
        onClick={() => move(-1)}
        onKeyDown={onKey}
      >
        <ChevronIcon />
      </button>
      <button
        id={`${id}-down`}
        type="button"
        class="ui-icon-button aria-disabled:opacity-35"
        aria-label={downLabel}
        title={downLabel}
        aria-disabled={place === count - 1}
        onClick={() => move(1)}
        onKeyDown={onKey}
      >
        <ChevronIcon />
      </button>
    </span>
  );
}

/** The list with one of its things a place further. */
export function moved<Item>(items: readonly Item[], place: number, by: -1 | 1): Item[] {
  const item = items[place];
  const other = items[place + by];
  if (item === undefined || other === undefined) return [...items];
  return items.map((each, index) => (index === place ? other : index === place + by ? item : each));
}
