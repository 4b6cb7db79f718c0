import { useI18n } from '@gatehouse/shared/ui';
import { useMemo } from 'preact/hooks';
import { type ActionGround, type VerdictAction, verdictActions } from './actions.js';

export interface VerdictActionsProps {
  readonly ground: ActionGround;
  readonly onOpen: (action: VerdictAction) => void;
}

/** What can be done about this answer, each with a button. */
export function VerdictActions({ ground, onOpen }: VerdictActionsProps) {
  const { t } = useI18n();
  const { verdict, shown, door, gateway } = ground;
  const undoing = gateway.undoState(shown.id);
  // Who it is comes later and draws the answer once more; the tickets of an order are not looked up for that again.
  const offered = useMemo(
    () => verdictActions.filter(({ isOffered }) => isOffered(ground)),
    [verdict, shown, door, gateway, undoing],
  );
  if (offered.length === 0) return null;
  function open(event: Event, action: VerdictAction): void {
    // A touch anywhere else takes the answer away.
    event.stopPropagation();
    onOpen(action);
  }
  return (
    <div class="door-actions">
      {offered.map((action) => (
        <button
          key={action.id}
          type="button"
          data-action={action.id}
          onClick={(event) => open(event, action)}
        >
          {t(action.label)}
        </button>
      ))}
    </div>
  );
}
