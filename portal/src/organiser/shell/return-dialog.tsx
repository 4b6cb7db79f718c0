import { formSchemas } from '@gatehouse/shared/api';
import { Button, FormError, TextField, useI18n } from '@gatehouse/shared/ui';
import { useEffect, useId, useRef } from 'preact/hooks';
import { useSession } from '../../api/browser-session.js';
import { describeProblem } from '../../forms/describe-issue.js';
import { useForm } from '../../forms/use-form.js';

/** Over the page whose session has ended: whoever was here signs in again, and what was sent goes on by itself. */
export function ReturnDialog() {
  const session = useSession();
  const email = session.current?.person.email;
  return session.interrupted && email !== undefined ? <Return email={email} /> : null;
}

function Return({ email }: { readonly email: string }) {
  const { t } = useI18n();
  const session = useSession();
  const titleId = useId();
  const element = useRef<HTMLDialogElement>(null);
  useEffect(() => element.current?.showModal(), []);
  const form = useForm({
    schema: formSchemas.signIn,
    initial: { email, password: '' },
    submit: ({ password }) => session.signIn(email, password),
  });
  return (
    <dialog
      ref={element}
      class="ui-dialog"
      aria-labelledby={titleId}
      // There is no way past it: what waits behind it cannot be sent without a session.
      onCancel={(event) => event.preventDefault()}
      onClose={() => element.current?.isConnected && element.current.showModal()}
    >
      <h2 id={titleId} class="mb-2">
        {t('portal.return.title')}
      </h2>
      <form class="grid gap-4" noValidate onSubmit={form.onSubmit}>
        <p class="text-ink-muted">{t('portal.return.text')}</p>
        <FormError message={form.problem && describeProblem(t, form.problem)} entryCount={form.issueCount} />
        <TextField
          {...form.field('email')}
          disabled
          label={t('portal.signIn.email')}
          type="email"
          autoComplete="username"
        />
        <TextField
          {...form.field('password')}
          label={t('portal.signIn.password')}
          type="password"
          autoComplete="current-password"
        />
        <div class="ui-actions">
          <Button onClick={() => session.leave()}>{t('portal.return.leave')}</Button>
          <Button kind="primary" type="submit" loading={form.busy}>
            {t('portal.signIn.submit')}
          </Button>
        </div>
      </form>
    </dialog>
  );
}
