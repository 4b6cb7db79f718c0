import { formatDate, formatNumber, type Locale } from '@gatehouse/shared/i18n';
import { Skeleton, useI18n } from '@gatehouse/shared/ui';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'preact/hooks';
import { describeProblem, toProblem } from '../../../forms/describe-issue.js';
import { useEvent } from '../events/event-context.js';
import { type GivenAnswer, photoQuery } from './answers-api.js';

/** An answer as people read it. */
export function AnswerValue({ answer }: { readonly answer: GivenAnswer }) {
  const { t, locale } = useI18n();
  const { kind, value, options } = answer;
  const label = answer.label ?? '';
  if (value === null) return <span class="text-ink-muted">{t('questions.answers.open')}</span>;
  if (typeof value === 'boolean') return <>{t(value ? 'questions.yes' : 'questions.no')}</>;
  if (typeof value === 'number') return <>{formatNumber(locale, value)}</>;
  if (Array.isArray(value)) return <bdi>{value.map((id) => optionLabel(options, id)).join(', ')}</bdi>;
  if (typeof value === 'object' && 'photo' in value)
    return <Photo sha256={value.photo} label={label} device={answer.deviceName} />;
  if (kind === 'choice') return <bdi>{optionLabel(options, String(value))}</bdi>;
  return <bdi>{sayText(kind, String(value), locale)}</bdi>;
}

/** An option that was taken away since is told by its id, which is all that is left of it. */
function optionLabel(options: GivenAnswer['options'], id: string): string {
  return options.find((option) => option.id === id)?.label ?? id;
}

/** Dates, times and countries are kept in one form for all languages. */
function sayText(kind: GivenAnswer['kind'], value: string, locale: Locale): string {
  if (kind === 'country') return new Intl.DisplayNames([locale], { type: 'region' }).of(value) ?? value;
  if (kind === 'date') return formatDate(locale, `${value}T00:00:00Z`, { timeZone: 'UTC', style: 'date' });
  return value;
}

interface PhotoProps {
  readonly sha256: string;
  readonly label: string;
  readonly device: string;
}

function Photo({ sha256, label, device }: PhotoProps) {
  const { t } = useI18n();
  const { id: eventId } = useEvent();
  const photo = useQuery(photoQuery(eventId, sha256));
  const url = useObjectUrl(photo.data ?? null);
  if (photo.data === null) return <span>{t('questions.photo.onPhone', { device })}</span>;
  if (url === null)
    return photo.isError ? <span>{describeProblem(t, toProblem(photo.error))}</span> : <Skeleton lines={4} />;
  return (
    <a href={url} target="_blank" rel="noreferrer" class="inline-block">
      <img
        class="max-h-64 max-w-full rounded border border-line"
        src={url}
        alt={t('questions.photo.of', { label })}
      />
    </a>
  );
}

function useObjectUrl(blob: Blob | null): string | null {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (blob === null) return undefined;
    const made = URL.createObjectURL(blob);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [blob]);
  return url;
}
