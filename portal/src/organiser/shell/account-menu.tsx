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
import { useNavigate } from '@tanstack/react-router';
import { pickOrganisation, useSession } from '../../api/browser-session.js';
import { describeProblem, toProblem } from '../../forms/describe-issue.js';
import { roleName } from './role-name.js';

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
      <WhoIAm />
      <Organisations />
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

/** The name, and what its bearer may do here. */
function WhoIAm() {
  const { t } = useI18n();
  const session = useSession();
  const roles = session.membership?.roles ?? [];
  return (
    <div class="px-3 py-2 text-sm leading-snug">
      <p class="font-medium">
        <bdi>{session.current?.person.name}</bdi>
      </p>
      <p class="break-all text-ink-muted">{session.current?.person.email}</p>
      {roles.length > 0 && <p class="text-ink-muted">{roles.map((role) => roleName(t, role)).join(' · ')}</p>}
    </div>
  );
}

/** For whoever belongs to several. What the other one has is another place, so its start page is shown. */
function Organisations() {
  const { t } = useI18n();
  const session = useSession();
  const navigate = useNavigate();
  const memberships = session.current?.memberships ?? [];
  if (memberships.length < 2) return null;
  async function speakFor(organisationId: string): Promise<void> {
    await navigate({ to: '/' });
    pickOrganisation(organisationId);
  }
  return (
    <fieldset class="border-line border-t pt-1" aria-label={t('portal.settings.title')}>
      {memberships.map((choice) => (
        <button
          key={choice.organisationId}
          type="button"
          class="ui-menu-item"
          aria-pressed={choice === session.membership}
          onClick={() => void speakFor(choice.organisationId)}
        >
          <span class="min-w-0 flex-1 truncate">{choice.organisationName}</span>
          {choice === session.membership && <CheckIcon size={18} />}
        </button>
      ))}
    </fieldset>
  );
}

function initialsOf(name: string): string {
  const letters = name.split(/\s+/).map((word) => [...word][0] ?? '');
  return [letters[0], letters.length > 1 ? letters.at(-1) : ''].join('').toLocaleUpperCase();
}
