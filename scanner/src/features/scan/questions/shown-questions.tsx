import type { DoorEvent } from '../door-context.js';

export interface ShownQuestionsProps {
  /** Of questions that are only shown. */
  readonly ids: readonly string[];
  readonly event: DoorEvent;
}

/** What the organiser wants looked at while somebody goes in; nothing is entered. */
export function ShownQuestions({ ids, event }: ShownQuestionsProps) {
  const questions = (event.root?.questions ?? []).filter(({ id }) => ids.includes(id));
  return (
    <ul class="door-look-at">
      {questions.map(({ id, label, hint }) => (
        <li key={id} class="door-notice" data-notice="look_at">
          <bdi>{label}</bdi>
          {hint && (
            <small>
              <bdi>{hint}</bdi>
            </small>
          )}
        </li>
      ))}
    </ul>
  );
}
