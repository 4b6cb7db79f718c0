import { Button, ConfirmDialog, Panel, Progress, useI18n } from '@gatehouse/shared/ui';
import { useBlocker } from '@tanstack/react-router';
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { Entries } from '../../forms/check-entries.js';
import { FormProblem } from '../../forms/form-problem.js';
import type { Form } from '../../forms/use-form.js';

export interface EditPanelProps<Values extends Entries> {
  readonly title: string;
  readonly form: Form<Values>;
  /** Everything can be read and nothing changed. */
  readonly readOnly: boolean;
  readonly submitLabel: string;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

/** The form of one thing, over the list that it belongs to. What was typed is only thrown away after a question. */
export function EditPanel<Values extends Entries>(props: EditPanelProps<Values>) {
  const { title, form, readOnly, submitLabel, onClose, children } = props;
  const { t } = useI18n();
  const leaving = useLeaving(form.touched && !readOnly, onClose);
  return (
    <Panel title={title} onLeave={leaving.ask}>
      <form class="ui-panel-form" noValidate onSubmit={form.onSubmit}>
        <fieldset class="ui-panel-body" disabled={readOnly}>
          <FormProblem form={form} />
          {children}
        </fieldset>
        <footer>
          {form.busy && <Progress label={t('portal.edit.saving')} />}
          <Button onClick={leaving.ask}>{t(readOnly ? 'common.close' : 'common.cancel')}</Button>
          {!readOnly && (
            <Button kind="primary" type="submit" loading={form.busy}>
              {submitLabel}
            </Button>
          )}
        </footer>
      </form>
      <ConfirmDialog
        open={leaving.asking}
        title={t('portal.edit.discardTitle')}
        text={t('portal.edit.discardText')}
        cancel={t('portal.edit.keepEditing')}
        confirm={t('portal.edit.discard')}
        danger
        onConfirm={leaving.confirm}
        onClose={leaving.stay}
      />
    </Panel>
  );
}

/** Cancel, Escape, the cross and the browser's Back all come here. */
function useLeaving(unsaved: boolean, onClose: () => void) {
  const [asking, setAsking] = useState(false);
  const blocker = useBlocker({
    shouldBlockFn: () => unsaved,
    enableBeforeUnload: unsaved,
    withResolver: true,
  });
  return {
    asking: asking || blocker.status === 'blocked',
    ask: () => (unsaved ? setAsking(true) : onClose()),
    stay: () => {
      setAsking(false);
      if (blocker.status === 'blocked') blocker.reset();
    },
    confirm: () => {
      setAsking(false);
      if (blocker.status === 'blocked') blocker.proceed();
      else onClose();
    },
  };
}
