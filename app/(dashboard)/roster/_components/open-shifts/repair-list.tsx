"use client";

import { Button } from "@mantine/core";
import { useState } from "react";
import type { OpenShiftOnWire, RepairOnWire } from "#models/realtime/sick-calls";
import { dayAfter } from "#models/shared/calendar-date";
import { useLive } from "@/_components/live/live-provider";
import { dayWords } from "../../[rosterId]/_components/roster-index";
import { priceInWords } from "../candidate-facts";
import classes from "./open-shifts.module.css";
import { complainOfSickCall, type SickCallWork } from "./use-open-shifts";

interface Found {
  version: number;
  repairs: readonly RepairOnWire[];
}

/** The roster mended by few changes, also of others' shifts: each way with what it changes and costs. */
export function RepairList({
  shift,
  work,
}: Readonly<{ shift: OpenShiftOnWire; work: SickCallWork }>) {
  const { client } = useLive();
  const [found, setFound] = useState<Found>();
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
    const { version } = found;
    const { changes } = repair;
    const done = await work.act(
      { type: "repair", sickCallId, version, changes },
      "The roster is mended. Whoever has other shifts now is told.",
    );
    if (!done) setFound(undefined);
  };

  return (
    <section aria-labelledby="repairs">
      <h3 id="repairs" className={classes.title}>
        Repair the roster
      </h3>
      <p className={classes.about}>
        All open shifts of this call at once, by few changes to what is published. It takes some
        seconds.
      </p>
      <Button variant="default" loading={isLooking} onClick={() => void look()}>
        {found ? "Look again" : "Look for repairs"}
      </Button>
      {found?.repairs.length === 0 && (
        <p className={classes.about} role="status">
          No change makes it better than it is with the shift open.
        </p>
      )}
      {found && found.repairs.length > 0 && (
        <ul className={classes.rows} aria-label="Repairs">
          {found.repairs.map((repair) => (
            <RepairRow
              key={repair.changes}
              {...{ repair, shift }}
              isBusy={work.busy === "repair"}
              take={() => void take(repair)}
            />
          ))}
        </ul>
      )}
    </section>
  );
}

interface RowProps {
  repair: RepairOnWire;
  shift: OpenShiftOnWire;
  isBusy: boolean;
  take: () => void;
}

function RepairRow({ repair, shift, isBusy, take }: Readonly<RowProps>) {
  const { changes, leftOpen, points, money, cells } = repair;
  const title = `${changes} ${changes === 1 ? "change" : "changes"}`;
  const dateOf = (day: number) => dayWords(dayAfter(shift.on, day - shift.day));
  return (
    <li className={classes.row} style={{ gridTemplateColumns: "1fr auto" }}>
      <span>
        <strong>{title}</strong>, {leftOpen === 0 ? "nothing stays open" : `${leftOpen} left open`}
        <p className={classes.quiet}>{priceInWords({ points, money })}</p>
        <ul className={classes.changes}>
          {cells.map(({ personId, name, day, before, after }) => (
            <li key={`${personId} ${day}`}>
              {name}, {dateOf(day)}: {before?.shiftName ?? "off"} → {after?.shiftName ?? "off"}
            </li>
          ))}
        </ul>
      </span>
      <Button size="compact-sm" loading={isBusy} aria-label={`Carry out ${title}`} onClick={take}>
        Carry out
      </Button>
    </li>
  );
}
