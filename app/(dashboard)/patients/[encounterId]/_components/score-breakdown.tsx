"use client";

import { Table } from "@mantine/core";
import { MS_PER_MINUTE } from "#models/shared/time-range";
import { isTooYoungToScore, TOO_YOUNG_TO_SCORE } from "#models/vitals/early-warning-score";
import type { BoardBed } from "@/_components/live/board-reducer";
import { useAtNow } from "@/_components/live/use-live";
import { breakDownScore } from "./breakdown-view";
import classes from "./score-breakdown.module.css";
import { Nothing, Section } from "./section";

/** What each of the seven parameters adds, from which value, and how old that value is. */
export function ScoreBreakdown({
  bed,
  oxygenScale,
  age,
}: Readonly<{ bed: BoardBed | undefined; oxygenScale: 1 | 2; age: number | undefined }>) {
  // Ages here are in minutes: once a minute is often enough.
  const minute = useAtNow((now) => Math.floor(now / MS_PER_MINUTE) * MS_PER_MINUTE);
  if (isTooYoungToScore(age))
    return (
      <Section title="NEWS2">
        <Nothing>{TOO_YOUNG_TO_SCORE}.</Nothing>
      </Section>
    );
  if (!bed)
    return (
      <Section title="NEWS2">
        <Nothing>Not live: the patient is in no bed of this unit.</Nothing>
      </Section>
    );

  const { signs, feedOffsetMs, receivedAt } = bed.state;
  const at = Math.max(minute, receivedAt ?? 0) + feedOffsetMs;
  const rows = breakDownScore(signs, { at, oxygenScale });
  return (
    <Section title="NEWS2, parameter by parameter">
      <Table verticalSpacing={4} horizontalSpacing="xs" className={classes.table ?? ""}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">Parameter</Table.Th>
            <Table.Th scope="col">Value</Table.Th>
            <Table.Th scope="col">Age</Table.Th>
            <Table.Th scope="col">Points</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ parameter, label, value, age, points }) => (
            <Table.Tr key={parameter}>
              <Table.Th scope="row">{label}</Table.Th>
              <Table.Td>{value ?? "not measured"}</Table.Td>
              <Table.Td>{age ?? "–"}</Table.Td>
              <Table.Td>
                <span className={classes.points} data-points={points}>
                  {points ?? "–"}
                </span>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Section>
  );
}
