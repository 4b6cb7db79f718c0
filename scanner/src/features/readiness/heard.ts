import type { Locale } from '@gatehouse/shared/i18n';
import { readKept, writeKept } from '@gatehouse/shared/ui';
import { playSound, unlockSound } from '../scan/feedback/sound.js';
import { ago } from './ago.js';
import type { Finding, Remedy } from './finding.js';

const key = 'gatehouse.heard';
/** Yesterday's volume says nothing about tonight. */
const lastsMs = 12 * 3_600_000;

/** No browser tells whether anybody hears it, so a person does. */
export function checkHeard(locale: Locale): Finding {
  const kept = readKept(key);
  const at = Number(kept ?? 0);
  // What was not heard stays so until somebody hears it.
  if (kept === '0') return notHeard(locale);
  if (Date.now() - at < lastsMs)
    return {
      level: 'good',
      say: (t) => t('scanner.heard.good', { ago: ago(locale, at) }),
      others: [play(locale)],
    };
  return { level: 'attention', say: (t) => t('scanner.heard.ask'), remedy: play(locale) };
}

function notHeard(locale: Locale): Finding {
  return { level: 'bad', say: (t) => t('scanner.heard.bad'), remedy: play(locale) };
}

function play(locale: Locale): Remedy {
  return {
    label: (t) => t('scanner.heard.play'),
    async apply() {
      unlockSound();
      // A sound that was unlocked by this very touch begins a moment later.
      setTimeout(() => playSound('admit'), 100);
      return asked(locale);
    },
  };
}

function asked(locale: Locale): Finding {
  const say =
    (at: number): Remedy['apply'] =>
    async () => {
      writeKept(key, String(at));
      return at === 0 ? notHeard(locale) : undefined;
    };
  return {
    level: 'attention',
    say: (t) => t('scanner.heard.ask'),
    remedy: { label: (t) => t('scanner.heard.yes'), apply: () => say(Date.now())() },
    others: [{ label: (t) => t('scanner.heard.no'), apply: say(0) }, play(locale)],
  };
}
