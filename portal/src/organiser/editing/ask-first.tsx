import { ConfirmDialog, Notice, useI18n } from '@gatehouse/shared/ui';
import type { UseMutationResult } from '@tanstack/react-query';
import { describeProblem, toProblem } from '../../forms/describe-issue.js';
import { PhoneEffects } from './phone-effects.js';

export interface AskFirstProps {
  readonly title: string;
  readonly text: string;
  readonly confirm: string;
  readonly cancel?: string;
  readonly danger?: boolean;
  /** What it means for the phones of a published event. */
  readonly effects: readonly string[];
  readonly act: UseMutationResult<void, Error, void>;
  readonly onClose: () => void;
}

/** A question before something is done. A refusal is told in it, because it names what has to be done first. */
export function AskFirst({ effects, act, ...question }: AskFirstProps) {
  const { t } = useI18n();
  return (
    <ConfirmDialog {...question} open busy={act.isPending} onConfirm={() => act.mutate()}>
      <PhoneEffects title={t('portal.effect.before')} effects={effects} calmTone="info" />
      {act.isError && <Notice tone="bad">{describeProblem(t, toProblem(act.error))}</Notice>}
    </ConfirmDialog>
  );
}
