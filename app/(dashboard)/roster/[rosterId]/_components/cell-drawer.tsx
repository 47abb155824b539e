"use client";

import {
  Alert,
  Button,
  Drawer,
  Group,
  NativeSelect,
  SegmentedControl,
  Switch,
} from "@mantine/core";
import { useMemo } from "react";
import { type Candidate, candidatesFor } from "#models/rostering/candidates";
import type { Assignment } from "#models/rostering/roster";
import { ShiftId } from "#models/rostering/roster-ids";
import type { RosterPerson } from "#models/rostering/roster-problem";
import type { RosterScore } from "#models/rostering/roster-score";
import { UnitId } from "#models/shared/ids";
import { CandidateList } from "./candidate-list";
import classes from "./cell-drawer.module.css";
import { ABSENCE_WORDS } from "./cell-view";
import { describeCover } from "./coverage";
import { lineWords } from "./coverage-table";
import { known } from "./known";
import { cellAt, type PlannedSquare } from "./planned-rows";
import { assignmentWords, dayWords, usualUnit } from "./roster-index";
import { usePlanner, usePlannerWork } from "./use-planner";
import { useSettled } from "./use-settled";

interface Props {
  square: PlannedSquare;
  person: RosterPerson;
  mayEdit: boolean;
  /** Absent for somebody who fills no shifts, and on a roster that is not published. */
  cannotCome: (() => void) | undefined;
  close: () => void;
}

const FREE = "free";

/** One square: what is set, who else could take it and at which price, and why others cannot. */
export function CellDrawer({ square, person, mayEdit, cannotCome, close }: Readonly<Props>) {
  const index = usePlanner((view) => view.index);
  const cell = usePlanner((view) => cellAt(view.state.rows, square));
  // To look for people takes longer than a key may.
  const score = useSettled(usePlanner((view) => view.score));
  const work = usePlannerWork();
  const date = index.days[square.day]?.date ?? "";
  const { assignment } = cell;
  const { personId, day } = square;
  const found = useMemo(
    () => (score && assignment ? whoElse(score, assignment, { personId, day }) : undefined),
    [score, assignment, personId, day],
  );

  const set = (changed: Assignment | null) => work.set([{ ...square, assignment: changed }]);
  const unitId = assignment?.unitId ?? usualUnit(person, index);
  const units = [person.homeUnitId, ...person.floatUnitIds].filter((id) => index.units.has(id));
  const absence = index.absences.get(person.personId)?.[square.day];

  const give = ({ personId }: Candidate) => {
    if (!assignment) return;
    work.set([
      { ...square, assignment: null },
      { personId, day: square.day, assignment },
    ]);
    close();
  };

  return (
    <Drawer opened onClose={close} size={440} title={`${person.name}, ${dayWords(date)}`}>
      <p className={classes.now}>
        {assignmentWords(index, assignment)}
        {absence && `, ${ABSENCE_WORDS[absence].long}`}
      </p>
      {cannotCome && (
        <Button variant="default" mb="sm" onClick={cannotCome}>
          Cannot come
        </Button>
      )}
      {cell.conflict && (
        <Alert color="red" mb="sm" title="Your change was not made">
          {cell.conflict.by ? `${cell.conflict.by} was first. ` : ""}You wanted{" "}
          {assignmentWords(index, cell.conflict.wanted)}; stored is{" "}
          {assignmentWords(index, cell.stored)}.
          <Group gap="xs" mt="xs">
            <Button size="compact-sm" variant="default" onClick={() => work.giveIn([square])}>
              Leave it
            </Button>
            <Button size="compact-sm" onClick={() => work.insist([square])}>
              Set mine
            </Button>
          </Group>
        </Alert>
      )}
      {mayEdit && unitId && (
        <div className={classes.choices}>
          <SegmentedControl
            aria-label="Shift"
            value={assignment?.shiftId ?? FREE}
            onChange={(value) => {
              const shiftId = ShiftId.safeParse(value);
              set(value === FREE || !shiftId.success ? null : { shiftId: shiftId.data, unitId });
            }}
            data={[
              { value: FREE, label: "Off" },
              ...[...index.shifts.values()].map(({ shiftId, code }) => ({
                value: shiftId,
                label: code,
              })),
            ]}
          />
          {units.length > 1 && assignment && (
            <NativeSelect
              label="Unit"
              value={assignment.unitId}
              onChange={(event) =>
                set({ ...assignment, unitId: UnitId.parse(event.currentTarget.value) })
              }
              data={units.map((id) => ({ value: id, label: index.units.get(id)?.name ?? id }))}
            />
          )}
          <Switch
            label="Pinned: the solver leaves it as it is"
            checked={cell.isPinned}
            onChange={(event) => work.pin([square], event.currentTarget.checked)}
          />
        </div>
      )}
      <BreachesOf square={square} />
      <CoverOf day={square.day} assignment={assignment} />
      {assignment && (
        <section aria-labelledby="who-else">
          <h3 id="who-else" className={classes.title}>
            Who else could take it
          </h3>
          {found ? (
            <CandidateList candidates={found} give={mayEdit ? give : undefined} />
          ) : (
            <p className={classes.none}>Nobody can be named while the score is not known.</p>
          )}
        </section>
      )}
    </Drawer>
  );
}

const whoElse = (
  score: RosterScore,
  { shiftId, unitId }: Assignment,
  { personId, day }: PlannedSquare,
): Candidate[] | undefined =>
  known(() => candidatesFor(score, { day, shiftId, unitId, insteadOf: personId }));

/** What is broken around the square, in words. */
function BreachesOf({ square }: Readonly<{ square: PlannedSquare }>) {
  const charges = usePlanner((view) => view.score?.charges);
  const found = (charges ?? []).filter(
    ({ personId, fromDay, toDay, kind }) =>
      personId === square.personId &&
      kind !== "money" &&
      square.day >= fromDay &&
      square.day < toDay,
  );
  if (found.length === 0) return null;
  return (
    <section aria-labelledby="broken-here">
      <h3 id="broken-here" className={classes.title}>
        Broken here
      </h3>
      <ul className={classes.facts}>
        {found.slice(0, 8).map(({ ruleId, text, fromDay, isHard }) => (
          <li key={`${ruleId} ${fromDay} ${text}`}>
            {isHard && <strong>Hard: </strong>}
            {text}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** How the shift stands that day. */
function CoverOf({ day, assignment }: Readonly<{ day: number; assignment: Assignment | null }>) {
  const lines = usePlanner((view) => view.lines);
  const cover = usePlanner((view) => view.cover);
  const rows = lines.flatMap((line, place) =>
    assignment &&
    line.unitId === assignment.unitId &&
    line.shift.shiftId === assignment.shiftId &&
    line.needs[day]
      ? [{ line, words: describeCover(cover[place]?.[day] ?? 0, line.needs[day]) }]
      : [],
  );
  if (rows.length === 0) return null;
  return (
    <section aria-labelledby="cover-here">
      <h3 id="cover-here" className={classes.title}>
        Cover
      </h3>
      <ul className={classes.facts}>
        {rows.map(({ line, words }) => (
          <li key={line.key}>
            {lineWords(line)}: {words}
          </li>
        ))}
      </ul>
    </section>
  );
}
