import { MODULE_ORDER } from './allow-lists.js';
import { type Breach, isTestFile, lineAt, type SourceFile } from './files.js';
import { isCode, walk } from './parse.js';

const SCHEMAS = MODULE_ORDER.join('|');
const TABLE_NAME = new RegExp(`^(${SCHEMAS})\\.[a-z_0-9]+$`);
const TABLE_IN_SQL = new RegExp(
  `\\b(?:from|join|into|update|table|only|using)\\s+"?(${SCHEMAS})"?\\."?[a-z_]`,
  'gi',
);
const TABLE_METHODS =
  /^(?:selectFrom|insertInto|replaceInto|updateTable|deleteFrom|mergeInto|from|using|table|\w*[jJ]oin(?:Lateral)?)$/;

/**
 * A module's tables lie in the schema of its name, and only the module itself names them. Event names and
 * error codes look the same (`orders.paid`), so a text counts as a table when the owner declares it as the
 * key of a table type, when a query method takes it, or when it stands after a keyword of SQL.
 */
export function tableFence(files: readonly SourceFile[]): Breach[] {
  const code = files.filter(
    (file) => /^server\/src\//.test(file.path) && isCode(file.path) && !isTestFile(file.path),
  );
  const tables = new Set(code.flatMap(declaredTables));
  const breaches = code.flatMap((file) => namedTables(file, tables));
  return [...new Map(breaches.map((breach) => [`${breach.path}:${breach.line}`, breach])).values()];
}

function ownSchema(path: string): string | undefined {
  return /^server\/src\/modules\/([^/]+)\//.exec(path)?.[1];
}

function declaredTables(file: SourceFile): string[] {
  const names: string[] = [];
  walk(file, {
    TSPropertySignature(node) {
      if (node.key.type !== 'Literal' || typeof node.key.value !== 'string') return;
      if (TABLE_NAME.exec(node.key.value)?.[1] === ownSchema(file.path)) names.push(node.key.value);
    },
  });
  return names;
}

function namedTables(file: SourceFile, tables: ReadonlySet<string>): Breach[] {
  const breaches: Breach[] = [];
  const found = (schema: string | undefined, offset: number) => {
    if (schema === undefined || schema === ownSchema(file.path)) return;
    const advice = `ask the interface of ${schema} or react to its event instead of naming its table`;
    breaches.push({ path: file.path, line: lineAt(file.text, offset), rule: 'table-fence', advice });
  };
  walk(file, {
    Literal(node) {
      if (typeof node.value !== 'string') return;
      const table = bareTable(node.value);
      if (tables.has(table)) found(TABLE_NAME.exec(table)?.[1], node.start);
      for (const schema of schemasInSql(node.value)) found(schema, node.start);
    },
    TemplateElement(node) {
      for (const schema of schemasInSql(node.value.raw)) found(schema, node.start);
    },
    CallExpression(node) {
      const method = node.callee.type === 'MemberExpression' ? node.callee.property : undefined;
      if (method?.type !== 'Identifier' || !TABLE_METHODS.test(method.name)) return;
      const [first] = node.arguments;
      for (const item of first?.type === 'ArrayExpression' ? first.elements : [first])
        if (item?.type === 'Literal' && typeof item.value === 'string')
          found(TABLE_NAME.exec(bareTable(item.value))?.[1], item.start);
    },
  });
  return breaches;
}

/** `orders.item as i` → `orders.item`. */
function bareTable(text: string): string {
  return text.split(' ', 1)[0] ?? '';
}

function schemasInSql(text: string): (string | undefined)[] {
  return [...text.matchAll(TABLE_IN_SQL)].map((match) => match[1]?.toLowerCase());
}
