import { SelectField, useI18n } from '@gatehouse/shared/ui';
import { useState } from 'preact/hooks';
import type { CameraName } from '../scan/camera/camera.js';
import type { CameraUse } from '../scan/camera/use-camera.js';
import { usePreference } from './preferences.js';

const sides = ['rear', 'front'] as const;

/** A side of the phone, or one very camera. Names are asked for when it is touched: asking closes the camera for a moment. */
export function CameraChoice({ camera }: { readonly camera: CameraUse }) {
  const { t } = useI18n();
  const { value, isLocked } = usePreference('camera');
  const [names, setNames] = useState<readonly CameraName[] | null>(null);
  function ask(): void {
    if (names !== null || isLocked) return;
    setNames([]);
    void camera.list().then(setNames);
  }
  const listed = (names ?? []).map(({ id, label }) => ({ value: id, label }));
  const isKnown = sides.some((side) => side === value) || listed.some((one) => one.value === value);
  return (
    <div onFocusCapture={ask}>
      <SelectField
        name="camera"
        label={t('preferences.camera')}
        value={value}
        onValue={camera.choose}
        options={[
          ...sides.map((side) => ({ value: side, label: t(`preferences.${side}`) })),
          ...(isKnown ? [] : [{ value, label: t('preferences.thisCamera') }]),
          ...listed,
        ]}
        disabled={isLocked}
        hint={isLocked ? t('preferences.setBy') : undefined}
        required
      />
    </div>
  );
}
