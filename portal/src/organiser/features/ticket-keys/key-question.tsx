import { formatNumber, type PlainKey } from '@gatehouse/shared/i18n';
import { useI18n, useToast } from '@gatehouse/shared/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { AskFirst } from '../../editing/ask-first.js';
import { useEvent } from '../events/event-context.js';
import { endKey, rotateKey, type TicketKey } from './ticket-key-api.js';

/** What somebody wants to do with the keys, before they are asked whether they mean it. */
export type Wish =
  | { readonly act: 'rotate' | 'leak'; readonly left: number }
  | { readonly act: 'setAside' | 'kill'; readonly key: TicketKey };

interface Words {
  readonly title: PlainKey;
  readonly action: PlainKey;
  readonly done: PlainKey;
}

const words: Readonly<Record<Wish['act'], Words>> = {
  rotate: {
    title: 'portal.keys.rotateTitle',
    action: 'portal.keys.rotate',
    done: 'portal.keys.rotated',
  },
  leak: { title: 'portal.keys.leakTitle', action: 'portal.keys.rotate', done: 'portal.keys.leaked' },
  setAside: {
    title: 'portal.keys.setAsideTitle',
    action: 'portal.keys.setAside',
    done: 'portal.keys.wasSetAside',
  },
  kill: { title: 'portal.keys.killTitle', action: 'portal.keys.kill', done: 'portal.keys.killed' },
};

interface QuestionProps {
  readonly wish: Wish;
  /** Of this press of the button. */
  readonly intention: string;
  readonly onClose: () => void;
}

/** Nothing is done to a key without a question that says what happens at the door. */
export function KeyQuestion({ wish, intention, onClose }: QuestionProps) {
  const { t, locale } = useI18n();
  const { id: eventId, status } = useEvent();
  const queries = useQueryClient();
  const showToast = useToast();
  const { title, action, done } = words[wish.act];
  const act = useMutation({
    mutationFn: () => carryOut(eventId, wish, intention),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['event', eventId] });
      showToast(t(done));
      onClose();
    },
  });
  return (
    <AskFirst
      danger={wish.act !== 'rotate'}
      title={t(title)}
      text={textOf()}
      confirm={t(action)}
      effects={status === 'published' ? ['next_sync'] : []}
      act={act}
      onClose={onClose}
    />
  );

  function textOf(): string {
    if ('left' in wish) {
      const left = formatNumber(locale, wish.left);
      return wish.act === 'leak'
        ? t('portal.keys.leakText', { left })
        : t('portal.keys.rotateText', { left });
    }
    const { act: wished, key } = wish;
    return wished === 'kill'
      ? t('portal.keys.killText', { count: key.tickets })
      : t('portal.keys.setAsideText');
  }
}

function carryOut(eventId: string, wish: Wish, intention: string): Promise<void> {
  return 'left' in wish
    ? rotateKey(eventId, { leaked: wish.act === 'leak', intention })
    : endKey(eventId, wish.key.id, wish.act === 'kill' ? 'dead' : 'list-only');
}
