import type { PlainKey } from '@gatehouse/shared/i18n';
import { Button, CameraIcon, Spinner, useI18n } from '@gatehouse/shared/ui';
import type { ComponentChildren } from 'preact';
import { cameraHelp } from '../start/camera-help.js';
import type { CameraFault } from './camera/camera.js';
import type { CameraPhase } from './camera/camera-control.js';
import type { CameraUse } from './camera/use-camera.js';

const faults: Readonly<Record<CameraFault, { readonly title: PlainKey; readonly text: PlainKey }>> = {
  refused: { title: 'scanner.view.refused', text: 'scanner.view.refusedText' },
  none: { title: 'scanner.view.none', text: 'scanner.view.noneText' },
  busy: { title: 'scanner.view.busy', text: 'scanner.view.busyText' },
  insecure: { title: 'scanner.view.insecure', text: 'scanner.view.insecureText' },
};

/** The camera's picture, or what to do so that there is one. */
export function Viewfinder({
  use,
  children,
}: {
  readonly use: CameraUse;
  readonly children?: ComponentChildren;
}) {
  const { t } = useI18n();
  const { phase, host, start } = use;
  return (
    <section class="door-view" aria-label={t('scanner.view.label')} data-phase={phase}>
      <div class="door-picture" ref={host} />
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
