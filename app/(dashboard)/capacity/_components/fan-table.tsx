"use client";

import { Table } from "@mantine/core";
import type { FanPoint } from "#models/census/outlook";
import { useHospitalTime } from "@/_components/ui/hospital-time";
import { between } from "../outlook-words";
import classes from "./fan-table.module.css";

interface Props {
  caption: string;
  points: readonly FanPoint[];
  compared?: readonly FanPoint[] | undefined;
  comparedName?: string;
}

/** The same numbers as the chart above it, for whoever cannot or would not read that. */
export function FanTable({ caption, points, compared, comparedName = "Planned" }: Readonly<Props>) {
  const time = useHospitalTime();
  const columns = ["Median", "50 % interval", "80 % interval", "95 % interval"];
  return (
    // Scrollable, so it must take the keyboard's focus.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={classes.scroll} tabIndex={0} role="region" aria-label={caption}>
      <Table stickyHeader verticalSpacing={3}>
        <Table.Caption className={classes.caption ?? ""}>{caption}</Table.Caption>
        <Table.Thead>
          <Table.Tr>
            {["Time", ...columns, ...(compared ? [`${comparedName}, median`] : [])].map(
              (column) => (
                <Table.Th key={column} scope="col">
                  {column}
                </Table.Th>
              ),
            )}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {points.map(({ at, median, half, most, nearlyAll }, index) => (
            <Table.Tr key={at}>
              <Table.Th scope="row">{time.dayAndClock(at)}</Table.Th>
              <Table.Td>{median}</Table.Td>
              <Table.Td>{between(half)}</Table.Td>
              <Table.Td>{between(most)}</Table.Td>
              <Table.Td>{between(nearlyAll)}</Table.Td>
              {compared && <Table.Td>{compared[index]?.median ?? ""}</Table.Td>}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
