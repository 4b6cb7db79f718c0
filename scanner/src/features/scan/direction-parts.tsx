import { useI18n } from '@gatehouse/shared/ui';
import { type Direction, directionFaces, directions } from './direction.js';

export interface DirectionProps {
  readonly direction: Direction;
}

/** Which way people go here: the one thing that must never be mistaken. */
export function DirectionBand({ direction }: DirectionProps) {
  const { t } = useI18n();
  const { word, icon: DirectionIcon } = directionFaces[direction];
  return (
    <p class="door-direction" data-direction={direction} role="status">
      <DirectionIcon size={30} />
      {t(word)}
    </p>
  );
}

/** One press for each way, always in the same place. */
export function DirectionSwitch({
  direction,
  onDirection,
}: DirectionProps & { readonly onDirection: (direction: Direction) => void }) {
  const { t } = useI18n();
  return (
    <fieldset class="door-switch" aria-label={t('scanner.direction.label')}>
      {directions.map((choice) => {
        const { word, icon: ChoiceIcon } = directionFaces[choice];
        return (
          <button
            key={choice}
            type="button"
            data-direction={choice}
            aria-pressed={choice === direction}
            onClick={() => onDirection(choice)}
          >
            <ChoiceIcon size={22} />
            {t(word)}
          </button>
        );
      })}
    </fieldset>
  );
}
