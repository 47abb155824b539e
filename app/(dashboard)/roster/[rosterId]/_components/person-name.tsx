"use client";

import { IconAlertTriangleFilled } from "@tabler/icons-react";
import { memo, useMemo } from "react";
import type { Grade, RosterPerson } from "#models/rostering/roster-problem";
import type { Breach } from "./cell-view";
import type { PlannedRow } from "./planned-rows";
import classes from "./roster-grid.module.css";
import type { RosterIndex } from "./roster-index";
import { usePlanner } from "./use-planner";

/** As staff lists write them. */
export const GRADE_SHORT: Record<Grade, string> = {
  charge: "CN",
  senior: "SN",
  registered: "RN",
  assistant: "HCA",
};

export const GRADE_WORDS: Record<Grade, string> = {
  charge: "charge nurse",
  senior: "senior nurse",
  registered: "registered nurse",
  assistant: "healthcare assistant",
};

interface Props {
  person: RosterPerson;
  breach: Breach | undefined;
}

/** Who it is, what they are, and how the hours of the roster stand against the contract. */
export const PersonName = memo(function PersonName({ person, breach }: Readonly<Props>) {
  const row = usePlanner(({ state }) => state.rows.get(person.personId));
  const shifts = usePlanner(({ index }) => index.shifts);
  const hours = useMemo(() => hoursOf(row ?? [], shifts), [row, shifts]);
  const weeks = usePlanner(({ state }) => state.problem.days / 7);
  const contract = Math.round((person.contractMinutesPerWeek * weeks) / 60);
  return (
    <div
      role="rowheader"
      aria-colindex={1}
      className={classes.name}
      title={`${person.name}, ${GRADE_WORDS[person.grade]}${person.skills.length > 0 ? `: ${person.skills.join(", ")}` : ""}`}
    >
      <span className={classes.who}>{person.name}</span>
      {breach && (
        <IconAlertTriangleFilled
          className={classes.lineBreach}
          data-breach={breach}
          size={12}
          role="img"
          aria-label={
            breach === "hard" ? "a hard rule is broken over the line" : "a rule is broken"
          }
        />
      )}
      <span className={classes.grade}>
        {person.employment === "contract" ? GRADE_SHORT[person.grade] : person.employment}
      </span>
      <span className={classes.hours} data-over={hours > contract || undefined}>
        {person.contractMinutesPerWeek > 0 ? `${hours}/${contract} h` : `${hours} h`}
      </span>
    </div>
  );
});

function hoursOf(row: PlannedRow, shifts: RosterIndex["shifts"]): number {
  let minutes = 0;
  for (const { assignment } of row) {
    const shift = assignment && shifts.get(assignment.shiftId);
    if (shift) minutes += clockMinutes(shift);
  }
  return Math.round(minutes / 60);
}

/** By the clock's face: the two nights a year on which it is moved count in the score. */
export function clockMinutes({
  from,
  to,
  unpaidBreakMinutes,
}: {
  from: string;
  to: string;
  unpaidBreakMinutes: number;
}): number {
  const [begin, end] = [minutesOf(from), minutesOf(to)];
  return (end > begin ? end - begin : end + MINUTES_A_DAY - begin) - unpaidBreakMinutes;
}

const MINUTES_A_DAY = 1_440;
const minutesOf = (clock: string): number =>
  Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));
