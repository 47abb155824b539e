"use client";

import { Button } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { memo, useMemo } from "react";
import classes from "./bars.module.css";
import type { PlannedSquare } from "./planned-rows";
import { assignmentWords, dayWords } from "./roster-index";
import { usePlanner, usePlannerWork } from "./use-planner";

interface Props {
  jump: (square: PlannedSquare) => void;
}

/** One's own changes that somebody else was faster than: what stands there now, and the two ways on. */
export const ConflictBar = memo(function ConflictBar({ jump }: Readonly<Props>) {
  const rows = usePlanner((view) => view.state.rows);
  const index = usePlanner((view) => view.index);
  const work = usePlannerWork();
  const found = useMemo(
    () =>
      [...rows].flatMap(([personId, row]) =>
        row.flatMap((cell, day) => (cell.conflict ? [{ personId, day, cell }] : [])),
      ),
    [rows],
  );
  const [first] = found;

  return (
    <div role="status">
      {first?.cell.conflict && (
        <div className={classes.bar} data-tone="conflict">
          <IconAlertTriangle size={18} aria-hidden="true" />
          <p>
            <strong>
              {found.length === 1
                ? "A change of yours was not made."
                : `${found.length} changes of yours were not made.`}
            </strong>{" "}
            <button type="button" className={classes.link} onClick={() => jump(first)}>
              {index.people.get(first.personId)?.name}, {dayOf(index.days[first.day]?.date)}
            </button>
            : {who(first.cell.conflict.by)} {assignmentWords(index, first.cell.stored)}; you wanted{" "}
            {assignmentWords(index, first.cell.conflict.wanted)}.
          </p>
          <Button size="compact-sm" variant="default" onClick={() => work.giveIn(found)}>
            {found.length === 1 ? "Leave it" : "Leave all"}
          </Button>
          <Button size="compact-sm" variant="default" onClick={() => work.insist(found)}>
            {found.length === 1 ? "Set mine" : "Set all of mine"}
          </Button>
        </div>
      )}
    </div>
  );
});

const dayOf = (date: string | undefined): string => (date ? dayWords(date) : "");

const who = (by: string | null | undefined): string =>
  by
    ? `${by} has set`
    : by === null
      ? "somebody has set"
      : "the server did not confirm it; stored is";
