import type { PlainKey } from '@gatehouse/shared/i18n';
import { Card, CheckIcon, useI18n } from '@gatehouse/shared/ui';
import { useQuery } from '@tanstack/react-query';
import { Link, type LinkProps } from '@tanstack/react-router';
import { useMay } from '../../../api/browser-session.js';
import { NotYet } from '../../shell/not-yet.js';
import { accessListsQuery } from '../access-lists/access-list-api.js';
import { phonesQuery } from '../devices/device-api.js';
import { useEvent } from '../events/event-context.js';
import { gatesQuery } from '../places/gate-api.js';
import { type Pass, seriesQuery } from '../series/series-api.js';
import { ticketTypesQuery } from '../ticket-types/ticket-type-api.js';
import { passSetUpOf, type SetUp, setUpOf } from './set-up-steps.js';

/** What a draft still needs before its doors can open. Publishing does not wait for it. */
export function SetUpChecklist() {
  const { t } = useI18n();
  const { id } = useEvent();
  const types = useQuery(ticketTypesQuery(id));
  const gates = useQuery(gatesQuery(id));
  const lists = useQuery(accessListsQuery(id));
  const seesPhones = useMay('devices.read');
  const phones = useQuery({ ...phonesQuery(id), enabled: seesPhones });
  const seen = seesPhones ? phones.data : [];
  const failed = [types, gates, lists, phones].find(({ isError, data }) => isError && data === undefined);
  return (
    <Card title={t('portal.setUp.title')}>
      {types.data && gates.data && lists.data && seen ? (
        <Steps setUp={setUpOf({ types: types.data, gates: gates.data, lists: lists.data, phones: seen })} />
      ) : (
        <NotYet query={failed ?? types} lines={5} />
      )}
    </Card>
  );
}

/** What a pass still needs: it is sold, and its dates let it in. */
export function PassChecklist() {
  const { t } = useI18n();
  const { id } = useEvent();
  const read = useQuery(seriesQuery(id));
  const pass = read.data?.passes.find((one) => one.id === id);
  return (
    <Card title={t('portal.pass.steps')}>
      {pass ? <PassSteps pass={pass} /> : <NotYet query={read} lines={4} />}
    </Card>
  );
}

function PassSteps({ pass }: { readonly pass: Pass }) {
  const setUp = passSetUpOf(pass);
  const steps: readonly Step[] = [
    { done: true, label: 'portal.pass.stepDates', hint: 'portal.pass.datesHint' },
    {
      done: setUp.type,
      label: 'portal.setUp.type',
      hint: 'portal.setUp.typeHint',
      to: '/events/$eventId/ticket-types',
    },
    {
      done: setUp.list,
      label: 'portal.pass.stepLists',
      hint: 'portal.pass.inLists',
      to: '/events/$eventId/dates',
    },
    publishing,
  ];
  return <StepList steps={steps} />;
}

interface Step {
  readonly done: boolean;
  readonly label: PlainKey;
  readonly hint: PlainKey;
  readonly to?: LinkProps['to'];
}

const publishing: Step = { done: false, label: 'portal.setUp.publish', hint: 'portal.setUp.publishHint' };

function Steps({ setUp }: { readonly setUp: SetUp }) {
  const steps: readonly Step[] = [
    { done: true, label: 'portal.setUp.basics', hint: 'portal.setUp.basicsHint' },
    {
      done: setUp.type,
      label: 'portal.setUp.type',
      hint: 'portal.setUp.typeHint',
      to: '/events/$eventId/ticket-types',
    },
    {
      done: setUp.gate,
      label: 'portal.setUp.gate',
      hint: 'portal.setUp.gateHint',
      to: '/events/$eventId/places',
    },
    {
      done: setUp.list,
      label: 'portal.setUp.list',
      hint: 'portal.setUp.listHint',
      to: '/events/$eventId/access-lists',
    },
    {
      done: setUp.phone,
      label: 'portal.setUp.phone',
      hint: 'portal.setUp.phoneHint',
      to: '/events/$eventId/phones',
    },
    publishing,
  ];
  return <StepList steps={steps} />;
}

function StepList({ steps }: { readonly steps: readonly Step[] }) {
  return (
    <ol class="grid gap-4">
      {steps.map((step) => (
        <StepItem key={step.label} {...step} />
      ))}
    </ol>
  );
}

function StepItem({ done, label, hint, to }: Step) {
  const { t } = useI18n();
  const { id: eventId } = useEvent();
  return (
    <li class="flex items-start gap-3">
      <span
        class={`mt-0.5 grid size-6 flex-none place-items-center rounded-full border-2 ${
          done ? 'border-good text-good' : 'border-line'
        }`}
      >
        {done && <CheckIcon size={14} />}
        <span class="sr-only">{t(done ? 'portal.setUp.done' : 'portal.setUp.open')}</span>
      </span>
      <span class="min-w-0">
        {to === undefined || done ? (
          <span class="font-medium">{t(label)}</span>
        ) : (
          <Link to={to} params={{ eventId }} class="inline-flex min-h-11 items-center font-medium lg:min-h-0">
            {t(label)}
          </Link>
        )}
        {!done && <span class="block text-ink-muted text-sm">{t(hint)}</span>}
      </span>
    </li>
  );
}
