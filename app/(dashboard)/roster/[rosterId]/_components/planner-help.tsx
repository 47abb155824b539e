"use client";

import { memo } from "react";
import { Kbd, Modal, Table } from "@mantine/core";
import type { RosterShift } from "#models/rostering/roster-problem";
import { usePlanner } from "./use-planner";

const KEYS: readonly (readonly [key: string, does: string])[] = [
  ["← ↑ ↓ →", "move by a square; with Ctrl by a week, or to the first and the last person"],
  ["Shift ← ↑ ↓ →", "select more squares: what follows is done to all of them"],
  ["Home  End", "to the first and the last day"],
  ["Delete", "take the shift away"],
  ["P  .", "pin, or unpin: the solver leaves what is pinned as it is"],
  ["Enter  F2", "open the square: who else could take it, and why others cannot"],
  ["Ctrl Z", "take your last change back; Ctrl Shift Z does it again"],
  ["Ctrl C  X  V", "copy, cut and paste"],
  ["/", "find staff; Esc leaves"],
  ["?", "this list"],
];

const MARKS: readonly (readonly [mark: string, means: string])[] = [
  ["▲ ▽", "asked to work, asked to be off; on yellow: not met"],
  ["moon", "a night shift"],
  ["small letters", "the unit, where it is not the person's own"],
  ["dotted line", "a soft rule is broken; a red double line: a hard one"],
  ["!", "your change was not made: somebody else was first"],
  [
    "−2  +1",
    "in the rows beneath: short by two, one too many; the bar is the forecast's 80 % interval, the line its target, the dot what is planned",
  ],
];

interface Props {
  isOpen: boolean;
  close: () => void;
}

/** Keys and marks of the planner. */
export const PlannerHelp = memo(function PlannerHelp({ isOpen, close }: Readonly<Props>) {
  const shifts = usePlanner((view) => view.state.problem.shifts);
  return (
    <Modal opened={isOpen} onClose={close} title="Keys and marks" size="lg">
      <Rows label="Shifts" rows={shifts.map((shift) => [shift.code, describe(shift)])} />
      <Rows label="Keys" rows={KEYS} />
      <Rows label="Marks" rows={MARKS} />
    </Modal>
  );
});

const describe = ({ name, from, to }: RosterShift): string => `${name}, ${from} to ${to}`;

const Rows = ({
  label,
  rows,
}: Readonly<{ label: string; rows: readonly (readonly [string, string])[] }>) => (
  <Table aria-label={label} verticalSpacing={4} mb="sm">
    <Table.Tbody>
      {rows.map(([key, means]) => (
        <Table.Tr key={key}>
          <Table.Th scope="row" w={130}>
            <Kbd>{key}</Kbd>
          </Table.Th>
          <Table.Td>{means}</Table.Td>
        </Table.Tr>
      ))}
    </Table.Tbody>
  </Table>
);
