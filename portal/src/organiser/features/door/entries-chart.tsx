import { formatDate, formatNumber, instantToZoned } from '@gatehouse/shared/i18n';
import { useI18n } from '@gatehouse/shared/ui';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useEvent } from '../events/event-context.js';
import { type EntriesGrid, type Slot, ticksOf } from './entries-grid.js';

const height = 240;
const margin = { top: 12, bottom: 28, start: 44, end: 8 };
/** Narrower bars cannot be told apart; the chart is scrolled instead. */
const leastPitch = 9;
const widestBar = 40;
const labelRoom = 60;
const mostLines = 4;
/** Between two parts of one bar, so that their border is seen without their colours. */
const gap = 1.5;

export interface EntriesChartProps {
  readonly grid: EntriesGrid;
  readonly names: readonly string[];
  /** For those who do not see it: what it shows, and where the numbers are. */
  readonly label: string;
}

/** Entries by quarter of an hour, one bar each, a part for each gate. The time runs as the language is read. */
export function EntriesChart({ grid, names, label }: EntriesChartProps) {
  const { slots } = grid;
  const { frame, scale } = useScale(slots);
  const [looked, setLooked] = useState<number | undefined>();
  const { width, plotWidth } = scale;
  return (
    <div class="grid gap-2">
      <div
        ref={frame}
        class="overflow-x-auto"
        // What scrolls must be reached by the keyboard too.
        {...(plotWidth > scale.room ? { tabIndex: 0, role: 'region', 'aria-label': label } : {})}
      >
        <svg
          role="img"
          aria-label={label}
          width={width}
          height={height}
          viewBox={`0 0 ${width} ${height}`}
          direction="ltr"
          class="block"
          onPointerLeave={() => setLooked(undefined)}
        >
          <Axis scale={scale} />
          {slots.map((slot, place) => (
            <g
              key={slot.from}
              onPointerEnter={() => setLooked(place)}
              onPointerDown={() => setLooked(place)}
              opacity={looked === undefined || looked === place ? 1 : 0.55}
            >
              <rect
                x={scale.left(place)}
                y={margin.top}
                width={scale.pitch}
                height={scale.plotHeight}
                fill="transparent"
              />
              <Bar slot={slot} place={place} scale={scale} />
            </g>
          ))}
        </svg>
      </div>
      <Looked slot={looked === undefined ? undefined : slots[looked]} names={names} />
    </div>
  );
}

type Scale = ReturnType<typeof scaleOf>;

function scaleOf(slots: readonly Slot[], frameWidth: number, rtl: boolean) {
  const ticks = ticksOf(Math.max(0, ...slots.map(({ total }) => total)), mostLines);
  const room = Math.max(0, frameWidth - margin.start - margin.end);
  const plotWidth = Math.max(room, slots.length * leastPitch);
  const pitch = plotWidth / Math.max(1, slots.length);
  const plotHeight = height - margin.top - margin.bottom;
  const width = plotWidth + margin.start + margin.end;
  const plotLeft = rtl ? margin.end : margin.start;
  return {
    ticks,
    room,
    plotWidth,
    pitch,
    plotHeight,
    width,
    rtl,
    plotLeft,
    slots,
    /** Left edge of the place of a bar. */
    left: (place: number) => plotLeft + pitch * (rtl ? slots.length - 1 - place : place),
    y: (entries: number) => margin.top + plotHeight * (1 - entries / (ticks.at(-1) ?? 1)),
  };
}

