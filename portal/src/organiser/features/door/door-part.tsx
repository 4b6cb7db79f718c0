import { Notice, Skeleton, useI18n } from '@gatehouse/shared/ui';
import type { ComponentChildren } from 'preact';
import { useMay } from '../../../api/browser-session.js';
import { useTitle } from '../../shell/use-title.js';
import { useEvent } from '../events/event-context.js';
import { DeskTexts } from './desk-texts.js';

/** A page of the door, for those who may see it. */
export function DoorPart({ children }: { readonly children: ComponentChildren }) {
  const { t } = useI18n();
  const { name } = useEvent();
  useTitle(`${t('portal.event.tab.door')} – ${name}`);
  if (!useMay('door.read')) return <Notice>{t('errors.answer.forbidden')}</Notice>;
  return <DeskTexts waiting={<Skeleton lines={6} />}>{children}</DeskTexts>;
}
