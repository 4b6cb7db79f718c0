import { Button, Card, SelectField, TextField, useI18n, useToast } from '@gatehouse/shared/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'preact/hooks';
import { useMay } from '../../../api/browser-session.js';
import { describeProblem, toProblem } from '../../../forms/describe-issue.js';
import { NotYet } from '../../shell/not-yet.js';
import { useEvent } from '../events/event-context.js';
import { usePlaceNames } from './use-place-names.js';
import { pairsKey, saveWalks, type Walk, walksQuery } from './watch-api.js';

/** How far gates are apart on foot: without it nobody can say that a ticket was in two places. */
export function WalksCard() {
  const { t } = useI18n();
  const { id: eventId, status } = useEvent();
  const { gates } = usePlaceNames();
  const read = useQuery(walksQuery(eventId));
  const walks = read.data;
  const mayWrite = useMay('door.write') && status !== 'archived';
  const save = useSaveWalks();
  return (
    <Card title={t('desk.watch.walks')}>
      <div class="grid gap-4">
        <p class="max-w-prose text-ink-muted">{t('desk.watch.walksHint')}</p>
        {walks === undefined ? (
          <NotYet query={read} lines={2} />
        ) : (
          <>
            <Walks
              walks={walks}
              {...(mayWrite && {
                onRemove: (gone: Walk) => save.mutate(walks.filter((walk) => walk !== gone)),
              })}
            />
            {mayWrite && gates.length > 1 && (
              <NewWalk
                busy={save.isPending}
                onAdd={(added) => save.mutate([...walks.filter((walk) => !isSameWay(walk, added)), added])}
              />
            )}
          </>
        )}
      </div>
    </Card>
  );
}

function useSaveWalks() {
  const { t } = useI18n();
  const { id: eventId } = useEvent();
  const queries = useQueryClient();
  const showToast = useToast();
  return useMutation({
    mutationFn: (walks: readonly Walk[]) => saveWalks(eventId, [...walks]),
    onSuccess: async (saved) => {
      queries.setQueryData(walksQuery(eventId).queryKey, [...saved]);
      showToast(t('desk.watch.walksSaved'));
      await queries.invalidateQueries({ queryKey: pairsKey(eventId) });
    },
    onError: (thrown) => showToast(describeProblem(t, toProblem(thrown)), 'bad'),
  });
}

function isSameWay(one: Walk, other: Walk): boolean {
  const ends = [other.gateA, other.gateB];
  return ends.includes(one.gateA) && ends.includes(one.gateB);
}

interface WalksProps {
  readonly walks: readonly Walk[];
  readonly onRemove?: (walk: Walk) => void;
}

function Walks({ walks, onRemove }: WalksProps) {
  const { t } = useI18n();
  const { gateName } = usePlaceNames();
  if (walks.length === 0) return null;
  return (
    <ul class="grid gap-2">
      {walks.map((walk) => (
        <li key={`${walk.gateA} ${walk.gateB}`} class="flex flex-wrap items-center justify-between gap-2">
          <span>
            <bdi>{gateName(walk.gateA)}</bdi>
            {' – '}
            <bdi>{gateName(walk.gateB)}</bdi>
            {': '}
            {t('desk.watch.walk', { count: walk.minutes })}
          </span>
          {onRemove && <Button onClick={() => onRemove(walk)}>{t('portal.edit.delete')}</Button>}
        </li>
      ))}
    </ul>
  );
}

interface NewWalkProps {
  readonly busy: boolean;
  readonly onAdd: (walk: Walk) => void;
}

const longestWalk = 1_440;

function NewWalk({ busy, onAdd }: NewWalkProps) {
  const { t } = useI18n();
  const { gates } = usePlaceNames();
  const [gateA, setGateA] = useState('');
  const [gateB, setGateB] = useState('');
  const [text, setText] = useState('');
  const minutes = Number(text);
  const isWhole = Number.isInteger(minutes) && minutes >= 1 && minutes <= longestWalk;
  const isReady = isWhole && gateA !== '' && gateB !== '' && gateA !== gateB;
  const gate = (name: 'gateA' | 'gateB', value: string, onValue: (id: string) => void) => (
    <SelectField
      required
      name={name}
      label={t(name === 'gateA' ? 'desk.watch.walkFrom' : 'desk.watch.walkTo')}
      value={value}
      onValue={onValue}
      options={[{ value: '', label: '–' }, ...gates.map((one) => ({ value: one.id, label: one.name }))]}
    />
  );
  return (
    <form
      class="grid items-end gap-3 sm:grid-cols-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) onAdd({ gateA, gateB, minutes });
      }}
    >
      {gate('gateA', gateA, setGateA)}
      {gate('gateB', gateB, setGateB)}
      <TextField
        required
        name="minutes"
        type="number"
        label={t('desk.watch.walkMinutes')}
        value={text}
        onValue={setText}
      />
      <Button type="submit" disabled={!isReady} loading={busy}>
        {t('desk.watch.addWalk')}
      </Button>
    </form>
  );
}
