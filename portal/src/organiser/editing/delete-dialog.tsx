import { ConfirmDialog, Notice, useI18n } from '@gatehouse/shared/ui';
import { useMutation } from '@tanstack/react-query';
import { describeProblem, toProblem } from '../../forms/describe-issue.js';
import { PhoneEffects } from './phone-effects.js';

/** What is asked before something goes, and how it goes. */
export interface Removal {
  readonly title: string;
  readonly text: string;
  /** What it means for the phones of a published event. */
  readonly effects: readonly string[];
  readonly remove: () => Promise<void>;
}

export interface DeleteDialogProps {
  readonly removal: Removal;
  readonly onDeleted: () => Promise<void>;
  readonly onClose: () => void;
}

/** A refusal is told here, because it names what has to be done first. */
export function DeleteDialog({ removal, onDeleted, onClose }: DeleteDialogProps) {
  const { t } = useI18n();
  const deletion = useMutation({ mutationFn: removal.remove, onSuccess: onDeleted });
  return (
    <ConfirmDialog
      open
      danger
      title={removal.title}
      text={removal.text}
      confirm={t('portal.edit.delete')}
      busy={deletion.isPending}
      onConfirm={() => deletion.mutate()}
      onClose={onClose}
    >
      <PhoneEffects title={t('portal.effect.before')} effects={removal.effects} calmTone="info" />
      {deletion.isError && <Notice tone="bad">{describeProblem(t, toProblem(deletion.error))}</Notice>}
    </ConfirmDialog>
  );
}
