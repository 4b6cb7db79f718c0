import { formatNumber, formatRelative } from '@gatehouse/shared/i18n';
import { Panel, Progress, useI18n } from '@gatehouse/shared/ui';
import type { Figure, Figures } from '../../store/figures/figures.js';
import type { PhoneState } from '../../store/phone.js';
import { sayDigest } from './say-digest.js';
import type { Truth } from './use-truth.js';

export interface TruthPanelProps extends Truth {
  readonly state: Pick<PhoneState, 'online' | 'unsent' | 'unsentPhotos'>;
  readonly onLeave: () => void;
}

/** Everything this phone knows of the door by itself: no network is asked. */
export function TruthPanel({ figures, ageMs, digest, state, onLeave }: TruthPanelProps) {
  const { t } = useI18n();
  return (
    <Panel title={t('scanner.truth.title')} onLeave={onLeave}>
      <div class="grid content-start gap-5 overflow-y-auto p-4">
        <Line state={state} ageMs={ageMs} digest={digest} />
        <p class="text-ink-muted">{t('scanner.truth.lead')}</p>
        {figures === null ? (
          <p role="status">{t('scanner.truth.counting')}</p>
        ) : (
          <Counted figures={figures} />
        )}
      </div>
    </Panel>
  );
}

function Line({ state, ageMs, digest }: Pick<TruthPanelProps, 'state' | 'ageMs' | 'digest'>) {
  const { t, locale } = useI18n();
  const { online, unsent, unsentPhotos } = state;
  const now = new Date();
  return (
    <ul class="grid gap-1">
      <li>{t(online ? 'scanner.line.online' : 'scanner.line.offline')}</li>
      <li>
        {unsent + unsentPhotos === 0
          ? t('scanner.truth.allSent')
          : t('scanner.line.unsent', { count: unsent })}
      </li>
      {unsentPhotos > 0 && <li>{t('questions.photos.unsent', { count: unsentPhotos })}</li>}
      <li>
        {ageMs === null
          ? t('scanner.truth.noAge')
          : t('scanner.truth.newest', {
              ago: formatRelative(locale, new Date(now.getTime() - ageMs), now),
            })}
      </li>
      {digest !== null && <li>{sayDigest(t, digest)}</li>}
    </ul>
  );
}

function Counted({ figures }: { readonly figures: Figures }) {
  const { t } = useI18n();
  const { total, lists, zones, complete } = figures;
  return (
    <>
      {!complete && <p role="status">{t('scanner.truth.counting')}</p>}
      <FigureCard title={t('scanner.truth.event')} figure={total} />
      {zones.length > 0 && <h3 class="font-semibold">{t('scanner.truth.zones')}</h3>}
      {zones.map((zone) => (
        <FigureCard key={zone.id} title={zone.name} figure={zone} capacity={zone.capacity} />
      ))}
      {lists.length > 1 && <h3 class="font-semibold">{t('scanner.truth.lists')}</h3>}
      {lists.length > 1 && lists.map((list) => <FigureCard key={list.id} title={list.name} figure={list} />)}
    </>
  );
}

interface FigureCardProps {
  readonly title: string;
  readonly figure: Figure;
  readonly capacity?: number | null;
}

function FigureCard({ title, figure, capacity = null }: FigureCardProps) {
  const { t, locale } = useI18n();
  const rows = [
    [t('scanner.truth.inside'), figure.inside],
    [t('scanner.truth.expected'), figure.expected],
    [t('scanner.truth.lastTen'), figure.lastTen],
    [t('scanner.truth.mine'), figure.mine],
  ] as const;
  return (
    <section class="ui-card grid gap-2 p-4">
      <p class="font-medium">
        <bdi>{title}</bdi>
      </p>
      <dl class="door-figures">
        {rows.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value === null ? '–' : formatNumber(locale, value)}</dd>
          </div>
        ))}
      </dl>
      {capacity !== null && capacity > 0 && (
        <>
          <Progress label={title} value={Math.min(1, figure.inside / capacity)} />
          <p class="text-sm">{t('scanner.truth.room', { capacity: formatNumber(locale, capacity) })}</p>
        </>
      )}
    </section>
  );
}
