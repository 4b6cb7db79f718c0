import './code-picture.css';
import { Notice, Spinner, useI18n } from '@gatehouse/shared/ui';
import { useEffect, useState } from 'preact/hooks';
import type { DrawnCode, drawCode } from './draw-code.js';

export interface CodePictureProps {
  readonly text: string;
  readonly label: string;
  readonly level: Parameters<typeof drawCode>[1];
}

/** A QR code for another phone's camera; what draws it comes when it is needed first. */
export function CodePicture({ text, label, level }: CodePictureProps) {
  const { t } = useI18n();
  const [drawn, setDrawn] = useState<DrawnCode | 'missing' | null>(null);
  useEffect(() => {
    let isWanted = true;
    import('./draw-code.js').then(
      (part) => isWanted && setDrawn(part.drawCode(text, level)),
      () => isWanted && setDrawn('missing'),
    );
    return () => {
      isWanted = false;
    };
  }, [text, level]);
  if (drawn === null) return <Spinner />;
  if (drawn === 'missing') return <Notice tone="warn">{t('scanner.missing.text')}</Notice>;
  const { path, side } = drawn;
  return (
    <svg
      class="code-picture"
      viewBox={`0 0 ${side} ${side}`}
      shape-rendering="crispEdges"
      role="img"
      aria-label={label}
    >
      <rect width={side} height={side} fill="#ffffff" />
      <path fill="#000000" d={path} />
    </svg>
  );
}
