import { Button, Panel, useI18n } from '@gatehouse/shared/ui';
import type { PhoneState } from '../../store/phone.js';
import type { CameraUse } from '../scan/camera/use-camera.js';
import { playSound, shake, unlockSound } from '../scan/feedback/sound.js';
import type { Face } from '../scan/session/face.js';
import { PhoneLine } from '../start/phone-line.js';
import { CameraChoice } from './camera-choice.js';
import { PreferenceChoice, PreferenceSwitch } from './preference-fields.js';
import { PreferenceTexts } from './preference-texts.js';

export interface SettingsPanelProps {
  readonly state: PhoneState;
  readonly camera: CameraUse;
  readonly onShift: () => void;
  readonly onReadiness: () => void;
  readonly onLeave: () => void;
}

/** What the people at this phone set for themselves, and what the organiser set for them. */
export function SettingsPanel({ state, camera, onShift, onReadiness, onLeave }: SettingsPanelProps) {
  const { t } = useI18n();
  return (
    <Panel title={t('scanner.settings.title')} onLeave={onLeave}>
      <div class="grid content-start gap-5 overflow-y-auto p-4">
        <PhoneLine state={state} />
        <div class="grid gap-2">
          <Button onClick={onShift}>{t('scanner.shift.change')}</Button>
          <Button onClick={onReadiness}>{t('scanner.ready.title')}</Button>
        </div>
        <PreferenceTexts>
          <div class="grid gap-1">
            <PreferenceSwitch name="sound" />
            {'vibrate' in navigator && <PreferenceSwitch name="shake" />}
            {'speechSynthesis' in globalThis && <PreferenceSwitch name="voice" />}
            <SoundTest />
          </div>
          <PreferenceChoice name="hand" />
          <CameraChoice camera={camera} />
          <PreferenceChoice name="textSize" />
          <PreferenceChoice name="autoClear" />
          <PreferenceChoice name="language" />
        </PreferenceTexts>
      </div>
    </Panel>
  );
}

const samples = [
  { face: 'admit', word: 'common.verdict.admit' },
  { face: 'refuse', word: 'common.verdict.refuse' },
  { face: 'already', word: 'common.verdict.already' },
] as const satisfies readonly { readonly face: Face; readonly word: string }[];

/** Each of the three sounds, so that nobody hears them first at a loud door. */
function SoundTest() {
  const { t } = useI18n();
  function play(face: Face): void {
    unlockSound();
    playSound(face);
    shake(face);
  }
  return (
    <div class="grid gap-2">
      <p class="text-ink-muted text-sm">{t('scanner.settings.test')}</p>
      <div class="ui-actions">
        {samples.map(({ face, word }) => (
          <Button key={face} onClick={() => play(face)}>
            {t(word)}
          </Button>
        ))}
      </div>
    </div>
  );
}
