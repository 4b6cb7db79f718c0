import { formatNumber } from '@gatehouse/shared/i18n';
import { AlertIcon, useI18n } from '@gatehouse/shared/ui';
import type { ComponentChildren } from 'preact';
import { crowdingOf, type Figures, type ZoneFigure } from '../../store/figures/figures.js';
import type { EventDigest } from '../../store/phone.js';
import { shortAge } from './short-age.js';

export interface TruthBarProps {
  /** Null: not counted yet. */
  readonly figures: Figures | null;
  /** Since the list was last known to be the newest, milliseconds; null: never. */
  readonly ageMs: number | null;
  /** Null: not summed up yet. */
  readonly digest: Pick<EventDigest, 'agreement'> | null;
  readonly onOpen: () => void;
}

/** What this phone knows of the door, in one line above the camera. Pressed, it tells the rest. */
export function TruthBar({ figures, ageMs, digest, onOpen }: TruthBarProps) {
  const { t, locale } = useI18n();
  const number = (value: number | null | undefined) => (value == null ? '–' : formatNumber(locale, value));
  const total = figures?.total;
  return (
    <>
      <button type="button" class="door-truth" onClick={onOpen}>
        <span class="sr-only">{t('scanner.truth.open')}</span>
        <Cell label={t('scanner.truth.inside')}>
          {number(total?.inside)}
          <small>/{number(total?.expected)}</small>
        </Cell>
        <Cell label={t('scanner.truth.lastTen')}>{number(total?.lastTen)}</Cell>
        <Cell label={t('scanner.truth.mine')}>{number(total?.mine)}</Cell>
        <Cell label={t('scanner.truth.age')}>{ageMs === null ? '–' : shortAge(locale, ageMs)}</Cell>
      </button>
      {digest?.agreement === 'differs' && (
        <p class="door-crowded" role="status">
          <AlertIcon size={18} />
          {t('scanner.truth.differs')}
        </p>
      )}
      <Crowded zones={figures?.zones ?? []} />
    </>
  );
}

interface CellProps {
  readonly label: string;
  readonly children: ComponentChildren;
}

function Cell({ label, children }: CellProps) {
  return (
    <span class="door-truth-cell">
      <span class="door-truth-label">{label}</span> <b>{children}</b>
    </span>
  );
}

/** Announced when it comes; the fullest zones first. */
function Crowded({ zones }: { readonly zones: readonly ZoneFigure[] }) {
  const { t, locale } = useI18n();
  const crowded = zones
    .filter((zone) => crowdingOf(zone) !== 'room')
    .sort((a, b) => b.inside / (b.capacity ?? 1) - a.inside / (a.capacity ?? 1));
  return (
    <div role="status">
      {crowded.map((zone) => (
        <p key={zone.id} class="door-crowded" data-crowding={crowdingOf(zone)}>
          <AlertIcon size={18} />
          {t(crowdingOf(zone) === 'full' ? 'scanner.truth.full' : 'scanner.truth.near', {
            zone: zone.name,
            inside: formatNumber(locale, zone.inside),
            capacity: formatNumber(locale, zone.capacity ?? 0),
          })}
        </p>
      ))}
    </div>
  );
}
