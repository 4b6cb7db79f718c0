import {
  Badge,
  Button,
  ConfirmDialog,
  FormError,
  Notice,
  Progress,
  Skeleton,
  Spinner,
  StatusBadge,
  type Tone,
  useI18n,
  useToast,
} from '@gatehouse/shared/ui';
import { useState } from 'preact/hooks';
import { Sample } from './sample.js';

const tones: readonly Tone[] = ['info', 'good', 'warn', 'bad'];

/** What tells the reader something. */
export function MessageSamples() {
  return (
    <>
      <Sample name="Notice FormError">
        <Notices />
      </Sample>
      <Sample name="Badge StatusBadge">
        <Badges />
      </Sample>
      <Sample name="Toast ConfirmDialog">
        <Overlays />
      </Sample>
      <Sample name="Spinner Progress Skeleton">
        <Waiting />
      </Sample>
    </>
  );
}

/** A form error takes the focus, so it comes only when it is called. */
function Notices() {
  const { t } = useI18n();
  const [failed, setFailed] = useState(false);
  const texts: Readonly<Record<Tone, string>> = {
    info: t('portal.event.newLead'),
    good: t('portal.event.published'),
    warn: t('portal.event.publishText'),
    bad: t('errors.answer.offline'),
  };
  return (
    <div class="grid gap-3">
      {tones.map((tone) => (
        <Notice key={tone} tone={tone}>
          {texts[tone]}
        </Notice>
      ))}
      <div class="ui-actions">
        <Button onClick={() => setFailed(true)}>{t('portal.signIn.submit')}</Button>
      </div>
      {failed && <FormError entryCount={2} message={t('errors.answer.invalid')} reference="req-7f3a" />}
    </div>
  );
}

function Badges() {
  const { t } = useI18n();
  return (
    <div class="ui-actions">
      <Badge>{t('portal.status.archived')}</Badge>
      {tones.map((tone) => (
        <Badge key={tone} tone={tone}>
          {t('portal.status.published')}
        </Badge>
      ))}
      {tones.map((tone) => (
        <StatusBadge key={tone} tone={tone}>
          {t('portal.status.draft')}
        </StatusBadge>
      ))}
    </div>
  );
}

function Overlays() {
  const { t } = useI18n();
  const showToast = useToast();
  const [asking, setAsking] = useState(false);
  return (
    <div class="ui-actions">
      <Button onClick={() => showToast(t('portal.event.saved'))}>{t('portal.event.save')}</Button>
      <Button onClick={() => setAsking(true)}>{t('portal.event.publish')}</Button>
      <ConfirmDialog
        open={asking}
        danger
        title={t('portal.event.publishTitle')}
        text={t('portal.event.publishText')}
        confirm={t('portal.event.publish')}
        onConfirm={() => setAsking(false)}
        onClose={() => setAsking(false)}
      />
    </div>
  );
}

function Waiting() {
  const { t } = useI18n();
  return (
    <div class="grid gap-4">
      <span class="flex items-center gap-3">
        <Spinner />
        {t('common.loading')}
      </span>
      <Progress label={t('common.loading')} value={0.6} />
      <Skeleton />
    </div>
  );
}
