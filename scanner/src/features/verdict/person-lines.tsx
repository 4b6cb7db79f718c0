import type { Person } from '@gatehouse/shared/people';
import { useI18n } from '@gatehouse/shared/ui';

/** What the organiser's list says of whoever stands here; any of it may be in any script. */
export function PersonLines({ person }: { readonly person: Person }) {
  const { t } = useI18n();
  const { name, seat, order, items, note, texts } = person;
  const lines = [...items, ...texts, note].filter((line) => line !== '');
  return (
    <div class="door-person">
      {name !== '' && (
        <p class="door-name">
          <bdi>{name}</bdi>
        </p>
      )}
      {(seat !== '' || order !== '') && (
        <p>
          {seat !== '' && <bdi>{t('scanner.verdict.seat', { seat })}</bdi>}
          {seat !== '' && order !== '' && ' · '}
          {order !== '' && <bdi>{t('scanner.verdict.order', { order })}</bdi>}
        </p>
      )}
      {lines.map((line) => (
        <p key={line} class="door-text" dir="auto">
          {line}
        </p>
      ))}
    </div>
  );
}
