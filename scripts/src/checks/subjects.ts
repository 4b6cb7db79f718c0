import { SUBJECTS } from './allow-lists.js';
import type { Breach, SourceFile } from './files.js';

export interface Subject {
  readonly path: string;
  readonly state: 'awaited' | 'required';
}

/** Whether there is something at a path, be it a file or a folder. */
export function isPresent(path: string, files: readonly SourceFile[]): boolean {
  return files.some((file) => file.path === path || file.path.startsWith(`${path}/`));
}

/** A check may wait for its subject once; it must not fall silent when the subject vanishes or moves. */
export function subjectStates(
  files: readonly SourceFile[],
  subjects: readonly Subject[] = Object.values(SUBJECTS),
): Breach[] {
  const breaches: Breach[] = [];
  for (const { path, state } of subjects) {
    const add = (advice: string) => breaches.push({ path, line: 1, rule: 'subject', advice });
    if (state === 'required' && !isPresent(path, files))
      add('bring it back, or correct its path in SUBJECTS');
    if (state === 'awaited' && isPresent(path, files)) add('it is here now: make it required in SUBJECTS');
  }
  return breaches;
}
