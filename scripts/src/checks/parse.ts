import { parseSync, Visitor, type VisitorObject } from 'oxc-parser';
import { isGenerated, type SourceFile } from './files.js';

type Program = ReturnType<typeof parseSync>['program'];

/** Several checks look at the same files, and a parse costs far more than a walk. */
const programs = new WeakMap<SourceFile, Program>();

export function isCode(path: string): boolean {
  return /\.(?:[cm]?[jt]s|[jt]sx)$/.test(path) && !isGenerated(path);
}

/**
 * Walks the syntax tree of a source file.
 * @throws Error when the file does not parse, because a check that reads nothing would pass
 */
export function walk(file: SourceFile, visitor: VisitorObject): void {
  new Visitor(visitor).visit(programOf(file));
}

function programOf(file: SourceFile): Program {
  const known = programs.get(file);
  if (known) return known;
  const { program, errors } = parseSync(file.path, file.text);
  const [error] = errors;
  if (error) throw new Error(`${file.path} does not parse: ${error.message}`);
  programs.set(file, program);
  return program;
}
