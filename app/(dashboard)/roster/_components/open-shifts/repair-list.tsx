"use client";

import { Button } from "@mantine/core";
import { useState } from "react";
import type {
  FoundSickCallRepairs,
  OpenShiftOnWire,
  RepairOnWire,
} from "#models/realtime/sick-calls";
import { dayAfter } from "#models/shared/calendar-date";
import { useLive } from "@/_components/live/live-provider";
import { dayWords } from "../../[rosterId]/_components/roster-index";
import { priceInWords } from "../candidate-facts";
import { type ChangesOfPerson, changesByPerson } from "./changes-by-person";
import classes from "./open-shifts.module.css";
import { complainOfSickCall, type SickCallWork } from "./use-open-shifts";

/** The roster mended by few changes, also of others' shifts: each way with what it changes and costs. */
export function RepairList({
  shift,
  work,
}: Readonly<{ shift: OpenShiftOnWire; work: SickCallWork }>) {
  const { client } = useLive();
  const [found, setFound] = useState<FoundSickCallRepairs>();
  const [isLooking, setLooking] = useState(false);
  const { sickCallId } = shift;
  const look = async () => {
    setLooking(true);
    const answer = await client.sickCalls.repairs(sickCallId);
    setLooking(false);
    if (answer.ok) setFound(answer.value);
    else complainOfSickCall(answer.error);
  };
  const take = async (repair: RepairOnWire) => {
    if (!found) return;
    const { repairsId } = found;
    const { changes } = repair;
    const done = await work.act(
      { type: "repair", sickCallId, repairsId, changes },
      "The roster is mended. Whoever has other shifts now is told.",
    );
    // What is left of another roster is looked for anew; what was not done is not offered again.
    if (!done || found.hasOtherRosters) setFound(undefined);
  };

  return (
    <section aria-labelledby="repairs">
      <h3 id="repairs" className={classes.title}>
        Repair the roster
      </h3>
      <p className={classes.about}>
        All open shifts of this call at once, by few changes to what is published: with as many
        changes, what fills the most of them comes first. Where they are on several rosters, one
        roster after the other. It takes some seconds.
      </p>
      <Button variant="default" loading={isLooking} onClick={() => void look()}>
        {found ? "Look again" : "Look for repairs"}
      </Button>
      {found && (found.rosterId !== shift.rosterId || found.hasOtherRosters) && (
        <p className={classes.about} role="status">
          {found.rosterId === shift.rosterId
            ? `These are of this roster, ${found.rosterName}.`
            : `These are of another roster, ${found.rosterName}: they leave this shift as it is.`}
          {found.hasOtherRosters &&
            " Shifts of this call are open on other rosters too: look again once one of these is carried out."}
        </p>
      )}
      {found?.repairs.length === 0 && (
        <p className={classes.about} role="status">
          No changes to the roster were found that fill an open shift without breaking a rule. Ask
          somebody, or close what the unit can do without.
        </p>
      )}
      {found && found.repairs.length > 0 && (
        <ul className={classes.rows} aria-label="Repairs">
          {found.repairs.map((repair) => (
            <RepairRow
              key={repair.changes}
              {...{ repair, startsOn: found.startsOn }}
              isBusy={work.busy === "repair"}
              take={() => void take(repair)}
            />
          ))}
        </ul>
      )}
    </section>
  );
}

function fillsInWords({ fills, leftOpen }: RepairOnWire): string {
  const all = fills + leftOpen;
  if (all === 1) return "fills the open shift";
  return leftOpen === 0
    ? `fills all ${all} open shifts`
    : `fills ${fills} of ${all} open shifts, ${leftOpen} ${leftOpen === 1 ? "stays" : "stay"} open`;
}

/** More would push the repairs beneath out of sight. */
const SHOWN_AT_ONCE = 4;

interface RowProps {
  repair: RepairOnWire;
  startsOn: string;
  isBusy: boolean;
  take: () => void;
}

function RepairRow({ repair, startsOn, isBusy, take }: Readonly<RowProps>) {
  const { changes, points, money, cells } = repair;
  const title = `${changes} ${changes === 1 ? "change" : "changes"}`;
  const people = changesByPerson(cells);
  return (
    <li className={classes.row} style={{ gridTemplateColumns: "1fr auto" }}>
      <span>
        <strong>{title}</strong>, {fillsInWords(repair)}
        <p className={classes.quiet}>{priceInWords({ points, money })}</p>
        {cells.length <= SHOWN_AT_ONCE ? (
          <Changes of={people} startsOn={startsOn} />
        ) : (
          <details className={classes.fold}>
            <summary>
              Show what changes for {people.length} {people.length === 1 ? "person" : "people"}
            </summary>
            <Changes of={people} startsOn={startsOn} />
          </details>
        )}
      </span>
      <Button size="compact-sm" loading={isBusy} aria-label={`Carry out ${title}`} onClick={take}>
        Carry out
      </Button>
    </li>
  );
}

interface ChangesProps {
  of: readonly ChangesOfPerson[];
  startsOn: string;
}

const Changes = ({ of, startsOn }: Readonly<ChangesProps>) => (
  <ul className={classes.changes}>
    {of.map(({ personId, name, changes }) => (
      <li key={personId}>
        <strong>{name}</strong>
        {changes.map(({ day, before, after }) => (
          <div key={day}>
            {dayWords(dayAfter(startsOn, day))}: {before?.shiftName ?? "off"} →{" "}
            {after?.shiftName ?? "off"}
          </div>
        ))}
      </li>
    ))}
  </ul>
);
