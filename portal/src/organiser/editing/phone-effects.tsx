import type { PhoneEffect } from '@gatehouse/shared/event';
import type { PlainKey } from '@gatehouse/shared/i18n';
import { Notice, type Tone, useI18n } from '@gatehouse/shared/ui';
import type { ComponentChildren } from 'preact';
import { readEffects } from './read-effects.js';

const texts: Readonly<Record<PhoneEffect, PlainKey>> = {
  next_sync: 'portal.effect.nextSync',
  codes_stay: 'portal.effect.codesStay',
  class_loses_entry: 'portal.effect.classLosesEntry',
  gate_closed: 'portal.effect.gateClosed',
  static_codes_refused: 'portal.effect.staticCodesRefused',
  earlier_entries_count: 'portal.effect.earlierEntriesCount',
  window_narrowed: 'portal.effect.windowNarrowed',
};

/** Effects after which nobody at a door is turned away who was let in before. */
const harmless: readonly PhoneEffect[] = ['next_sync', 'codes_stay'];

export interface PhoneEffectsProps {
  readonly title: string;
  /** As the shared rules or the API's answer name them; without any there is nothing to say. */
  readonly effects: readonly string[];
  /** How it is said when nobody loses anything. */
  readonly calmTone: Tone;
  readonly actions?: ComponentChildren;
}

/** What an edit means for the phones at the doors, one plain sentence for each consequence. */
export function PhoneEffects({ title, effects, calmTone, actions }: PhoneEffectsProps) {
  const { t } = useI18n();
  const known = readEffects(effects);
  if (known.length === 0) return null;
  const calm = known.every((effect) => harmless.includes(effect));
  return (
    <Notice tone={calm ? calmTone : 'warn'} title={title} actions={actions}>
      <ul class="grid list-disc gap-1 ps-5">
        {known.map((effect) => (
          <li key={effect}>{t(texts[effect])}</li>
        ))}
      </ul>
    </Notice>
  );
}
