"use client";

import { Table } from "@mantine/core";
import { useHospitalTime } from "../ui/hospital-time";
import classes from "./trend-table.module.css";

export interface TrendTableProps {
  caption: string;
  columns: readonly string[];
  /** Newest first; each row's instant and its cells as text. */
  rows: readonly { at: number; cells: readonly string[]; isForecast?: boolean }[];
}

/** The same numbers as a chart, for whoever cannot or would not read it. */
export function TrendTable({ caption, columns, rows }: Readonly<TrendTableProps>) {
  const time = useHospitalTime();
  return (
    // Scrollable, so it must take the keyboard's focus.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={classes.scroll} tabIndex={0} role="region" aria-label={caption}>
      <Table stickyHeader verticalSpacing={3}>
        <Table.Thead>
          <Table.Tr>
            {["Time", ...columns].map((column) => (
              <Table.Th key={column} scope="col">
                {column}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ at, cells, isForecast = false }) => (
            <Table.Tr key={`${at}-${isForecast}`} data-forecast={isForecast || undefined}>
              <Table.Th scope="row">
                {time.dayAndClock(at)}
                {isForecast && ", forecast"}
              </Table.Th>
              {cells.map((cell, index) => (
                <Table.Td key={columns[index]}>{cell}</Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
