import type { PlainKey } from '@gatehouse/shared/i18n';
import { Badge, useI18n } from '@gatehouse/shared/ui';
import type { PhoneState } from '../../store/phone.js';

type Profile = PhoneState['profile'];

const words: Readonly<Record<Profile, { readonly name: PlainKey; readonly text: PlainKey }>> = {
  steward: { name: 'scanner.profile.steward', text: 'scanner.profile.stewardText' },
  supervisor: { name: 'scanner.profile.supervisor', text: 'scanner.profile.supervisorText' },
  kiosk: { name: 'scanner.profile.kiosk', text: 'scanner.profile.kioskText' },
};

/** What this phone is called and what it may do, as the organiser said last. */
export function PhoneLine({ state }: { readonly state: PhoneState }) {
  const { t } = useI18n();
  const { name, text } = words[state.profile];
  return (
    <div class="grid gap-1" data-profile={state.profile}>
      <p class="flex flex-wrap items-center gap-2 font-medium">
        <bdi>{state.deviceName}</bdi>
        <Badge>{t(name)}</Badge>
      </p>
      <p class="text-ink-muted text-sm">{t(text)}</p>
    </div>
  );
}
