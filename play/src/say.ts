import type { Shown } from '@gatehouse/scanner/store';
import { sayExplanation, sayNotice } from '@gatehouse/shared/checkin';
import { doorSpeaker } from '@gatehouse/shared/door';
import { createTranslator, type Locale, loadCatalogue, type Translate } from '@gatehouse/shared/i18n';
import type { Root } from '@gatehouse/shared/manifest';

/** What the phone's screen says of a verdict, in words. */
export interface Words {
  readonly explanation: string;
  readonly notices: readonly string[];
}

export type Say = (shown: Shown, root: Root | null) => Words;

export async function openSay(locale: Locale): Promise<Say> {
  const t: Translate = createTranslator(locale, await loadCatalogue(locale, ['common', 'door', 'scanner']));
  return ({ decision, at }, root) => {
    const speaker = doorSpeaker({ t, locale, root, now: at });
    const whys =
      decision.result === 'confirm' ? decision.asks.map((ask) => ask.explanation) : [decision.explanation];
    return {
      explanation: [...new Set(whys.map((why) => sayExplanation(why, speaker)))].join(' '),
      notices: decision.notices.map((notice) => sayNotice(notice, speaker)),
    };
  };
}
