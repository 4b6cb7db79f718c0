import type { PlainKey } from '@gatehouse/shared/i18n';
import { type Column, Notice, Skeleton, useI18n } from '@gatehouse/shared/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'preact/hooks';
import { describeProblem, toProblem } from '../../../forms/describe-issue.js';
import { Collection } from '../../editing/collection.js';
import { useTitle } from '../../shell/use-title.js';
import { accessListsQuery } from '../access-lists/access-list-api.js';
import { useListedTypes } from '../access-lists/listed-types.js';
import { useEvent } from '../events/event-context.js';
import { kindNames } from './kind-names.js';
import { MoveButtons, moved } from './move-buttons.js';
import {
  deleteQuestion,
  orderQuestions,
  type Question,
  questionsKey,
  questionsQuery,
} from './question-api.js';
import { QuestionPanel } from './question-panel.js';
import { QuestionTexts } from './question-texts.js';

export function QuestionsTab() {
  return (
    <QuestionTexts waiting={<Skeleton lines={6} />}>
      <Questions />
    </QuestionTexts>
  );
}

function Questions() {
  const { t } = useI18n();
  const { id: eventId, name, status } = useEvent();
  useTitle(`${t('questions.title')} – ${name}`);
  const types = useListedTypes();
  const lists = useQuery(accessListsQuery(eventId)).data ?? [];
  const list = useQuery(questionsQuery(eventId));
  const order = useOrder(list.data ?? []);
  const readOnly = status === 'archived';
  const names = new Map([...types, ...lists].map((each) => [each.id, each.name]));
  return (
    <>
      <p class="sr-only" role="status">
        {order.said}
      </p>
      {order.problem !== null && (
        <div class="mb-4">
          <Notice tone="bad">{describeProblem(t, toProblem(order.problem))}</Notice>
        </div>
      )}
      <Collection
        title={t('questions.title')}
        hint={t('questions.lead')}
        createLabel={t('questions.create')}
        empty={{ title: t('questions.empty'), hint: t('questions.emptyHint') }}
        list={list}
        queryKey={['event', eventId]}
        readOnly={readOnly}
        columns={[...useColumns(names), ...(readOnly ? [] : [order.column])]}
        editor={(props) => <QuestionPanel {...props} types={types} lists={lists} />}
        removal={(question) => ({
          title: t('questions.deleteTitle', { name: question.name }),
          text: t('questions.deleteText'),
          effects: status === 'published' ? ['next_sync'] : [],
          remove: () => deleteQuestion(eventId, question.id),
        })}
      />
    </>
  );
}

function useColumns(names: ReadonlyMap<string, string>): readonly Column<Question>[] {
  const { t } = useI18n();
  return [
    { label: t('questions.kind'), cell: ({ kind, mode }) => (mode === 'shown' ? '–' : t(kindNames[kind])) },
    { label: t('questions.col.rule'), cell: (question) => t(ruleOf(question)) },
    {
      label: t('questions.col.of'),
      cell: ({ ticketTypeIds, accessListIds }) => {
        const ids = [...ticketTypeIds, ...accessListIds];
        if (ids.length === 0) return t('questions.everybody');
        return <bdi>{ids.map((id) => names.get(id) ?? '…').join(', ')}</bdi>;
      },
    },
  ];
}

function ruleOf({ mode, required }: Question): PlainKey {
  if (mode === 'shown') return 'questions.rule.shown';
  return required ? 'questions.rule.required' : 'questions.rule.optional';
}

/** Moving a question shows at once; what the server says about it counts. */
function useOrder(questions: readonly Question[]) {
  const { t } = useI18n();
  const { id: eventId } = useEvent();
  const queries = useQueryClient();
  const queryKey = questionsKey(eventId);
  const [said, setSaid] = useState('');
  const sending = useMutation({
    // One after another, so that the last one is the one that counts.
    scope: { id: `order-${eventId}` },
    mutationFn: (ids: readonly string[]) => orderQuestions(eventId, ids),
    onError: () => queries.invalidateQueries({ queryKey }),
  });
  function move(question: Question, by: -1 | 1): void {
    const place = questions.indexOf(question);
    const next = moved(questions, place, by);
    void queries.cancelQueries({ queryKey });
    queries.setQueryData(queryKey, next);
    sending.mutate(next.map(({ id }) => id));
    setSaid(t('questions.moved', { name: question.name, place: place + by + 1, all: next.length }));
  }
  const column: Column<Question> = {
    label: t('questions.col.order'),
    cell: (question) => (
      <MoveButtons
        id={`order-${question.id}`}
        place={questions.indexOf(question)}
        count={questions.length}
        upLabel={t('questions.up', { name: question.name })}
        downLabel={t('questions.down', { name: question.name })}
        onMove={(by) => move(question, by)}
      />
    ),
  };
  return { column, said, problem: sending.error };
}
