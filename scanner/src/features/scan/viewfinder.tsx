import type { PlainKey } from '@gatehouse/shared/i18n';
import { Button, CameraIcon, Spinner, useI18n } from '@gatehouse/shared/ui';
import type { ComponentChildren, TargetedPointerEvent } from 'preact';
import { useState } from 'preact/hooks';
import { cameraHelp } from '../start/camera-help.js';
import type { CameraFault } from './camera/camera.js';
import type { CameraPhase } from './camera/camera-control.js';
import { coverOf } from './camera/cover.js';
import type { CameraUse } from './camera/use-camera.js';

const faults: Readonly<Record<CameraFault, { readonly title: PlainKey; readonly text: PlainKey }>> = {
  refused: { title: 'scanner.view.refused', text: 'scanner.view.refusedText' },
  none: { title: 'scanner.view.none', text: 'scanner.view.noneText' },
  busy: { title: 'scanner.view.busy', text: 'scanner.view.busyText' },
  insecure: { title: 'scanner.view.insecure', text: 'scanner.view.insecureText' },
};

/** Where the picture was touched to be sharp there. */
interface Touched {
  readonly at: number;
  readonly style: { readonly left: string; readonly top: string };
}

/** The camera's picture, or what to do so that there is one. */
export function Viewfinder({
  use,
  children,
}: {
  readonly use: CameraUse;
  readonly children?: ComponentChildren;
}) {
  const { t } = useI18n();
  const { phase, host, start, camera } = use;
  const [touched, setTouched] = useState<Touched | null>(null);
  function focus(event: TargetedPointerEvent<HTMLElement>): void {
    if (!camera?.focus) return;
    const { clientWidth: width, clientHeight: height } = event.currentTarget;
    const { left, top } = event.currentTarget.getBoundingClientRect();
    const place = { x: event.clientX - left, y: event.clientY - top };
    const { videoWidth, videoHeight } = camera.video;
    const cover = coverOf({ width: videoWidth, height: videoHeight }, { width, height });
    camera.focus.at(cover.toPicture(place)).catch(() => undefined);
    setTouched({ at: event.timeStamp, style: { left: `${place.x}px`, top: `${place.y}px` } });
  }
  return (
    <section class="door-view" aria-label={t('scanner.view.label')} data-phase={phase}>
      <div class="door-picture" ref={host} onPointerUp={focus} />
      {touched && <span key={touched.at} class="door-focus" style={touched.style} />}
      {phase === 'running' ? <span class="door-frame" /> : <Instead phase={phase} onStart={start} />}
      {children}
    </section>
  );
}

function Instead({ phase, onStart }: { readonly phase: CameraPhase; readonly onStart: () => void }) {
  const { t } = useI18n();
  if (phase === 'asking')
    return (
      <Explained title={t('scanner.view.ask')} text={t('scanner.view.askText')}>
        <Button kind="primary" onClick={onStart}>
          {t('scanner.camera.action')}
        </Button>
      </Explained>
    );
  if (phase === 'starting' || phase === 'paused' || phase === 'running')
    return (
      <p class="door-starting" role="status">
        <Spinner />
        {t('scanner.view.starting')}
      </p>
    );
  const { title, text } = faults[phase];
  const isRefused = phase === 'refused';
  return (
    <Explained title={t(title)} text={t(isRefused ? cameraHelp() : text)}>
      {isRefused && <p>{t('scanner.help.camera.meanwhile')}</p>}
      <Button onClick={onStart}>{t('common.tryAgain')}</Button>
    </Explained>
  );
}

interface ExplainedProps {
  readonly title: string;
  readonly text: string;
  readonly children: ComponentChildren;
}

function Explained({ title, text, children }: ExplainedProps) {
  return (
    <div class="door-explained" role="status">
      <CameraIcon size={40} />
      <h2>{title}</h2>
      <p>{text}</p>
      {children}
    </div>
  );
}
