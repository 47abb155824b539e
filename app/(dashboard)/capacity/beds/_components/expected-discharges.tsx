"use client";

import { useMemo } from "react";
import { useAtNow } from "@/_components/live/use-live";
import { useHospitalTime } from "@/_components/ui/hospital-time";
import { bedName } from "./boarding-queue";
import type { BoardState } from "./board-state";
import { expectedWords } from "./bed-tile-view";
import { expectedToday } from "./expected-today";
import classes from "./expected-discharges.module.css";
import { describeWho } from "./person-words";
import type { Viewer } from "./viewer";

interface Props {
  state: BoardState;
  areNamesHidden: boolean;
  viewer: Viewer;
}

/**
 * Who is expected to leave before midnight, the earliest first; who should have left long since, before them.
 * Of units whose beds one manages: nobody is told more of a patient than the work takes.
 */
export function ExpectedDischarges({ state, areNamesHidden, viewer }: Readonly<Props>) {
  const time = useHospitalTime();
  const beds = useMemo(() => [...state.beds.values()], [state.beds]);
  const ids = useAtNow((now) =>
    expectedToday(beds, { now, time })
      .map(({ bed }) => bed.bedId)
      .join(" "),
  );
  const isAnyKnown = beds.some(({ occupant }) => occupant?.expectedDischarge);
  const shown = ids === "" ? [] : ids.split(" ");
  if (viewer.manages !== "all" && viewer.manages.length === 0)
    return <p className={classes.empty}>Shown to whoever manages the beds of a unit.</p>;
  if (shown.length === 0)
    return (
      <p className={classes.empty}>
        {isAnyKnown
          ? "Nobody is expected to leave today."
          : "No discharge is forecast: no length of stay is known yet."}
      </p>
    );

  return (
    <ol className={classes.list} aria-label="Expected discharges today, earliest first">
      {shown.map((bedId) => {
        const bed = beds.find((each) => each.bedId === bedId);
        return bed ? (
          <Expected key={bedId} bed={bed} state={state} areNamesHidden={areNamesHidden} />
        ) : null;
      })}
    </ol>
  );
}

function Expected({
  bed,
  state,
  areNamesHidden,
}: Readonly<Omit<Props, "viewer"> & { bed: NonNullable<ReturnType<BoardState["beds"]["get"]>> }>) {
  const time = useHospitalTime();
  const expected = bed.occupant?.expectedDischarge;
  const words = useAtNow((now) => (expected ? expectedWords(expected, { now, time }) : ""));
  const isLate = useAtNow((now) => expected !== undefined && expected.latest < now);
  if (!bed.occupant || !expected) return null;
  return (
    <li className={classes.row}>
      <strong>{bedName(state, bed.bedId)}</strong>
      <span>{describeWho(bed.occupant.person, areNamesHidden)}</span>
      <span className={classes.when}>
        {words}
        {isLate && " overdue"}
        {bed.state === "discharge-pending" && " pending"}
      </span>
    </li>
  );
}
