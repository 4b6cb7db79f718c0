import { ConfirmDialog, Notice, useI18n, useToast } from '@gatehouse/shared/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { describeProblem, toProblem } from '../../../forms/describe-issue.js';
import { useEvent } from '../events/event-context.js';
import { everyPhoneQuery, type Phone, phonesKey, revokePhone } from './device-api.js';

export interface RevokeDialogProps {
  readonly phone: Phone;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** Says what will happen on the phone before it happens. */
export function RevokeDialog({ phone, onDone, onClose }: RevokeDialogProps) {
  const { t } = useI18n();
  const { id: eventId } = useEvent();
  const queries = useQueryClient();
  const showToast = useToast();
  const revoke = useMutation({
    mutationFn: () => revokePhone(eventId, phone.id),
    onSuccess: async () => {
      await Promise.all([
        queries.invalidateQueries({ queryKey: phonesKey(eventId) }),
        queries.invalidateQueries(everyPhoneQuery),
      ]);
      showToast(t('desk.revoke.done', { name: phone.name }));
      onDone();
    },
  });
  return (
    <ConfirmDialog
      open
      danger
      title={t('desk.revoke.title', { name: phone.name })}
      text={t('desk.revoke.text')}
      confirm={t('desk.revoke.confirm')}
      busy={revoke.isPending}
      onConfirm={() => revoke.mutate()}
      onClose={onClose}
    >
      <ul class="grid list-disc gap-1 ps-5 text-ink-muted">
        <li>{t('desk.revoke.stops')}</li>
        <li>{t('desk.revoke.handsOver')}</li>
        <li>{t('desk.revoke.everywhere')}</li>
      </ul>
      {phone.unsent !== null && phone.unsent > 0 && (
        <Notice tone="warn">{t('desk.revoke.unsent', { count: phone.unsent })}</Notice>
      )}
      {revoke.isError && <Notice tone="bad">{describeProblem(t, toProblem(revoke.error))}</Notice>}
    </ConfirmDialog>
  );
}
