import { Notice, Spinner, useI18n } from '@gatehouse/shared/ui';
import { useEffect, useRef, useState } from 'preact/hooks';
import { createCodeReader } from './code-reader.js';

const LOOK_EVERY_MS = 250;

/** The camera of this computer, until a code was read. */
export function CodeCamera({ onText }: { readonly onText: (text: string) => void }) {
  const { t } = useI18n();
  const video = useRef<HTMLVideoElement>(null);
  const [phase, setPhase] = useState<'opening' | 'open' | 'refused'>('opening');
  const newest = useRef(onText);
  newest.current = onText;
  useEffect(() => {
    const over = new AbortController();
    if (video.current !== null)
      look(video.current, { signal: over.signal, onOpen: () => setPhase('open') }).then(
        (text) => text !== null && newest.current(text),
        () => over.signal.aborted || setPhase('refused'),
      );
    return () => over.abort();
  }, []);
  if (phase === 'refused') return <Notice tone="warn">{t('desk.readCode.noCamera')}</Notice>;
  return (
    <>
      {phase === 'opening' && <Spinner />}
      <video
        ref={video}
        class="w-full rounded-md"
        hidden={phase !== 'open'}
        aria-label={t('desk.readCode.camera')}
        playsInline
        muted
      />
    </>
  );
}

interface Looking {
  readonly signal: AbortSignal;
  readonly onOpen: () => void;
}

/** @returns what the first code says; null when nobody looks any more. @throws when there is no camera to look with */
async function look(video: HTMLVideoElement, { signal, onOpen }: Looking): Promise<string | null> {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
  try {
    if (signal.aborted) return null;
    video.srcObject = stream;
    await video.play();
    const reader = await createCodeReader();
    onOpen();
    while (!signal.aborted) {
      const size = { width: video.videoWidth, height: video.videoHeight };
      const text = await reader.read(video, size);
      if (text !== null && !signal.aborted) return text;
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
    return null;
  } finally {
    for (const track of stream.getTracks()) track.stop();
  }
}
