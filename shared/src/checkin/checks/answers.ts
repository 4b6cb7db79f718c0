import type { Question } from '../policy.js';
import { confirm, nothing, type Walk } from '../walk.js';

/** Check 14: everything that this list asks of this class was asked, and what is required was answered. */
export function questionsAnswered(walk: Walk) {
  if (walk.row?.answersMissing === false) return nothing;
  const open = walk.policy.questions.filter((question) => isAsked(question, walk) && isOpen(question, walk));
  return open.length === 0
    ? nothing
    : confirm({ code: 'answers_required', questions: open.map(({ id }) => id) });
}

function isAsked({ lists, classes }: Question, { list, classIndex }: Walk): boolean {
  const isOnList = lists.length === 0 || (list !== null && lists.includes(list.id));
  return isOnList && (classes.length === 0 || (classIndex !== null && classes.includes(classIndex)));
}

function isOpen({ id, required }: Question, { ticket }: Walk): boolean {
  const answer = Object.hasOwn(ticket.answers, id) ? ticket.answers[id] : undefined;
  return required ? answer !== 'given' : answer === undefined;
}
