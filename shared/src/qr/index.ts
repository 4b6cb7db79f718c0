/** A symbol row by row; true is black. */
export type Modules = readonly (readonly boolean[])[];

/** Modules of white that a reader needs around the symbol (ISO/IEC 18004). */
const quiet = 4;

/** The side of a symbol with its white, in modules. */
export function sideOf(modules: number): number {
  return modules + 2 * quiet;
}

/** The black of a symbol as an SVG path. */
export function pathOf(modules: Modules): string {
  return modules.map(rowPath).join('');
}

/** The black runs of a row, each as one rectangle: a hairline between neighbours would be grey. */
function rowPath(row: readonly boolean[], index: number): string {
  let path = '';
  for (let start = 0; start < row.length; start += 1) {
    if (!row[start]) continue;
    let end = start;
    while (row[end]) end += 1;
    path += `M${start + quiet} ${index + quiet}h${end - start}v1h${start - end}z`;
    start = end;
  }
  return path;
}
