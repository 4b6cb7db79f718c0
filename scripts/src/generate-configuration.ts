import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { variablesSchema } from '@gatehouse/server/platform/config/variables.js';

export const CONFIGURATION_PATH = 'docs/CONFIGURATION.md';

/** What the document says of a variable; a TypeBox schema is such an object. */
export interface VariableSchema {
  readonly description?: string;
  readonly default?: unknown;
  readonly type?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly pattern?: string;
  readonly anyOf?: readonly { readonly const?: unknown }[];
}

/** Writes the operator's list of settings below `root`, from the schema that the server reads them with. */
export function generateConfiguration(root: string): void {
  writeFileSync(join(root, CONFIGURATION_PATH), configurationDocument(variablesSchema.properties));
}

/** The settings as Markdown, in the order of the schema. */
export function configurationDocument(variables: Readonly<Record<string, VariableSchema>>): string {
  const rows = Object.entries(variables).map(([name, schema]) => cells(name, schema));
  return `${introduction}\n${table([['variable', 'what it is', 'default', 'must be'], ...rows])}`;
}

const introduction = `# Configuration

Written by \`npm run generate\` from \`server/src/platform/config/variables.ts\`; change it there.

Gatehouse is set up by environment variables. Nothing has to be set to try it out. An empty variable counts as
not set. Each one can also be given as \`NAME_FILE\`, the path of a file that holds the value, which is how
container secrets arrive. A wrong value ends the start with one line that names the variable.
`;

function cells(name: string, schema: VariableSchema): string[] {
  const texts = [`\`${name}\``, schema.description ?? '', code(schema.default), limits(schema)];
  return texts.map((text) => text.replaceAll('|', '\\|'));
}

/** Columns are filled up with spaces, as the formatter does, or formatting would look like drift. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_cell, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  const lines = rows.map(
    (row) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |\n`,
  );
  lines.splice(1, 0, `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |\n`);
  return lines.join('');
}

function code(value: unknown): string {
  return value === undefined || value === '' ? '–' : `\`${String(value)}\``;
}

function limits(schema: VariableSchema): string {
  if (schema.anyOf) return schema.anyOf.map((choice) => code(choice.const)).join(', ');
  if (schema.type === 'integer')
    return `a whole number from ${schema.minimum ?? '−∞'} to ${schema.maximum ?? '∞'}`;
  if (schema.pattern !== undefined) return `text like \`${schema.pattern}\``;
  if (schema.minLength !== undefined && schema.minLength > 1)
    return `at least ${schema.minLength} characters`;
  return 'text';
}
