import '../people.css';
import type { PlainKey } from '@gatehouse/shared/i18n';
import { Button, Notice, Panel, TextField, useI18n } from '@gatehouse/shared/ui';
import { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { BandState, BindInput, BindOutcome, LossOutcome } from '../../../store/log/index.js';
import { LensPreview } from '../../scan/camera/lens-preview.js';
import type { ActionPanelProps } from '../../verdict/actions.js';
import { shiftOf } from '../shift-of.js';

/** `asking`: it stands for another ticket, `losing`: it is to be dead; somebody has to say what is meant. */
type Stage =
  | 'waiting'
  | 'asking'
  | 'losing'
  | BindOutcome
  | LossOutcome
  | Exclude<BandState, 'free' | 'taken' | 'not_one'>;

type Mode = BindInput['mode'];

const texts: Readonly<Record<Exclude<Stage, 'waiting' | 'asking' | 'losing'>, PlainKey>> = {
  done: 'people.band.done',
  replaced: 'people.band.replaced',
  same: 'people.band.same',
  lost: 'people.band.lost',
  not_known: 'people.band.lostUnknown',
  no_list: 'people.band.unknown',
  not_one: 'people.band.notOne',
  not_allowed: 'scanner.undo.supervisor',
  not_recorded: 'people.band.notRecorded',
};
const good: ReadonlySet<Stage> = new Set<Stage>(['done', 'replaced', 'same', 'lost', 'not_known']);

/** Whether another wristband is looked for: nothing is done yet, and nobody is asked. */
function isReadingIn(stage: Stage): boolean {
  return !good.has(stage) && stage !== 'asking' && stage !== 'losing';
}

/** A wristband or card is read and stands for the ticket from then on, without network too. */
export function WristbandPanel(ground: ActionPanelProps) {
  const { camera, onLeave } = ground;
  const { t } = useI18n();
  const { stage, read, bind, lose, again, isWorking } = useBinding(ground);
  const isLoss = stage === 'losing' || stage === 'lost' || stage === 'not_known';
  return (
    <Panel title={t(isLoss ? 'people.band.lose' : 'people.band.title')} onLeave={onLeave}>
      <div class="grid content-start gap-4 overflow-y-auto p-4">
        <div role="status" class="grid gap-4">
          {stage !== 'waiting' && stage !== 'asking' && stage !== 'losing' && (
            <Notice tone={good.has(stage) && stage !== 'not_known' ? 'good' : 'warn'}>
              {t(texts[stage])}
            </Notice>
          )}
          {stage === 'asking' && <Notice tone="warn">{t('people.band.taken')}</Notice>}
          {stage === 'losing' && <Notice tone="warn">{t('people.band.loseText')}</Notice>}
        </div>
        {stage === 'asking' && <Taken isWorking={isWorking} onMode={bind} onOther={again} />}
        {stage === 'losing' && (
          <>
            <Button kind="danger" loading={isWorking} onClick={lose.now}>
              {t('people.band.loseNow')}
            </Button>
            <Button onClick={again}>{t('common.cancel')}</Button>
          </>
        )}
        {isReadingIn(stage) && (
          <>
            <p>{t('people.band.lead')}</p>
            <LensPreview camera={camera} />
            <TypedBand onText={read} />
            <Button onClick={lose.ask}>{t('people.band.lose')}</Button>
          </>
        )}
        {good.has(stage) && (
          <Button kind="primary" onClick={onLeave}>
            {t('common.close')}
          </Button>
        )}
      </div>
    </Panel>
  );
}

function useBinding({ shown, door, gateway, session, verdict }: ActionPanelProps) {
  const [stage, setStage] = useState<Stage>('waiting');
  const text = useRef('');
  // From the first answer on, whatever the screen still shows: no other wristband may take the place of the one meant.
  const isTaken = useRef(false);
  const shift = useMemo(() => shiftOf(shown, door), [shown, door]);
  const ticket = shown.decision.ticket ?? '';
  const turn = useCallback((next: Stage) => {
    isTaken.current = !isReadingIn(next);
    setStage(next);
  }, []);
  const bind = useCallback(
    async (mode: Mode) => {
      if (shift === null) return;
      isTaken.current = true;
      turn(await gateway.bind({ text: text.current, ticket, mode }, shift));
    },
    [gateway, shift, ticket, turn],
  );
  const read = useCallback(
    (code: string) => {
      // The camera sees the ticket itself, and the same wristband many times.
      if (shift === null || isTaken.current || code === text.current || code === verdict.entry?.text) return;
      const state = gateway.bandState({ text: code, ticket }, shift);
      text.current = code;
      if (state === 'free') void bind('bound');
      else turn(state === 'taken' ? 'asking' : state);
    },
    [bind, gateway, shift, ticket, turn, verdict],
  );
  const again = useCallback(() => turn('waiting'), [turn]);
  const lose = {
    ask: () => turn('losing'),
    now: () =>
      void press(async () => {
        if (shift !== null) turn(await gateway.loseBand(ticket, shift));
      }),
  };
  const [isWorking, setIsWorking] = useState(false);
  /** Each press is one row, however often it is made. */
  async function press(work: () => Promise<void>): Promise<void> {
    if (isWorking) return;
    setIsWorking(true);
    try {
      await work();
    } finally {
      setIsWorking(false);
    }
  }
  const isReading = isReadingIn(stage);
  // Before the panel is to be seen: a wristband that is read at once would be a scan.
  useLayoutEffect(() => (isReading ? session.divert(read) : undefined), [isReading, read, session]);
  return { stage, read, bind: (mode: Mode) => void press(() => bind(mode)), lose, again, isWorking };
}

interface TakenProps {
  readonly isWorking: boolean;
  readonly onMode: (mode: Mode) => void;
  readonly onOther: () => void;
}

function Taken({ isWorking, onMode, onOther }: TakenProps) {
  const { t } = useI18n();
  return (
    <>
      <p>{t('people.band.takenText')}</p>
      <Button kind="primary" onClick={onOther}>
        {t('people.band.other')}
      </Button>
      <Button loading={isWorking} onClick={() => onMode('also')}>
        {t('people.band.also')}
      </Button>
      <Button kind="danger" loading={isWorking} onClick={() => onMode('moved')}>
        {t('people.band.move')}
      </Button>
    </>
  );
}

function TypedBand({ onText }: { readonly onText: (text: string) => void }) {
  const { t } = useI18n();
  const [text, setText] = useState('');
  function submit(event: Event): void {
    event.preventDefault();
    if (text.trim() !== '') onText(text.trim());
  }
  return (
    <form class="grid gap-3" onSubmit={submit} noValidate>
      <TextField
        name="band"
        label={t('people.band.label')}
        hint={t('people.band.hint')}
        value={text}
        onValue={setText}
        autoComplete="off"
        required
      />
      <Button type="submit">{t('people.band.bind')}</Button>
    </form>
  );
}
