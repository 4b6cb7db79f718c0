import { Button, CameraIcon, FieldError, Spinner, useI18n } from '@gatehouse/shared/ui';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { Photo } from '../../../store/log/index.js';
import { scalePhoto } from './scale-photo.js';

export interface PhotoFieldProps {
  readonly name: string;
  readonly label: string;
  readonly hint: string | undefined;
  readonly error: string | undefined;
  readonly required: boolean;
  /** Null: none was taken. */
  readonly photo: Photo | null;
  readonly onPhoto: (photo: Photo | null) => void;
  /** While a picture is made smaller nothing can be saved. */
  readonly onBusy: (busy: boolean) => void;
}

/** A picture by the phone's own camera app, or from its files where there is no camera. */
export function PhotoField({ photo, onPhoto, onBusy, ...field }: PhotoFieldProps) {
  const { t } = useI18n();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const url = useObjectUrl(photo);
  const { state, take } = useTaking({ onPhoto, onBusy });
  const error = state === 'unreadable' ? t('questions.photo.unreadable') : field.error;
  const described = [field.hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div class="ui-field">
      <label class="ui-label" for={id}>
        {field.label}
        {!field.required && <span class="ui-optional">{t('common.optional')}</span>}
      </label>
      <input
        ref={input}
        id={id}
        class="sr-only"
        type="file"
        name={field.name}
        accept="image/*"
        capture="environment"
        aria-invalid={error !== undefined}
        {...(described === '' ? {} : { 'aria-describedby': described })}
        onChange={({ currentTarget }) => {
          void take(currentTarget.files?.[0]);
          // The same file may be chosen again.
          currentTarget.value = '';
        }}
      />
      {url !== null && (
        <img class="door-photo" src={url} alt={t('questions.photo.of', { label: field.label })} />
      )}
      <div class="door-photo-actions">
        <Button onClick={() => input.current?.click()} disabled={state === 'busy'}>
          {state === 'busy' ? <Spinner /> : <CameraIcon />}
          {t(
            state === 'busy'
              ? 'questions.photo.preparing'
              : photo === null
                ? 'questions.photo.take'
                : 'questions.photo.again',
          )}
        </Button>
        {photo !== null && state !== 'busy' && (
          <Button onClick={() => onPhoto(null)}>{t('questions.photo.remove')}</Button>
        )}
      </div>
      {field.hint && (
        <p class="ui-hint" id={`${id}-hint`}>
          {field.hint}
        </p>
      )}
      <FieldError id={id} error={error} />
    </div>
  );
}

/** Makes a picture smaller. Whoever left the questions meanwhile wants none of it kept. */
function useTaking(told: Pick<PhotoFieldProps, 'onPhoto' | 'onBusy'>) {
  const [state, setState] = useState<'ready' | 'busy' | 'unreadable'>('ready');
  const isGone = useRef(false);
  const newest = useRef(told);
  newest.current = told;
  useEffect(
    () => () => {
      isGone.current = true;
    },
    [],
  );
  async function take(file: File | undefined): Promise<void> {
    if (file === undefined) return;
    setState('busy');
    newest.current.onBusy(true);
    const scaled = await scalePhoto(file).catch(() => null);
    if (isGone.current) return;
    newest.current.onBusy(false);
    setState(scaled === null ? 'unreadable' : 'ready');
    if (scaled !== null) newest.current.onPhoto(scaled);
  }
  return { state, take };
}

function useObjectUrl(photo: Photo | null): string | null {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (photo === null) {
      setUrl(null);
      return undefined;
    }
    const made = URL.createObjectURL(new Blob([photo.bytes], { type: 'image/jpeg' }));
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [photo]);
  return url;
}
