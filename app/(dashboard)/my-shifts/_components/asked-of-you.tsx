"use client";

import { Button } from "@mantine/core";
import type { MyShifts } from "#models/realtime/my-shifts";
import { useHospitalTime } from "@/_components/ui/hospital-time";
import classes from "./asked-of-you.module.css";

/** A part of the page that answers what is asked. */
export type AskedView = "requests" | "swaps";

/** What waits for an answer of one's own, before all else; nothing when nothing does. */
export function AskedOfYou({
  mine,
  show,
}: Readonly<{ mine: MyShifts; show: (view: AskedView) => void }>) {
  const time = useHospitalTime();
  const offered = mine.swaps.filter(({ role, state }) => role === "asked" && state === "open");
  const windows = mine.drafts.flatMap(({ window }) =>
    window?.phase === "open" ? [window.closesAt] : [],
  );
  if (offered.length + windows.length === 0) return null;
  return (
    <ul className={classes.asked} aria-label="What waits for you">
      {offered.length > 0 && (
        <li>
          <span>
            {offered.length === 1
              ? `${offered[0]?.giver ?? "A colleague"} offers you a shift.`
              : `${offered.length} shifts are offered to you.`}
          </span>
          <Button onClick={() => show("swaps")}>
            Look at {offered.length === 1 ? "it" : "them"}
          </Button>
        </li>
      )}
      {windows.length > 0 && (
        <li>
          <span>You may choose your shifts until {time.dayAndClock(Math.min(...windows))}.</span>
          <Button onClick={() => show("requests")}>Choose</Button>
        </li>
      )}
    </ul>
  );
}
