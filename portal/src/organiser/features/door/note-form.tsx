import { formatDate } from '@gatehouse/shared/i18n';
import { Button, Notice, TextArea, useI18n } from '@gatehouse/shared/ui';
import type { FormSchema } from '../../../forms/check-entries.js';
import { FormProblem } from '../../../forms/form-problem.js';
import { useForm } from '../../../forms/use-form.js';
import { useEvent } from '../events/event-context.js';

export interface NoteFormProps {
  /** Of a form whose only entry is `note`. */
  readonly schema: FormSchema;
  readonly initial: string;
  readonly label: string;
  readonly hint: string;
  readonly action: string;
  /** Somebody else has settled meanwhile what this is about. */
  readonly isOvertaken?: boolean;
  /** @param note without white space around it. What this throws is shown, and nothing that was typed is lost. */
  readonly onSave: (note: string) => Promise<void>;
  readonly onClose: () => void;
}

/** A few words that stay with what was decided. */
export function NoteForm(props: NoteFormProps) {
  const { schema, initial, label, hint, action, isOvertaken = false, onSave, onClose } = props;
  const { t } = useI18n();
  const form = useForm({
    schema,
    initial: { note: initial },
    submit: ({ note }) => onSave(note.trim()),
  });
  return (
    <form class="grid gap-3" noValidate onSubmit={form.onSubmit}>
      <FormProblem form={form} />
      {isOvertaken && !form.busy && <Notice tone="warn">{t('desk.note.overtaken')}</Notice>}
      <TextArea {...form.field('note')} label={label} hint={hint} />
      <div class="ui-actions">
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <Button kind="primary" type="submit" loading={form.busy}>
          {action}
        </Button>
      </div>
    </form>
  );
}

export interface SaidNoteProps {
  /** Empty: whoever decided wrote nothing. */
  readonly text: string;
  readonly by: string | null;
  readonly at: string | null;
}

/** What somebody wrote, with who and when. */
export function SaidNote({ text, by, at }: SaidNoteProps) {
  const { locale } = useI18n();
  const { timeZone } = useEvent();
  const when = at === null ? [] : [formatDate(locale, at, { timeZone })];
  return (
    <blockquote class="grid gap-1 border-brand border-s-4 ps-3">
      {text !== '' && (
        <p dir="auto" class="wrap-anywhere whitespace-pre-line">
          {text}
        </p>
      )}
      <footer class="text-ink-muted text-sm">
        {by !== null && <bdi>{by}</bdi>}
        {by !== null && when.length > 0 && ' · '}
        {when}
      </footer>
    </blockquote>
  );
}
