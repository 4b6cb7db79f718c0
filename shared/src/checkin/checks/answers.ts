import type { Question } from '../policy.js';
import { questionsMeant } from '../questions/index.js';
import { confirm, nothing, notice, type Walk } from '../walk.js';

/** Check 14: everything that this list asks of this class was asked, and what is required was answered. */
export function questionsAnswered(walk: Walk) {
  if (walk.row?.answersMissing === false || wasAsked(walk)) return nothing;
  const open = meant('asked', walk).filter((question) => isOpen(question, walk));
  return open.length === 0
    ? nothing
    : confirm({ code: 'answers_required', questions: open.map(({ id }) => id) });
}

/** What the organiser wants looked at without an answer being written down. */
export function questionsShown(walk: Walk) {
  const shown = meant('shown', walk);
  return shown.length === 0 ? nothing : notice({ code: 'look_at', questions: shown.map(({ id }) => id) });
}

function meant(mode: Question['mode'], { policy, list, classIndex }: Walk): readonly Question[] {
  return questionsMeant(policy.questions, mode, { list: list?.id ?? null, classIndex });
}

/** Lists are independent: what was answered on another one is asked here again. */
function wasAsked({ list, ticket }: Walk): boolean {
  return list !== null && ticket.askedOn.includes(list.id);
}

function isOpen({ id, required }: Question, { ticket }: Walk): boolean {
  const answer = Object.hasOwn(ticket.answers, id) ? ticket.answers[id] : undefined;
  return required ? answer !== 'given' : answer === undefined;
}
