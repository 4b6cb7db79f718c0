import { AlertIcon, CameraIcon, CheckIcon, EditIcon, UploadIcon, useI18n } from '@gatehouse/shared/ui';
import type { PhoneEvent, PhoneState, Shift } from '../../store/phone.js';
import { gateName, listName } from './door-context.js';

export interface StatusBarProps {
  readonly state: PhoneState;
  readonly event: PhoneEvent;
  readonly shift: Shift;
  /** The list is past the time until which it is good. */
  readonly isOld: boolean;
  readonly onChange: () => void;
  readonly onConflicts: () => void;
}

/** Where this phone stands and how it is; always in sight. */
export function StatusBar({ state, event, shift, isOld, onChange, onConflicts }: StatusBarProps) {
  const { t } = useI18n();
  const open = state.conflicts.filter(({ note }) => note === null).length;
  return (
    <header class="door-status" data-old={isOld}>
      <button type="button" class="door-where" onClick={onChange}>
        <span class="sr-only">{t('scanner.shift.change')}</span>
        <bdi class="door-event">{event.name}</bdi>
        <span class="door-list">
          <bdi>{listName(event, shift.listId)}</bdi>
          {' · '}
          <bdi>{gateName(event.root, shift.gateId, t)}</bdi>
        </span>
        <EditIcon size={16} />
      </button>
      {state.conflicts.length > 0 && (
        <button type="button" class="door-conflicts" data-resolved={open === 0} onClick={onConflicts}>
          {open === 0 ? <CheckIcon size={18} /> : <AlertIcon size={18} />}
          {open > 0 && <span aria-hidden="true">{open}</span>}
          <span class="sr-only">
            {open === 0 ? t('scanner.conflicts.allResolved') : t('scanner.conflicts.count', { count: open })}
          </span>
        </button>
      )}
      <Line {...state} />
    </header>
  );
}

/** No alarm: being without a network is how a door works. */
function Line({ online, unsent, unsentPhotos }: Pick<PhoneState, 'online' | 'unsent' | 'unsentPhotos'>) {
  const { t } = useI18n();
  return (
    <p class="door-line" data-online={online}>
      <span class="door-dot" />
      <span class="sr-only">{t(online ? 'scanner.line.online' : 'scanner.line.offline')}</span>
      <UploadIcon size={16} />
      <span aria-hidden="true">{unsent}</span>
      <span class="sr-only">{t('scanner.line.unsent', { count: unsent })}</span>
      {unsentPhotos > 0 && (
        <>
          <CameraIcon size={16} />
          <span aria-hidden="true">{unsentPhotos}</span>
          <span class="sr-only">{t('questions.photos.unsent', { count: unsentPhotos })}</span>
        </>
      )}
    </p>
  );
}
