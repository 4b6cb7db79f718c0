import { intlTag } from '@gatehouse/shared/i18n';
import { Button, ChoicesField, type ChoicesFieldProps, useI18n } from '@gatehouse/shared/ui';
import { useEvent } from '../events/event-context.js';
import { isOver, useDateWords } from './date-words.js';
import type { SeriesDate } from './series-api.js';

export interface DateChoicesProps extends Omit<ChoicesFieldProps, 'label' | 'hint' | 'choices' | 'empty'> {
  readonly dates: readonly SeriesDate[];
}

/** Which dates a pass is good for: one by one, or many with one press. */
export function DateChoices({ dates, ...field }: DateChoicesProps) {
  const { t } = useI18n();
  const event = useEvent();
  const words = useDateWords(event);
  const now = new Date();
  return (
    <div class="grid gap-3">
      <ChoicesField
        {...field}
        label={t('portal.pass.goodFor')}
        hint={t('portal.pass.datesHint')}
        choices={dates.map((date) => ({
          value: date.id,
          label: (
            <span class={isOver(date, now) ? 'text-ink-muted' : ''}>
              <bdi class="tabular-nums">{words.whole(date)}</bdi>
              {date.name !== dates[0]?.name && (
                <span class="block font-normal text-ink-muted text-sm">
                  <bdi>{date.name}</bdi>
                </span>
              )}
            </span>
          ),
        }))}
        empty={t('portal.series.noneComing')}
      />
      <p class="ui-hint" role="status">
        {t('portal.pass.ticked', { count: field.values.length, all: dates.length })}
      </p>
      <QuickPicks dates={dates} values={field.values} onValues={field.onValues} />
    </div>
  );
}

type QuickPicksProps = Pick<DateChoicesProps, 'dates' | 'values' | 'onValues'>;

/** All, none, and each day of the week that has several dates and is not all of them. */
function QuickPicks({ dates, values, onValues }: QuickPicksProps) {
  const { t } = useI18n();
  const days = useWeekdays(dates);
  const ids = dates.map(({ id }) => id);
  const inOrder = (picked: ReadonlySet<string>) => onValues(ids.filter((id) => picked.has(id)));
  function toggle(ofDay: readonly string[], isOn: boolean): void {
    const picked = new Set(values);
    for (const id of ofDay) {
      if (isOn) picked.delete(id);
      else picked.add(id);
    }
    inOrder(picked);
  }
  return (
    <fieldset class="ui-actions" aria-label={t('portal.pass.pick')}>
      <Button onClick={() => onValues(ids)}>{t('portal.pass.all')}</Button>
      <Button onClick={() => onValues([])}>{t('portal.pass.none')}</Button>
      {days.map(([day, ofDay]) => {
        const isOn = ofDay.every((id) => values.includes(id));
        return (
          <button
            key={day}
            type="button"
            class="ui-button"
            data-kind={isOn ? 'primary' : 'secondary'}
            aria-pressed={isOn}
            onClick={() => toggle(ofDay, isOn)}
          >
            {day}
          </button>
        );
      })}
    </fieldset>
  );
}

/** The reader's name of a day of the week → the dates on it. */
function useWeekdays(dates: readonly SeriesDate[]): readonly (readonly [string, readonly string[]])[] {
  const { locale } = useI18n();
  const { timeZone } = useEvent();
  const format = new Intl.DateTimeFormat(intlTag(locale), { weekday: 'long', timeZone });
  const days = new Map<string, string[]>();
  for (const { id, startsAt } of dates) {
    const day = format.format(new Date(startsAt));
    days.set(day, [...(days.get(day) ?? []), id]);
  }
  return days.size < 2 ? [] : [...days].filter(([, ofDay]) => ofDay.length > 1);
}
