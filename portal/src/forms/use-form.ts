import { type TextualProps, useI18n } from '@gatehouse/shared/ui';
import { useRef, useState } from 'preact/hooks';
import type { Problem } from '../api/problem.js';
import {
  checkEntries,
  type Entries,
  type Entry,
  type EntryIssue,
  type EntryIssues,
  type FormSchema,
} from './check-entries.js';
import { describeIssue, toProblem } from './describe-issue.js';
import { issuesOf } from './issues-of.js';

export interface FormOptions<Values extends Entries> {
  /** The limits of the request, as the API describes them. */
  readonly schema: FormSchema;
  readonly initial: Values;
  /** Sends the entries. What it throws is shown, and nothing that was typed is lost. */
  readonly submit: (entries: Values) => Promise<void>;
}

/** The names of those entries that hold a `Kind`. */
type NamesOf<Values, Kind> = {
  [Name in keyof Values]: Values[Name] extends Kind ? Name : never;
}[keyof Values] &
  string;

/** What every field needs beside its label. */
interface FieldState {
  readonly name: string;
  readonly required: boolean;
  readonly error: string | undefined;
}

export interface Form<Values extends Entries> {
  readonly values: Values;
  readonly busy: boolean;
  /** Whether anything differs from what the form began with. */
  readonly touched: boolean;
  readonly problem: Problem | undefined;
  /** For whoever is asked for help; an entry that is refused explains itself. */
  readonly reference: string | undefined;
  readonly issueCount: number;
  readonly hasIssue: (...names: (keyof Values & string)[]) => boolean;
  readonly field: (name: NamesOf<Values, string>) => Omit<TextualProps, 'label'>;
  readonly tick: (
    name: NamesOf<Values, boolean>,
  ) => FieldState & { readonly checked: boolean; readonly onChecked: (checked: boolean) => void };
  readonly choices: (name: NamesOf<Values, readonly string[]>) => FieldState & {
    readonly values: readonly string[];
    readonly onValues: (values: readonly string[]) => void;
  };
  readonly onSubmit: (event: Event) => void;
}

/**
 * Keeps what is typed in a form. Entries are checked when it is sent, not before; after that each one is checked
 * again with every key, so that its error goes away the moment it is mended.
 */
export function useForm<Values extends Entries>({
  schema,
  initial,
  submit,
}: FormOptions<Values>): Form<Values> {
  const { t } = useI18n();
  const [beginning] = useState(initial);
  const [values, setValues] = useState(initial);
  const [issues, setIssues] = useState<EntryIssues>({});
  const { busy, problem, send } = useSending(submit, (refused) =>
    setIssues(issuesOf(refused, Object.keys(schema.properties))),
  );

  function change(name: string, value: Entry): void {
    // From the newest values, because one press may change two entries.
    setValues((newest) => ({ ...newest, [name]: value }));
    const issue = checkEntries(schema, { ...values, [name]: value })[name];
    setIssues((newest) => (newest[name] === undefined ? newest : replaceIssue(newest, name, issue)));
  }

  function onSubmit(event: Event): void {
    event.preventDefault();
    const found = checkEntries(schema, values);
    setIssues(found);
    void send(Object.keys(found).length === 0 ? values : undefined);
  }

  function stateOf(name: string): FieldState {
    const issue = issues[name];
    return {
      name,
      required: schema.required?.includes(name) === true,
      error: issue === undefined ? undefined : describeIssue(t, issue),
    };
  }

  return {
    values,
    busy,
    touched: JSON.stringify(values) !== JSON.stringify(beginning),
    problem,
    reference: problem?.fields.length === 0 ? problem.reference : undefined,
    issueCount: Object.keys(issues).length,
    hasIssue: (...names) => names.some((name) => issues[name] !== undefined),
    field: (name) => ({
      ...stateOf(name),
      value: String(values[name]),
      onValue: (value) => change(name, value),
    }),
    tick: (name) => ({
      ...stateOf(name),
      checked: values[name] === true,
      onChecked: (checked) => change(name, checked),
    }),
    choices: (name) => ({
      ...stateOf(name),
      values: Object.values(values[name] ?? []),
      onValues: (picked) => change(name, picked),
    }),
    onSubmit,
  };
}

/** One attempt at a time, and what came of it. */
function useSending<Values>(
  submit: (entries: Values) => Promise<void>,
  onRefused: (problem: Problem) => void,
): {
  readonly busy: boolean;
  readonly problem: Problem | undefined;
  /** @param entries unset when they are not worth sending */
  readonly send: (entries: Values | undefined) => Promise<void>;
} {
  const [problem, setProblem] = useState<Problem | undefined>();
  const [busy, setBusy] = useState(false);
  // Two presses of Enter may come before the button is drawn as busy.
  const running = useRef(false);
  async function send(entries: Values | undefined): Promise<void> {
    if (running.current) return;
    setProblem(undefined);
    if (entries === undefined) return;
    running.current = true;
    setBusy(true);
    try {
      await submit(entries);
    } catch (thrown) {
      const refused = toProblem(thrown);
      setProblem(refused);
      onRefused(refused);
    } finally {
      running.current = false;
      setBusy(false);
    }
  }
  return { busy, problem, send };
}

function replaceIssue(issues: EntryIssues, name: string, issue: EntryIssue | undefined): EntryIssues {
  const { [name]: _mended, ...rest } = issues;
  return issue === undefined ? rest : { ...rest, [name]: issue };
}
