import { FormError, Spinner, useI18n } from '@gatehouse/shared/ui';
import { useMutation } from '@tanstack/react-query';
import { useId, useRef, useState } from 'preact/hooks';
import { describeProblem, toProblem } from '../../../forms/describe-issue.js';
import { useEvent } from '../events/event-context.js';
import { type Import, uploadList } from './import-api.js';

const largestBytes = 16 * 1024 * 1024;

/** The first step: a list by drag and drop or by the browser's chooser. */
export function ChooseFile({ onUploaded }: { readonly onUploaded: (found: Import) => void }) {
  const { t } = useI18n();
  const { id: eventId } = useEvent();
  const attempt = useRef<{ file: File; key: string } | undefined>(undefined);
  const [tooLarge, setTooLarge] = useState(false);
  const upload = useMutation({
    mutationFn: (file: File) => {
      if (attempt.current?.file !== file) attempt.current = { file, key: crypto.randomUUID() };
      return uploadList(eventId, file, attempt.current.key);
    },
    onSuccess: onUploaded,
  });
  function take(file: File | undefined): void {
    if (file === undefined || upload.isPending) return;
    upload.reset();
    setTooLarge(file.size > largestBytes);
    if (file.size <= largestBytes) upload.mutate(file);
  }
  const problem = upload.isError ? toProblem(upload.error) : undefined;
  const told = problem && describeProblem(t, problem);
  return (
    <div class="grid gap-4">
      <FormError
        message={tooLarge ? t('portal.import.tooLarge') : told}
        entryCount={0}
        reference={problem?.reference}
      />
      <DropZone busy={upload.isPending} onFile={take} />
      <p class="text-ink-muted text-sm">{t('portal.import.kept')}</p>
    </div>
  );
}

interface DropZoneProps {
  readonly busy: boolean;
  readonly onFile: (file: File | undefined) => void;
}

function DropZone({ busy, onFile }: DropZoneProps) {
  const { t } = useI18n();
  const id = useId();
  const [over, setOver] = useState(false);
  function onDrop(event: DragEvent): void {
    event.preventDefault();
    setOver(false);
    onFile(event.dataTransfer?.files[0]);
  }
  function onDragOver(event: DragEvent): void {
    // Without this the browser opens the file in the place of the page.
    event.preventDefault();
    setOver(true);
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the same is done by the button inside.
    <div
      class={`grid justify-items-center gap-3 rounded-lg border-2 border-dashed p-8 text-center ${
        over ? 'border-brand bg-brand-soft' : 'border-line'
      }`}
      onDragOver={onDragOver}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <p class="font-medium">{t('portal.import.drop')}</p>
      <p class="text-ink-muted text-sm">{t('portal.import.formats')}</p>
      <input
        id={id}
        type="file"
        class="peer sr-only"
        accept=".csv,.tsv,.txt,text/csv,text/plain,text/tab-separated-values"
        disabled={busy}
        onChange={(event) => {
          onFile(event.currentTarget.files?.[0]);
          // The same file can be chosen again after it was mended.
          event.currentTarget.value = '';
        }}
      />
      <label
        for={id}
        class="ui-button peer-focus-visible:outline-2 peer-focus-visible:outline-brand peer-focus-visible:outline-offset-2"
        data-kind="primary"
        aria-busy={busy}
      >
        {busy && <Spinner />}
        {t(busy ? 'portal.import.reading' : 'portal.import.choose')}
      </label>
    </div>
  );
}
