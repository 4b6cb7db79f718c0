import { type TextualProps, useI18n } from '@gatehouse/shared/ui';
import { useState } from 'preact/hooks';
import type { Problem } from '../api/problem.js';
import { checkEntries, type EntryIssue, type EntryIssues, type FormSchema } from './check-entries.js';
import { describeIssue, toProblem } from './describe-issue.js';
import { issuesOf } from './issues-of.js';

export interface FormOptions<Name extends string> {
  readonly schema: FormSchema;
  readonly initial: Readonly<Record<Name, string>>;
  /** Sends the entries. What it throws is shown, and nothing that was typed is lost. */
  readonly submit: (entries: Readonly<Record<Name, string>>) => Promise<void>;
}

export interface Form<Name extends string> {
  readonly values: Readonly<Record<Name, string>>;
  readonly busy: boolean;
  readonly problem: Problem | undefined;
  readonly issueCount: number;
  /** Everything that a field needs beside its label. */
  readonly field: (name: Name) => Omit<TextualProps, 'label'>;
  readonly onSubmit: (event: Event) => void;
}

/**
 * Keeps what is typed in a form. Entries are checked when it is sent, not before; after that each one is checked
 * again with every key, so that its error goes away the moment it is mended.
 */
export function useForm<Name extends string>({ schema, initial, submit }: FormOptions<Name>): Form<Name> {
  const { t } = useI18n();
  const [values, setValues] = useState(initial);
  const [issues, setIssues] = useState<EntryIssues>({});
  const [problem, setProblem] = useState<Problem | undefined>();
  const [busy, setBusy] = useState(false);

  function change(name: Name, value: string): void {
    const changed = { ...values, [name]: value };
    setValues(changed);
    if (issues[name] !== undefined)
      setIssues(replaceIssue(issues, name, checkEntries(schema, changed)[name]));
  }

  async function send(): Promise<void> {
    const found = checkEntries(schema, values);
    setIssues(found);
    setProblem(undefined);
    if (Object.keys(found).length > 0) return;
    setBusy(true);
    try {
      await submit(values);
    } catch (thrown) {
      const refused = toProblem(thrown);
      setProblem(refused);
      setIssues(issuesOf(refused));
    } finally {
      setBusy(false);
    }
  }

  function field(name: Name): Omit<TextualProps, 'label'> {
    const issue = issues[name];
    return {
      name,
      value: values[name],
      onValue: (value) => change(name, value),
      required: schema.required?.includes(name) === true,
      error: issue === undefined ? undefined : describeIssue(t, issue),
    };
  }

  function onSubmit(event: Event): void {
    event.preventDefault();
    if (!busy) void send();
  }

  return { values, busy, problem, issueCount: Object.keys(issues).length, field, onSubmit };
}

function replaceIssue(issues: EntryIssues, name: string, issue: EntryIssue | undefined): EntryIssues {
  const { [name]: _mended, ...rest } = issues;
  return issue === undefined ? rest : { ...rest, [name]: issue };
}
