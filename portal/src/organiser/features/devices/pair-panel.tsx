import { formSchemas } from '@gatehouse/shared/api';
import { useI18n } from '@gatehouse/shared/ui';
import { useState } from 'preact/hooks';
import { useCreateKey } from '../../../forms/use-create-key.js';
import { useForm } from '../../../forms/use-form.js';
import { EditPanel } from '../../editing/edit-panel.js';
import { useEvent } from '../events/event-context.js';
import { CompareStep } from './compare-step.js';
import { type NewPairing, offerPairing, type Pairing, type Phone } from './device-api.js';
import { OfferStep } from './offer-step.js';
import { type PhoneEntries, PhoneFields, profileOf } from './phone-fields.js';

export interface PairPanelProps {
  /** A phone that has answered already and waits for its characters to be compared. */
  readonly answered?: Phone;
  readonly onClose: () => void;
}

interface Offer {
  readonly wanted: NewPairing;
  readonly pairing: Pairing;
}

const beginning: PhoneEntries = { name: '', profile: 'steward', gateId: '' };

/** Pairs a phone in three steps: what it will be, the code that it scans, and the characters on both screens. */
export function PairPanel({ answered, onClose }: PairPanelProps) {
  const [offer, setOffer] = useState<Offer | undefined>();
  const [phone, setPhone] = useState(answered);
  const again = () => {
    setPhone(undefined);
    setOffer(undefined);
  };
  if (phone !== undefined) return <CompareStep phone={phone} onAgain={again} onClose={onClose} />;
  if (offer === undefined) return <AskStep onOffer={setOffer} onClose={onClose} />;
  return (
    <OfferStep
      key={offer.pairing.id}
      {...offer}
      onRenewed={(pairing) => setOffer({ ...offer, pairing })}
      onAnswered={setPhone}
      onClose={onClose}
    />
  );
}

interface AskStepProps {
  readonly onOffer: (offer: Offer) => void;
  readonly onClose: () => void;
}

function AskStep({ onOffer, onClose }: AskStepProps) {
  const { t } = useI18n();
  const { id: eventId } = useEvent();
  const keyOf = useCreateKey();
  const form = useForm({
    schema: formSchemas.devicePairing,
    initial: beginning,
    submit: async ({ name, profile, gateId }) => {
      const wanted = { name: name.trim(), profile: profileOf(profile), gateId: gateId || null };
      onOffer({ wanted, pairing: await offerPairing(eventId, wanted, keyOf(wanted)) });
    },
  });
  return (
    <EditPanel
      title={t('desk.pair.action')}
      form={form}
      readOnly={false}
      submitLabel={t('desk.pair.show')}
      onClose={onClose}
    >
      <p class="text-ink-muted">{t('desk.pair.lead')}</p>
      <PhoneFields form={form} />
    </EditPanel>
  );
}
