import { Button, Notice, Panel, useI18n } from '@gatehouse/shared/ui';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { describeProblem, toProblem } from '../../../forms/describe-issue.js';
import { drawLink } from '../../shell/draw-symbol.js';
import { QrCode } from '../../shell/qr-code.js';
import { useEvent } from '../events/event-context.js';
import { type NewPairing, offerPairing, type Pairing, type Phone, pairingQuery } from './device-api.js';
import { reachesOnlyHere, remainingOf } from './pairing-time.js';
import { useNow } from './use-now.js';

export interface OfferStepProps {
  readonly wanted: NewPairing;
  readonly pairing: Pairing;
  /** The old code has run out, and this is another. */
  readonly onRenewed: (pairing: Pairing) => void;
  readonly onAnswered: (phone: Phone) => void;
  readonly onClose: () => void;
}

/** The code that the phone scans, for as long as it counts. */
export function OfferStep({ wanted, pairing, onRenewed, onAnswered, onClose }: OfferStepProps) {
  const { t } = useI18n();
  const { id: eventId } = useEvent();
  const state = useQuery(pairingQuery(eventId, pairing.id)).data;
  const now = useNow(1_000);
  const device = state?.status === 'used' ? state.device : null;
  useEffect(() => {
    if (device) onAnswered(device);
  }, [device]);
  const remaining = remainingOf(pairing.expiresAt, now);
  const expired = state?.status === 'expired' || remaining === null;
  return (
    <Panel title={t('desk.pair.offerTitle', { name: wanted.name })} onLeave={onClose}>
      <div class="ui-panel-form">
        <div class="ui-panel-body justify-items-center text-center">
          {expired ? (
            <Expired wanted={wanted} onRenewed={onRenewed} />
          ) : (
            <>
              <p>{t('desk.pair.scan')}</p>
              <LinkCode url={pairing.url} />
              <p class="text-ink-muted" role="timer">
                {t('desk.pair.remaining', { time: remaining })}
              </p>
              <TypedCode code={pairing.code} />
              <CopyLink url={pairing.url} />
              {reachesOnlyHere(pairing.url) && (
                <div class="text-start">
                  <Notice tone="warn" title={t('desk.pair.onlyHere')}>
                    {t('desk.pair.onlyHereHint')}
                  </Notice>
                </div>
              )}
            </>
          )}
        </div>
        <footer>
          <Button onClick={onClose}>{t('common.close')}</Button>
        </footer>
      </div>
    </Panel>
  );
}

function LinkCode({ url }: { readonly url: string }) {
  const { t } = useI18n();
  const symbol = useMemo(() => drawLink(url), [url]);
  return <QrCode symbol={symbol} label={t('desk.pair.codeLabel')} large />;
}

/** For a phone whose camera does not see this screen. */
function TypedCode({ code }: { readonly code: string }) {
  const { t } = useI18n();
  return (
    <p class="grid gap-1">
      {t('preferences.typed')}
      <output dir="ltr" class="select-all font-mono font-semibold text-2xl tracking-[0.12em]">
        {code}
      </output>
    </p>
  );
}

/** For a second window on this computer. */
function CopyLink({ url }: { readonly url: string }) {
  const { t } = useI18n();
  const [copied, setCopied] = useState<boolean | undefined>();
  // Browsers offer no clipboard to a page that came over plain http.
  const copy = () =>
    Promise.resolve()
      .then(() => navigator.clipboard.writeText(url))
      .then(
        () => setCopied(true),
        () => setCopied(false),
      );
  return (
    <div class="grid w-full justify-items-center gap-2">
      <Button onClick={() => void copy()}>{t('desk.pair.copy')}</Button>
      <p role="status" class="text-ink-muted text-sm">
        {copied === true && t('desk.pair.copied')}
        {copied === false && t('desk.pair.notCopied')}
      </p>
      {copied === false && (
        <code dir="ltr" class="select-all break-all rounded-lg bg-sunken p-3 text-start text-sm">
          {url}
        </code>
      )}
    </div>
  );
}

type ExpiredProps = Pick<OfferStepProps, 'wanted' | 'onRenewed'>;

function Expired({ wanted, onRenewed }: ExpiredProps) {
  const { t } = useI18n();
  const { id: eventId } = useEvent();
  const renew = useMutation({
    mutationFn: () => offerPairing(eventId, wanted, crypto.randomUUID()),
    onSuccess: onRenewed,
  });
  return (
    <div class="grid gap-4 text-start">
      <Notice
        tone="warn"
        title={t('desk.pair.expired')}
        actions={
          <Button kind="primary" loading={renew.isPending} onClick={() => renew.mutate()}>
            {t('desk.pair.renew')}
          </Button>
        }
      >
        {t('desk.pair.expiredHint')}
      </Notice>
      {renew.isError && <Notice tone="bad">{describeProblem(t, toProblem(renew.error))}</Notice>}
    </div>
  );
}
