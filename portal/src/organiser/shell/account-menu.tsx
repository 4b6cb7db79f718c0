import {
  CheckIcon,
  ChevronIcon,
  LanguageSwitch,
  Menu,
  SignOutIcon,
  ThemeSwitch,
  useI18n,
  useToast,
} from '@gatehouse/shared/ui';
import { pickOrganisation, useSession } from '../../api/browser-session.js';
import { describeProblem, toProblem } from '../../forms/describe-issue.js';

/** Who is signed in and for which organisation; language and appearance; the way out. */
export function AccountMenu() {
  const { t } = useI18n();
  const session = useSession();
  const showToast = useToast();
  const person = session.current?.person;
  const membership = session.membership;
  if (person === undefined) return null;

  async function signOut(): Promise<void> {
    try {
      await session.signOut();
    } catch (thrown) {
      showToast(describeProblem(t, toProblem(thrown)), 'bad');
    }
  }

  return (
    <Menu
      summaryClass="ui-rail-button"
      label={
        <>
          <span class="ui-avatar" aria-hidden="true">
            {initialsOf(person.name)}
          </span>
          <span class="sr-only">{t('portal.nav.signedInAs', { name: person.name })}</span>
          <span class="hidden min-w-0 flex-1 text-sm leading-tight lg:block">
            <span class="block truncate font-medium">{person.name}</span>
            <span class="block truncate text-rail-muted">{membership?.organisationName}</span>
          </span>
          <ChevronIcon size={16} />
        </>
      }
    >
      {session.current?.memberships.map((choice) => (
        <button
          key={choice.organisationId}
          type="button"
          aria-pressed={choice === membership}
          onClick={() => pickOrganisation(choice.organisationId)}
        >
          <span class="min-w-0 flex-1 truncate">{choice.organisationName}</span>
          {choice === membership && <CheckIcon size={18} />}
        </button>
      ))}
      <div class="my-1 grid gap-2 border-line border-y px-2 py-2">
        <LanguageSwitch />
        <ThemeSwitch />
      </div>
      <button type="button" onClick={() => void signOut()}>
        <SignOutIcon />
        {t('portal.nav.signOut')}
      </button>
    </Menu>
  );
}

function initialsOf(name: string): string {
  const letters = name.split(/\s+/).map((word) => [...word][0] ?? '');
  return [letters[0], letters.length > 1 ? letters.at(-1) : ''].join('').toLocaleUpperCase();
}
