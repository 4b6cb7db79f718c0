import { useI18n } from '@gatehouse/shared/ui';
import { useEffect } from 'preact/hooks';
import type { Door } from '../scan/door-context.js';
import { speak } from '../scan/feedback/voice.js';
import type { OnScreen } from '../scan/session/scan-session.js';
import { preference } from '../settings/preferences.js';
import { wordsOf } from './verdict-words.js';

export interface AnnouncementProps {
  readonly verdict: OnScreen | null;
  readonly door: Door;
}

/**
 * Each answer in words, once, for those who do not look: a screen reader says it over whatever it is saying, and the
 * phone's own voice where that is wanted. The region stays on the page, because readers miss what comes with its own.
 */
export function Announcement({ verdict, door }: AnnouncementProps) {
  const { locale } = useI18n();
  useEffect(() => {
    if (verdict === null || verdict.kind === 'again' || !preference('voice')) return;
    speak(sentencesOf(verdict, door), locale);
    // A change of the language or of the lists is no new answer.
  }, [verdict]);
  return (
    <div class="sr-only" aria-live="assertive" aria-atomic="true">
      {/* Two people with the same answer are two answers. */}
      {verdict !== null && <p key={verdict.since}>{sentencesOf(verdict, door)}</p>}
    </div>
  );
}

function sentencesOf(verdict: OnScreen, door: Door): string {
  const { word, lead, text, asks } = wordsOf(verdict, door);
  const said =
    asks.length === 0 ? [word, lead, text] : [word, ...asks.flatMap((ask) => [ask.word, ask.text])];
  return said
    .filter((part) => part !== '')
    .map((part) => (/[.!?؟]$/.test(part) ? part : `${part}.`))
    .join(' ');
}
