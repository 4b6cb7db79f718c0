import { Button, SelectField, useI18n } from '@gatehouse/shared/ui';
import { useState } from 'preact/hooks';
import { usePreference } from '../../settings/preferences.js';
import type { CameraName } from './camera.js';
import type { CameraUse } from './use-camera.js';

/** The side, or one camera of this phone. Names are asked for only here, because asking closes the camera for a moment. */
export function CameraChoice({ camera }: { readonly camera: CameraUse }) {
  const { t } = useI18n();
  const { value, isLocked } = usePreference('camera');
  const [names, setNames] = useState<readonly CameraName[] | null>(null);
  const sides = [
    { value: 'rear', label: t('scanner.settings.rear') },
    { value: 'front', label: t('scanner.settings.front') },
  ];
  const listed = (names ?? []).map(({ id, label }) => ({ value: id, label }));
  const isKnown = [...sides, ...listed].some((option) => option.value === value);
  const kept = isKnown ? [] : [{ value, label: t('scanner.settings.keptCamera') }];
  return (
    <div class="grid gap-2">
      <SelectField
        name="camera"
        label={t('scanner.settings.camera')}
        value={value}
        onValue={camera.choose}
        options={[...sides, ...listed, ...kept]}
        disabled={isLocked}
        required
      />
      {names === null && !isLocked && (
        <Button onClick={() => void camera.list().then(setNames)}>{t('scanner.settings.otherCamera')}</Button>
      )}
      {names?.length === 0 && <p class="text-ink-muted text-sm">{t('scanner.camera.none')}</p>}
    </div>
  );
}
