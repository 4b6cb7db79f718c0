import { Button, Notice, Panel, useI18n } from '@gatehouse/shared/ui';
import { useLayoutEffect, useState } from 'preact/hooks';
import { CodePicture } from '../../../shell/code-picture.js';
import { useReadable } from '../../../store/readable.js';
import { keepWedge, wedgeSetup } from './kept-wedge.js';
import { listenForBursts } from './wedge.js';
import { calibrationText, learnWedge, type WedgeSetup } from './wedge-setup.js';

/** A scanner without a last key may pause for long behind a busy phone; here nobody waits for an answer. */
const REST_MS = 1000;

const ends = {
  Enter: 'scanner.wedge.endsEnter',
  Tab: 'scanner.wedge.endsTab',
  none: 'scanner.wedge.endsNone',
} as const;

/** Shows a code from which the phone learns how its hand scanner types. */
export function WedgePanel({ onLeave }: { readonly onLeave: () => void }) {
  const { t } = useI18n();
  const setup = useReadable(wedgeSetup);
  const [failed, setFailed] = useState(false);
  // Before the code is to be seen, so that no reading of it is lost.
  useLayoutEffect(
    () =>
      listenForBursts(
        document,
        (burst) => {
          const learnt = learnWedge(burst);
          setFailed(learnt === null);
          if (learnt !== null) keepWedge(learnt);
        },
        () => REST_MS,
      ),
    [],
  );
  return (
    <Panel title={t('scanner.wedge.title')} onLeave={onLeave}>
      <div class="grid content-start gap-4 overflow-y-auto p-4">
        <p>{t('scanner.wedge.text')}</p>
        <div class="wedge-code">
          <CodePicture text={calibrationText} level="L" label={t('scanner.wedge.code')} />
        </div>
        <div role="status" class="grid gap-2">
          {failed && <Notice tone="warn">{t('scanner.wedge.failed')}</Notice>}
          {setup === null ? <p>{t('scanner.wedge.unknown')}</p> : <Known setup={setup} />}
        </div>
        <div class="ui-actions">
          <Button onClick={() => print()}>{t('scanner.wedge.print')}</Button>
          {setup !== null && <Button onClick={() => keepWedge(null)}>{t('scanner.wedge.forget')}</Button>}
        </div>
      </div>
    </Panel>
  );
}

function Known({ setup }: { readonly setup: WedgeSetup }) {
  const { t } = useI18n();
  const { characters, before, after, end } = setup;
  return (
    <Notice tone="good">
      <p>{t('scanner.wedge.known')}</p>
      <ul>
        <li>{t('scanner.wedge.changed', { count: Object.keys(characters).length })}</li>
        {before !== '' && <li>{t('scanner.wedge.before', { text: before })}</li>}
        {after !== '' && <li>{t('scanner.wedge.after', { text: after })}</li>}
        <li>{t(ends[end])}</li>
      </ul>
    </Notice>
  );
}
