import {
  preferenceNames,
  preferenceRules,
  preferenceWords,
  sayChoice,
} from '@gatehouse/shared/door-settings';
import { Badge, Button, Card, useI18n } from '@gatehouse/shared/ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'preact/hooks';
import { useMay } from '../../../api/browser-session.js';
import { NotYet } from '../../shell/not-yet.js';
import { useEvent } from '../events/event-context.js';
import { type DoorSettings, doorSettingsQuery } from './settings-api.js';
import { SettingsPanel } from './settings-panel.js';

/** What all phones of the event are set to, and what of it is locked. */
export function SettingsCard() {
  const { t } = useI18n();
  const { id: eventId, status } = useEvent();
  const mayWrite = useMay('devices.write') && status !== 'archived';
  const settings = useQuery(doorSettingsQuery(eventId));
  const [editing, setEditing] = useState(false);
  const { data } = settings;
  return (
    <Card
      title={t('preferences.title')}
      actions={mayWrite && data && <Button onClick={() => setEditing(true)}>{t('preferences.edit')}</Button>}
    >
      {data === undefined ? <NotYet query={settings} lines={2} /> : <Summary settings={data} />}
      {editing && data && <SettingsPanel settings={data} onClose={() => setEditing(false)} />}
    </Card>
  );
}

function Summary({ settings }: { readonly settings: DoorSettings }) {
  const { t } = useI18n();
  const { preset, locked, hasKioskPin } = settings;
  const named = preferenceNames.filter((name) => preset[name] !== undefined || locked.includes(name));
  return (
    <div class="grid gap-3">
      <p class="text-ink-muted">{t(named.length === 0 ? 'preferences.none' : 'preferences.lead')}</p>
      <dl class="grid grid-cols-[auto_1fr] gap-x-6 gap-y-1">
        {named.map((name) => (
          <div key={name} class="contents">
            <dt>{t(preferenceWords[name])}</dt>
            <dd class="flex flex-wrap items-center gap-2 font-medium">
              {sayChoice(t, preset[name] ?? preferenceRules[name].initial)}
              {locked.includes(name) && <Badge tone="warn">{t('preferences.locked')}</Badge>}
            </dd>
          </div>
        ))}
        <dt>{t('preferences.pin')}</dt>
        <dd class="font-medium">{t(hasKioskPin ? 'preferences.pinSet' : 'preferences.pinNone')}</dd>
      </dl>
    </div>
  );
}
