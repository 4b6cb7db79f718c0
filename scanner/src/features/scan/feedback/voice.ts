import type { Locale } from '@gatehouse/shared/i18n';

/** Whether this browser can speak at all. Which voices there are is known only some time after the start. */
export function canSpeak(): boolean {
  return 'speechSynthesis' in globalThis;
}

/** Says it over what was being said: an answer that comes late is worse than none. */
export function speak(text: string, locale: Locale): void {
  if (!canSpeak()) return;
  const said = new SpeechSynthesisUtterance(text);
  said.lang = locale;
  const voice = voiceFor(locale);
  if (voice !== undefined) said.voice = voice;
  speechSynthesis.cancel();
  speechSynthesis.speak(said);
}

/** A voice that lives on the phone needs no network; without one the browser chooses by the language. */
function voiceFor(locale: Locale): SpeechSynthesisVoice | undefined {
  const voices = speechSynthesis.getVoices().filter(({ lang }) => lang.split(/[-_]/)[0] === locale);
  return voices.find(({ localService }) => localService) ?? voices[0];
}
