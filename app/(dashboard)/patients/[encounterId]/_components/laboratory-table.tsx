"use client";

import { Table } from "@mantine/core";
import type { LaboratoryPair } from "#db/trends";
import { formatAge, signAgeMs } from "@/_components/live/age";
import { useAtNow } from "@/_components/live/use-live";
import { viewLaboratory } from "./laboratory-view";
import classes from "./laboratory-table.module.css";
import { Nothing, Section } from "./section";

/** The newest result of each test beside the one before it. */
export function LaboratoryTable({
  pairs,
  feedOffsetMs,
}: Readonly<{ pairs: readonly LaboratoryPair[]; feedOffsetMs: number | undefined }>) {
  const rows = viewLaboratory(pairs);
  if (rows.length === 0)
    return (
      <Section title="Laboratory">
        <Nothing>No result has been received.</Nothing>
      </Section>
    );

  return (
    <Section title="Laboratory">
      <Table verticalSpacing={3} horizontalSpacing="xs" className={classes.table ?? ""}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">Test</Table.Th>
            <Table.Th scope="col">Latest</Table.Th>
            <Table.Th scope="col">Before</Table.Th>
            <Table.Th scope="col">Age</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ kind, name, unit, latest, previous, observedAt, direction }) => (
            <Table.Tr key={kind}>
              <Table.Th scope="row">{name}</Table.Th>
              <Table.Td>
                <strong>{latest}</strong> {direction} <span className={classes.unit}>{unit}</span>
              </Table.Td>
              <Table.Td>{previous ?? "–"}</Table.Td>
              <Table.Td>
                <ResultAge observedAt={observedAt} feedOffsetMs={feedOffsetMs} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Section>
  );
}

/** On the feed's clock; unknown once the patient has no feed. */
function ResultAge({
  observedAt,
  feedOffsetMs,
}: Readonly<{ observedAt: number; feedOffsetMs: number | undefined }>) {
  const age = useAtNow((now) =>
    feedOffsetMs === undefined ? "–" : formatAge(signAgeMs({ observedAt }, { now, feedOffsetMs })),
  );
  return <>{age}</>;
}
