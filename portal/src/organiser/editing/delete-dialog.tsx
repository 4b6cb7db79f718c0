import { useI18n } from '@gatehouse/shared/ui';
import { useMutation } from '@tanstack/react-query';
import { AskFirst } from './ask-first.js';

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
    <AskFirst
      danger
      title={removal.title}
      text={removal.text}
      confirm={t('portal.edit.delete')}
      effects={removal.effects}
      act={deletion}
      onClose={onClose}
    />
  );
}
