import { Button, ChoicesField, ColourField, Panel, RadioField, useI18n } from '@gatehouse/shared/ui';
import { useState } from 'preact/hooks';
import { typeColours } from '../ticket-types/ticket-type-entries.js';
import { Sample } from './sample.js';

/** What is picked from, and the sheet that forms lie on. */
export function ChoiceSamples() {
  return (
    <>
      <Sample name="RadioField ChoicesField ColourField">
        <Choices />
      </Sample>
      <Sample name="Panel">
        <PanelSample />
      </Sample>
    </>
  );
}

function Choices() {
  const { t } = useI18n();
  const [entry, setEntry] = useState('single');
  const [gates, setGates] = useState<readonly string[]>(['a']);
  const [colour, setColour] = useState<string>(typeColours[0]);
  const choices = [
    { value: 'a', label: 'Main entrance' },
    { value: 'b', label: 'Backstage' },
  ];
  return (
    <div class="grid gap-4 sm:grid-cols-2">
      <RadioField
        name="entry"
        required
        label={t('portal.rules.entry')}
        value={entry}
        onValue={setEntry}
        choices={[
          { value: 'single', label: t('portal.rules.single'), hint: t('portal.rules.singleHint') },
          { value: 'multiple', label: t('portal.rules.multiple'), hint: t('portal.rules.multipleHint') },
        ]}
      />
      <ChoicesField
        name="gates"
        label={t('portal.list.gates')}
        hint={t('portal.list.gatesHint')}
        error={gates.length === 0 ? t('errors.entry.unknownGate') : undefined}
        choices={choices}
        values={gates}
        onValues={setGates}
        empty=""
      />
      <ChoicesField
        name="types"
        label={t('portal.list.types')}
        choices={[]}
        values={[]}
        onValues={() => undefined}
        empty={t('portal.list.noTypes')}
      />
      <ColourField
        name="colour"
        label={t('portal.type.colour')}
        hint={t('portal.type.colourHint')}
        value={colour}
        onValue={setColour}
        swatches={typeColours.map((value) => ({ value, label: value }))}
      />
    </div>
  );
}

function PanelSample() {
  const { t } = useI18n();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('portal.list.new')}</Button>
      {open && (
        <Panel title={t('portal.list.new')} onLeave={() => setOpen(false)}>
          <div class="ui-panel-form">
            <div class="ui-panel-body">
              <p>{t('portal.list.lead')}</p>
            </div>
          </div>
        </Panel>
      )}
    </>
  );
}
