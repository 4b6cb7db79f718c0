import { formSchemas } from '@gatehouse/shared/api';
import {
  Button,
  CheckboxField,
  FormError,
  LanguageSwitch,
  LogoMark,
  TextField,
  ThemeSwitch,
  useI18n,
} from '@gatehouse/shared/ui';
import { useState } from 'preact/hooks';
import { session } from '../../../api/browser-session.js';
import { describeProblem } from '../../../forms/describe-issue.js';
import { useForm } from '../../../forms/use-form.js';
import { useTitle } from '../../shell/use-title.js';
import { GateArt } from './gate-art.js';

export function SignInPage() {
  const { t } = useI18n();
  useTitle(t('portal.signIn.title'));
  return (
    <div class="grid min-h-dvh grid-rows-[auto_1fr] bg-surface lg:grid-cols-[5fr_6fr] lg:grid-rows-1">
      <Face />
      <main class="grid content-center justify-items-center px-5 py-8">
        <div class="grid w-full max-w-sm gap-8">
          <header class="grid gap-1.5">
            <h1>{t('portal.signIn.title')}</h1>
            <p class="text-ink-muted">{t('portal.signIn.lead')}</p>
          </header>
          <SignInForm />
          <footer class="flex items-center justify-between gap-4 border-line border-t pt-4">
            <LanguageSwitch />
            <ThemeSwitch />
          </footer>
        </div>
      </main>
    </div>
  );
}

/** The face beside the form: the gate at night, and what it stands for. */
function Face() {
  const { t } = useI18n();
  return (
    <aside class="relative grid gap-8 overflow-hidden bg-rail px-5 py-4 text-rail-ink lg:grid-rows-[auto_1fr_auto] lg:p-12">
      <div class="flex items-center gap-3 font-semibold text-xl">
        <LogoMark size={36} />
        {t('common.brand')}
      </div>
      <GateArt />
      <ul class="relative hidden gap-2 text-lg lg:grid">
        <li class="font-medium text-2xl">{t('portal.signIn.promise.offline')}</li>
        <li class="text-rail-muted">{t('portal.signIn.promise.kept')}</li>
        <li class="text-rail-muted">{t('portal.signIn.promise.one')}</li>
      </ul>
    </aside>
  );
}

function SignInForm() {
  const { t } = useI18n();
  const [visible, setVisible] = useState(false);
  const form = useForm({
    schema: formSchemas.signIn,
    initial: { email: '', password: '' },
    submit: ({ email, password }) => session.signIn(email, password),
  });
  const wrong = form.problem?.code === 'identity.wrong_credentials';
  return (
    <form class="grid gap-4" noValidate onSubmit={form.onSubmit}>
      <FormError
        message={form.problem && describeProblem(t, form.problem)}
        entryCount={form.issueCount}
        reference={wrong ? undefined : form.reference}
      />
      <TextField
        {...form.field('email')}
        label={t('portal.signIn.email')}
        type="email"
        autoComplete="username"
      />
      <TextField
        {...form.field('password')}
        label={t('portal.signIn.password')}
        type={visible ? 'text' : 'password'}
        autoComplete="current-password"
      />
      <CheckboxField name="show" label={t('portal.signIn.show')} checked={visible} onChecked={setVisible} />
      <Button kind="primary" type="submit" loading={form.busy}>
        {t('portal.signIn.submit')}
      </Button>
    </form>
  );
}
