import { Button, CheckIcon, Notice, Panel, useI18n } from '@gatehouse/shared/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'preact/hooks';
import { describeProblem, toProblem } from '../../../forms/describe-issue.js';
import { useEvent } from '../events/event-context.js';
import { confirmPhone, everyPhoneQuery, type Phone, phonesKey, revokePhone } from './device-api.js';

export interface CompareStepProps {
  readonly phone: Phone;
  /** From the beginning, with another code. */
  readonly onAgain: () => void;
  readonly onClose: () => void;
}

type Outcome = 'confirmed' | 'revoked';

/** The last step: whoever scanned the code shows the same characters, or is not the phone that it should be. */
export function CompareStep({ phone, onAgain, onClose }: CompareStepProps) {
  const { t } = useI18n();
  const { id: eventId } = useEvent();
  const queries = useQueryClient();
  const [outcome, setOutcome] = useState<Outcome | undefined>();
  const answer = useMutation({
    mutationFn: async (same: boolean): Promise<Outcome> => {
      await (same ? confirmPhone(eventId, phone.id) : revokePhone(eventId, phone.id));
      return same ? 'confirmed' : 'revoked';
    },
    onSuccess: async (done) => {
      setOutcome(done);
      await queries.invalidateQueries({ queryKey: phonesKey(eventId) });
      await queries.invalidateQueries(everyPhoneQuery);
    },
  });
  return (
    <Panel title={t('desk.pair.compareTitle', { name: phone.name })} onLeave={onClose}>
      <div class="ui-panel-form">
        <div class="ui-panel-body justify-items-center text-center">
          {outcome === undefined ? (
            <Question code={phone.confirmationCode} />
          ) : (
            <Done outcome={outcome} phone={phone} />
          )}
          {answer.isError && <Notice tone="bad">{describeProblem(t, toProblem(answer.error))}</Notice>}
        </div>
        <footer>
          {outcome === undefined ? (
            <>
              <Button kind="danger" disabled={answer.isPending} onClick={() => answer.mutate(false)}>
                {t('desk.pair.differ')}
              </Button>
              <Button kind="primary" loading={answer.isPending} onClick={() => answer.mutate(true)}>
                {t('desk.pair.match')}
              </Button>
            </>
          ) : (
            <>
              <Button onClick={onAgain}>{t('desk.pair.another')}</Button>
              <Button kind="primary" onClick={onClose}>
                {t('common.close')}
              </Button>
            </>
          )}
        </footer>
      </div>
    </Panel>
  );
}

function Question({ code }: { readonly code: string }) {
  const { t } = useI18n();
  return (
    <>
      <p role="status">{t('desk.pair.answered')}</p>
      <output
        dir="ltr"
        // Read letter by letter, as it has to be compared.
        aria-label={[...code].join(' ')}
        class="rounded-lg bg-sunken px-6 py-4 font-mono font-semibold text-5xl tracking-[0.2em]"
      >
        {code}
      </output>
      <p class="text-ink-muted">{t('desk.pair.compareHint')}</p>
    </>
  );
}

function Done({ outcome, phone }: { readonly outcome: Outcome; readonly phone: Phone }) {
  const { t } = useI18n();
  if (outcome === 'revoked')
    return (
      <div class="text-start">
        <Notice tone="warn" title={t('desk.pair.refused')}>
          {t('desk.pair.refusedHint')}
        </Notice>
      </div>
    );
  return (
    <>
      <span class="grid size-16 place-items-center rounded-full border-4 border-good text-good">
        <CheckIcon size={36} />
      </span>
      <p role="status" class="font-medium text-lg">
        {t('desk.pair.done', { name: phone.name })}
      </p>
      <p class="text-ink-muted">{t('desk.pair.doneHint')}</p>
    </>
  );
}
