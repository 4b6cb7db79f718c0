/** What a crowd may read of a name: its first word, also where the family's name is written first and apart by a comma. */
export function firstName(name: string): string {
  const given = name.includes(',') ? name.slice(name.indexOf(',') + 1) : name;
  return given.trim().split(/\s+/)[0] ?? '';
}
