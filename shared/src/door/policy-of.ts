import {
  type AccessList,
  type DoorRules,
  type Policy,
  type Profile,
  type QuestionKind,
  questionKinds,
  type Rule,
} from '../checkin/index.js';
import type { Root, RootDevice } from '../manifest/index.js';

export type ProfileName = RootDevice['profile'];

/** A steward asks a supervisor before going against the list; at a kiosk nobody is there to say yes. */
const profiles: Readonly<Record<ProfileName, Profile>> = {
  steward: { mayConfirm: true, mayOverride: false, maySupervise: false },
  supervisor: { mayConfirm: true, mayOverride: true, maySupervise: true },
  kiosk: { mayConfirm: false, mayOverride: false, maySupervise: false },
};

type RootRules = Pick<Root, 'events' | 'times' | 'offsets' | 'classes' | 'lists' | 'gates' | 'questions'> &
  Partial<Pick<Root, 'notAfter' | 'dates'>>;

/** What the person at a phone with this profile may do. */
export function profileOf(name: ProfileName): Profile {
  return profiles[name];
}

/**
 * What `decide` needs of a root, or of the parts of one.
 * @param otherEvents the events that this phone knows beside the root's own; one that the root accepts is left out.
 * Of another date of the same series the root says more than its name.
 */
export function policyOf(
  root: RootRules,
  profile: ProfileName,
  otherEvents: Policy['otherEvents'] = [],
): Policy {
  const { events, times, offsets, classes, lists, gates, questions, dates = [] } = root;
  return {
    events,
    otherEvents: [...dates, ...otherEvents.filter(({ id }) => dates.every((date) => date.id !== id))].filter(
      ({ id }) => events.every((accepted) => accepted.id !== id),
    ),
    times,
    offsets,
    classes,
    lists: lists.map(asList),
    gates,
    questions: questionsOf({ questions }),
    profile: profileOf(profile),
    notAfter: root.notAfter ?? null,
  };
}

/** What a review needs: the rules as they are, and the lists as they were until a time (Unix milliseconds). */
export function doorRulesOf(
  root: Omit<RootRules, 'events' | 'questions'>,
  earlier: readonly { readonly list: Root['lists'][number]; readonly until: number }[],
): DoorRules {
  const { times, offsets, classes, lists, gates } = root;
  const before = earlier.map(({ list, until }) => ({ list: asList(list), until }));
  return { times, offsets, classes, lists: lists.map(asList), gates, earlier: before };
}

/** A rule is whatever a newer server may have put there; `evaluate` takes what it does not know as unknown. */
function asList(list: Root['lists'][number]): AccessList {
  return { ...list, rule: (list.rule ?? null) as Rule | null };
}

/** The questions of a list, in their order. */
export function questionsOf({ questions }: Pick<Root, 'questions'>): Policy['questions'] {
  return questions.map((question) => ({ ...question, kind: knownKind(question.kind) }));
}

/** A question of a kind that only a newer program knows is still asked: in words, which the server marks. */
function knownKind(kind: string): QuestionKind {
  return questionKinds.find((known) => known === kind) ?? 'long_text';
}
