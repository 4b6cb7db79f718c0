import type { PlainKey } from '@gatehouse/shared/i18n';
import { Button, ChevronIcon, DateTimeField, SelectField, TextField, useI18n } from '@gatehouse/shared/ui';
import { useQuery } from '@tanstack/react-query';
import { phonesQuery } from '../devices/device-api.js';
import { useEvent } from '../events/event-context.js';
import { directionNames, reasonChoices, resultNames, standingNames } from './scan-words.js';
import { usePlaceNames } from './use-place-names.js';
import type { ScanFilterState } from './use-scan-filter.js';

const longestSearch = 100;

/** The text stands open, the rest behind one press, so that the log begins on the first screen of a phone. */
export function ScanFilters({ filter }: { readonly filter: ScanFilterState }) {
  const { t } = useI18n();
  const { values, change, narrowed, reset } = filter;
  return (
    <search class="grid gap-3 px-5 py-3">
      <TextField
        required
        name="search"
        type="search"
        label={t('portal.attendees.search')}
        placeholder={t('portal.attendees.searchHint')}
        value={values.search}
        onValue={(search) => change({ search: search.slice(0, longestSearch) })}
      />
      <details class="ui-disclosure">
        <summary>
          {t('desk.filter.more')}
          <ChevronIcon />
        </summary>
        <div>
          <div class="grid gap-3 md:grid-cols-2 xl:grid-cols-3">
            <Places filter={filter} />
            <Verdicts filter={filter} />
            <Period filter={filter} />
          </div>
          {narrowed && (
            <div class="ui-actions">
              <Button onClick={reset}>{t('desk.filter.reset')}</Button>
            </div>
          )}
        </div>
      </details>
    </search>
  );
}

interface PartProps {
  readonly filter: ScanFilterState;
}

function Places({ filter: { values, change } }: PartProps) {
  const { t } = useI18n();
  const { id: eventId } = useEvent();
  const { gates, lists } = usePlaceNames();
  const phones = useQuery(phonesQuery(eventId)).data ?? [];
  const named = (items: readonly { readonly id: string; readonly name: string }[], every: PlainKey) => [
    { value: '', label: t(every) },
    ...items.map(({ id, name }) => ({ value: id, label: name })),
  ];
  return (
    <>
      <SelectField
        required
        name="gate"
        label={t('desk.gate')}
        value={values.gateId}
        onValue={(gateId) => change({ gateId })}
        options={named(gates, 'desk.filter.everyGate')}
      />
      <SelectField
        required
        name="list"
        label={t('desk.list')}
        value={values.listId}
        onValue={(listId) => change({ listId })}
        options={named(lists, 'desk.filter.everyList')}
      />
      <SelectField
        required
        name="phone"
        label={t('desk.phone')}
        value={values.deviceId}
        onValue={(deviceId) => change({ deviceId })}
        options={named(phones, 'desk.filter.everyPhone')}
      />
    </>
  );
}

function Verdicts({ filter: { values, change } }: PartProps) {
  const { t } = useI18n();
  return (
    <>
      <WordField
        name="result"
        label={t('desk.filter.result')}
        value={values.result}
        words={resultNames}
        onValue={(result) => change({ result })}
      />
      <SelectField
        required
        name="reason"
        label={t('desk.filter.reason')}
        value={values.reason}
        onValue={(reason) => change({ reason })}
        options={[
          { value: '', label: t('desk.filter.every') },
          ...reasonChoices.map(([reason, label]) => ({ value: reason, label: t(label) })),
        ]}
      />
      <WordField
        name="direction"
        label={t('desk.filter.direction')}
        value={values.direction}
        words={directionNames}
        onValue={(direction) => change({ direction })}
      />
      <WordField
        name="standing"
        label={t('desk.scan.standing')}
        value={values.standing}
        words={standingNames}
        onValue={(standing) => change({ standing })}
      />
    </>
  );
}

interface WordFieldProps<Word extends string> {
  readonly name: string;
  readonly label: string;
  readonly value: Word | '';
  readonly words: Readonly<Record<Word, PlainKey>>;
  readonly onValue: (value: Word | '') => void;
}

/** One word of a few, or any. */
function WordField<Word extends string>({ name, label, value, words, onValue }: WordFieldProps<Word>) {
  const { t } = useI18n();
  const known = Object.keys(words) as Word[];
  return (
    <SelectField
      required
      name={name}
      label={label}
      value={value}
      onValue={(picked) => onValue(known.find((word) => word === picked) ?? '')}
      options={[
        { value: '', label: t('desk.filter.every') },
        ...known.map((word) => ({ value: word as string, label: t(words[word] as PlainKey) })),
      ]}
    />
  );
}

function Period({ filter: { values, change } }: PartProps) {
  const { t } = useI18n();
  const { timeZone } = useEvent();
  return (
    <>
      <DateTimeField
        required
        name="from"
        label={t('desk.filter.from')}
        timeZone={timeZone}
        value={values.from}
        onValue={(from) => change({ from })}
      />
      <DateTimeField
        required
        name="until"
        label={t('desk.filter.until')}
        timeZone={timeZone}
        value={values.until}
        onValue={(until) => change({ until })}
      />
    </>
  );
}
