import { KeyboardIcon, LookIcon, SettingsIcon, TorchIcon, useI18n } from '@gatehouse/shared/ui';
import { useRef, useState } from 'preact/hooks';
import type { Zoom } from './camera/abilities.js';
import type { OpenCamera } from './camera/camera.js';

export interface ControlsProps {
  readonly camera: OpenCamera | null;
  readonly onType: () => void;
  /** Null: nobody at this phone may look for people. */
  readonly onSearch: (() => void) | null;
  readonly onSettings: () => void;
}

/** Near the thumb. */
export function Controls({ camera, onType, onSearch, onSettings }: ControlsProps) {
  const { t } = useI18n();
  return (
    <div class="door-controls">
      {camera?.torch && <Torch torch={camera.torch} />}
      <button type="button" onClick={onType}>
        <KeyboardIcon size={24} />
        {t('scanner.typed.open')}
      </button>
      {onSearch !== null && (
        <button type="button" onClick={onSearch}>
          <LookIcon size={24} />
          {t('people.search.open')}
        </button>
      )}
      <button type="button" onClick={onSettings}>
        <SettingsIcon size={24} />
        {t('scanner.settings.open')}
      </button>
    </div>
  );
}

function Torch({ torch }: { readonly torch: NonNullable<OpenCamera['torch']> }) {
  const { t } = useI18n();
  const [lit, setLit] = useState<typeof torch | null>(null);
  const latest = useRef<typeof torch | null>(null);
  // Another camera starts dark, whatever the one before still answers.
  const on = lit === torch;
  function turn(): void {
    const wanted = latest.current === torch ? null : torch;
    latest.current = wanted;
    torch.set(wanted !== null).then(
      () => setLit(latest.current),
      () => {
        if (latest.current === wanted) latest.current = wanted === null ? torch : null;
      },
    );
  }
  return (
    <button type="button" aria-pressed={on} onClick={turn}>
      <TorchIcon size={24} />
      {t('scanner.torch')}
    </button>
  );
}

export function ZoomSlider({ zoom }: { readonly zoom: Zoom }) {
  const { t } = useI18n();
  const [value, setValue] = useState(zoom.value);
  function change(next: number): void {
    setValue(next);
    zoom.set(next).catch(() => undefined);
  }
  return (
    <input
      class="door-zoom"
      type="range"
      aria-label={t('scanner.zoom')}
      min={zoom.min}
      max={zoom.max}
      step={zoom.step}
      value={value}
      onInput={(event) => change(event.currentTarget.valueAsNumber)}
    />
  );
}
