/* eslint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role --
   on a phone these are laid out as blocks, and a browser then forgets that they are a table */
import type { ReactNode } from "react";
import classes from "./record-table.module.css";

export interface Column<Row> {
  title: string;
  cell: (row: Row) => ReactNode;
  /** The row's name: read as its header, and the title of its card on a phone. */
  isHeader?: boolean;
  /** The title is read, not shown: a column of buttons. */
  isTitleHidden?: boolean;
}

interface Props<Row> {
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  empty: ReactNode;
}

/** A table that becomes a list of cards on a phone. Roles are written out because `display` removes them. */
export function RecordTable<Row>({ caption, columns, rows, rowKey, empty }: Readonly<Props<Row>>) {
  if (rows.length === 0) return <div className={classes.empty}>{empty}</div>;

  return (
    <table role="table" className={classes.table}>
      <caption className={classes.hidden}>{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map(({ title, isTitleHidden }) => (
            <th key={title} role="columnheader" scope="col">
              <span className={isTitleHidden ? classes.hidden : undefined}>{title}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <tr key={rowKey(row)} role="row">
            {columns.map(({ title, cell, isHeader, isTitleHidden }) =>
              isHeader ? (
                <th key={title} role="rowheader" scope="row">
                  {cell(row)}
                </th>
              ) : (
                <td key={title} role="cell" data-title={isTitleHidden ? undefined : title}>
                  {cell(row)}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
