import type { ComponentChildren } from 'preact';

export interface Column<Row> {
  readonly label: string;
  readonly cell: (row: Row) => ComponentChildren;
}

export interface TableProps<Row> {
  /** What the table lists; told to screen readers. */
  readonly caption: string;
  /** The first column names the row. */
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
}

/** A table on a desktop, a list of cards on a phone. */
export function Table<Row>({ caption, columns, rows, rowKey }: TableProps<Row>) {
  return (
    <table class="ui-table">
      <caption class="sr-only">{caption}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column.label} scope="col">
              {column.label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={rowKey(row)}>{columns.map((column, place) => cellOf(column, row, place))}</tr>
        ))}
      </tbody>
    </table>
  );
}

function cellOf<Row>(column: Column<Row>, row: Row, place: number) {
  if (place === 0) {
    return (
      <th key={column.label} scope="row">
        {column.cell(row)}
      </th>
    );
  }
  return (
    <td key={column.label} data-label={column.label}>
      {column.cell(row)}
    </td>
  );
}