function useScale(slots: readonly Slot[]) {
  const frame = useRef<HTMLDivElement>(null);
  const [measured, setMeasured] = useState({ width: 0, rtl: false });
  useEffect(() => {
    const element = frame.current;
    if (element === null) return;
    const observer = new ResizeObserver(() =>
      setMeasured({ width: element.clientWidth, rtl: getComputedStyle(element).direction === 'rtl' }),
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const scale = scaleOf(slots, measured.width, measured.rtl);
  useEffect(() => {
    // The newest quarters are what somebody wants to see first.
    const element = frame.current;
    if (element) element.scrollLeft = measured.rtl ? -scale.width : scale.width;
  }, [scale.width, measured.rtl]);
  return { frame, scale };
}

function Bar({ slot, place, scale }: { readonly slot: Slot; readonly place: number; readonly scale: Scale }) {
  const width = Math.min(widestBar, scale.pitch * 0.72);
  const x = scale.left(place) + (scale.pitch - width) / 2;
  let below = 0;
  return (
    <>
      {slot.entries.map((entries, index) => {
        if (entries === 0) return null;
        const bottom = scale.y(below) - (below > 0 ? gap : 0);
        below += entries;
        const top = scale.y(below);
        const tall = Math.max(1, bottom - top);
        return <rect key={index} x={x} y={top} width={width} height={tall} rx={1} fill={colourOf(index)} />;
      })}
    </>
  );
}

function Axis({ scale }: { readonly scale: Scale }) {
  const { locale } = useI18n();
  const { timeZone } = useEvent();
  const { slots, plotLeft, plotWidth, rtl, pitch } = scale;
  const labelX = rtl ? plotLeft + plotWidth + 8 : plotLeft - 8;
  const every = stepOf(pitch);
  return (
    <g class="fill-ink-muted text-xs">
      {scale.ticks.map((tick) => (
        <g key={tick}>
          <line
            x1={plotLeft}
            x2={plotLeft + plotWidth}
            y1={scale.y(tick)}
            y2={scale.y(tick)}
            stroke={tick === 0 ? 'var(--line-strong)' : 'var(--line)'}
          />
          <text x={labelX} y={scale.y(tick)} dy="0.32em" text-anchor={rtl ? 'start' : 'end'}>
            {formatNumber(locale, tick)}
          </text>
        </g>
      ))}
      {slots.map(({ from }, place) =>
        quarterOfDay(from, timeZone) % every === 0 ? (
          <text
            key={from}
            x={clamp(scale.left(place) + pitch / 2, scale.width)}
            y={height - 8}
            text-anchor="middle"
          >
            {formatDate(locale, from, { timeZone, style: 'time' })}
          </text>
        ) : null,
      )}
    </g>
  );
}

/** Half of a label, so that the first and the last are not cut off. */
function clamp(x: number, width: number): number {
  return Math.min(width - 20, Math.max(20, x));
}

/** Every how many quarters there is room for a label: at quarters, half hours or whole hours. */
function stepOf(pitch: number): number {
  return [1, 2, 4, 8, 12, 24, 48].find((quarters) => quarters * pitch >= labelRoom) ?? 96;
}

function quarterOfDay(instant: string, timeZone: string): number {
  const [hours = 0, minutes = 0] = instantToZoned(instant, timeZone).slice(11).split(':').map(Number);
  return hours * 4 + Math.floor(minutes / 15);
}

interface LookedProps {
  readonly slot: Slot | undefined;
  readonly names: readonly string[];
}

/** The numbers of the bar under the pointer; they stand in the table for everybody. */
function Looked({ slot, names }: LookedProps) {
  const { t, locale } = useI18n();
  const { timeZone } = useEvent();
  if (slot === undefined)
    return <p class="text-ink-muted text-sm">{t('desk.chart.zone', { zone: timeZone })}</p>;
  const parts = slot.entries.flatMap((entries, index) =>
    entries > 0 ? [`\u2068${names[index]}\u2069 ${formatNumber(locale, entries)}`] : [],
  );
  return (
    <p class="text-sm" aria-hidden="true">
      <strong>{formatDate(locale, slot.from, { timeZone, style: 'time' })}</strong>{' '}
      {t('desk.chart.entries', { count: slot.total })}
      {parts.length > 1 && ` · ${parts.join(' · ')}`}
    </p>
  );
}

/** @param place of a series; the colours are made to be told apart by everybody, in both themes */
export function colourOf(place: number): string {
  return `var(--series-${place + 1})`;
}
