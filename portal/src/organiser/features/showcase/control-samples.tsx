import {
  Button,
  type ButtonKind,
  CheckboxField,
  ChevronIcon,
  DateTimeField,
  Menu,
  PlusIcon,
  SelectField,
  SignOutIcon,
  Tabs,
  TextArea,
  TextField,
  useI18n,
} from '@gatehouse/shared/ui';
import { useState } from 'preact/hooks';
import { Sample } from './sample.js';

const kinds: readonly ButtonKind[] = ['primary', 'secondary', 'quiet', 'danger'];

/** What is pressed and what is filled in. */
export function ControlSamples() {
  return (
    <>
      <Sample name="Button">
        <Buttons />
      </Sample>
      <Sample name="TextField SelectField DateTimeField TextArea CheckboxField">
        <Fields />
      </Sample>
      <Sample name="Tabs">
        <TabSample />
      </Sample>
      <Sample name="Menu">
        <MenuSample />
      </Sample>
    </>
  );
}

function Buttons() {
  const { t } = useI18n();
  return (
    <div class="grid gap-3">
      {kinds.map((kind) => (
        <div key={kind} class="ui-actions">
          <Button kind={kind}>
            <PlusIcon />
            {t('portal.events.create')}
          </Button>
          <Button kind={kind} loading>
            {t('portal.event.save')}
          </Button>
          <Button kind={kind} disabled>
            {t('portal.event.publish')}
          </Button>
        </div>
      ))}
    </div>
  );
}

function Fields() {
  const { t } = useI18n();
  const [text, setText] = useState('');
  const [checked, setChecked] = useState(true);
  const entry = { value: text, onValue: setText };
  const when = '2027-05-03T18:30';
  const zone = 'Europe/Berlin';
  return (
    <div class="grid gap-4 sm:grid-cols-2">
      <TextField
        {...entry}
        name="name"
        required
        label={t('portal.event.name')}
        hint={t('portal.event.nameHint')}
        error={text === '' ? t('errors.entry.required') : undefined}
      />
      <TextField {...entry} name="email" type="email" label={t('portal.signIn.email')} />
      <TextField {...entry} name="place" disabled label={t('portal.event.place')} />
      <SelectField
        {...entry}
        name="status"
        required
        label={t('portal.events.status')}
        options={[
          { value: '', label: t('portal.status.draft') },
          { value: 'published', label: t('portal.status.published') },
        ]}
      />
      <DateTimeField
        name="starts"
        required
        label={t('portal.event.starts')}
        value={when}
        onValue={() => undefined}
        timeZone={zone}
      />
      <TextArea {...entry} name="note" label={t('portal.event.place')} hint={t('portal.event.placeHint')} />
      <CheckboxField name="show" label={t('portal.signIn.show')} checked={checked} onChecked={setChecked} />
      <CheckboxField
        name="agree"
        label={t('portal.event.publish')}
        hint={t('portal.event.publishText')}
        error={checked ? undefined : t('errors.entry.required')}
        checked={checked}
        onChecked={setChecked}
      />
    </div>
  );
}

function TabSample() {
  const { t } = useI18n();
  const [tab, setTab] = useState('overview');
  const labels = {
    overview: t('portal.event.tab.overview'),
    tickets: t('portal.event.tab.tickets'),
    lists: t('portal.event.tab.lists'),
  };
  const tabs = Object.entries(labels).map(([id, label]) => ({ id, label }));
  return (
    <Tabs label={t('portal.nav.components')} tabs={tabs} current={tab} onSelect={setTab}>
      <p>{tabs.find(({ id }) => id === tab)?.label}</p>
    </Tabs>
  );
}

function MenuSample() {
  const { t } = useI18n();
  return (
    <div class="flex">
      <Menu
        label={
          <>
            {t('common.menu')}
            <ChevronIcon size={16} />
          </>
        }
      >
        <button type="button">
          <SignOutIcon />
          {t('portal.nav.signOut')}
        </button>
      </Menu>
    </div>
  );
}
