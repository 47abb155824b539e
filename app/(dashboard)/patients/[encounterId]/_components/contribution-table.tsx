import { Table } from "@mantine/core";
import type { Reason } from "#models/deterioration/reasons";
import { totalEffect, viewContributions } from "./contribution-view";
import classes from "./contributions.module.css";

/** The same as the bars in numbers, which add up. */
export function ContributionTable({ reasons }: Readonly<{ reasons: readonly Reason[] }>) {
  return (
    <Table verticalSpacing={3} horizontalSpacing="xs" className={classes.table ?? ""}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">What</Table.Th>
          <Table.Th scope="col">Now</Table.Th>
          <Table.Th scope="col">Log-odds</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {viewContributions(reasons).map(({ label, value, detail, direction, effect }) => (
          <Table.Tr key={label}>
            <Table.Th scope="row">{label}</Table.Th>
            <Table.Td>{[value, detail].filter(Boolean).join(", ") || "–"}</Table.Td>
            <Table.Td>
              {effect} <span className={classes.direction}>{direction}</span>
            </Table.Td>
          </Table.Tr>
        ))}
        <Table.Tr>
          <Table.Th scope="row">Together</Table.Th>
          <Table.Td>–</Table.Td>
          <Table.Td>{totalEffect(reasons)}</Table.Td>
        </Table.Tr>
      </Table.Tbody>
    </Table>
  );
}
