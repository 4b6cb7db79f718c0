/** The changes with the name as it is kept: without blanks around it, which would make two of the same name. */
export function withTrimmedName<T extends { readonly name?: string }>(changes: T): T {
  return changes.name === undefined ? changes : { ...changes, name: changes.name.trim() };
}
