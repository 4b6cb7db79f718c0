import { Button, CheckboxField, Panel, useI18n } from '@gatehouse/shared/ui';
import { usePreference } from '../settings/preferences.js';
import { CameraChoice } from './camera/camera-choice.js';
import type { CameraUse } from './camera/use-camera.js';
import { playSound, shake, unlockSound } from './feedback/sound.js';
import { canSpeak } from './feedback/voice.js';
import type { Face } from './session/face.js';
import { WedgeEntry } from './wedge/wedge-entry.js';

export interface SettingsPanelProps {
  readonly camera: CameraUse;
  readonly onShift: () => void;
  readonly onReadiness: () => void;
  readonly onLeave: () => void;
}

/** What the people at this phone set for themselves. */
export function SettingsPanel({ camera, onShift, onReadiness, onLeave }: SettingsPanelProps) {
  const { t } = useI18n();
  return (
    <Panel title={t('scanner.settings.title')} onLeave={onLeave}>
      <div class="grid content-start gap-5 overflow-y-auto p-4">
        <div class="grid gap-2">
          <Button onClick={onShift}>{t('scanner.shift.change')}</Button>
          <Button onClick={onReadiness}>{t('scanner.ready.title')}</Button>
          <WedgeEntry />
        </div>
        <CameraChoice camera={camera} />
        <div class="grid gap-1">
          <Switch name="sound" label={t('scanner.settings.sound')} />
          {'vibrate' in navigator && <Switch name="shake" label={t('scanner.settings.shake')} />}
          {canSpeak() && <Switch name="voice" label={t('scanner.settings.voice')} />}
          <SoundTest />
        </div>
      </div>
    </Panel>
  );
}

function Switch({ name, label }: { readonly name: 'sound' | 'shake' | 'voice'; readonly label: string }) {
  const { value, set } = usePreference(name);
  return <CheckboxField name={name} label={label} checked={value} onChecked={set} />;
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
