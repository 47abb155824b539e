"use client";

import { BED_TAGS } from "#models/beds/bed-tag";
import { useAtNow } from "@/_components/live/use-live";
import { useHospitalTime } from "@/_components/ui/hospital-time";
import { duration } from "@/_lib/format-time";
import classes from "./bed-facts.module.css";
import type { OpenMenu } from "./bed-menu";
import { expectedWords, viewTile } from "./bed-tile-view";
import { StateMark } from "./state-mark";

/** What is known of a bed, in full words. */
export function BedFacts({
  bed,
  unit,
  whyNone,
  areNamesHidden,
}: Readonly<Pick<OpenMenu, "bed" | "unit" | "whyNone" | "areNamesHidden">>) {
  const time = useHospitalTime();
  const since = useAtNow((now) => duration((now - bed.since) / 1_000));
  const lines = useAtNow((now) => {
    const { who, when, remarks } = viewTile(bed, { now, time, areNamesHidden });
    const { occupant } = bed;
    const expected = occupant?.expectedDischarge;
    return [
      who,
      expected
        ? `Expected to leave ${expectedWords(expected, { now, time })}, 80 % interval, forecast of ${time.dayAndClock(expected.issuedAt)}`
        : when,
      occupant && `In this bed since ${time.dayAndClock(occupant.inBedSince)}`,
      occupant && occupant.needs.length > 0 && `Needs ${inWords(occupant.needs)}`,
      bed.tags.length > 0 && `Offers ${inWords(bed.tags)}`,
      ...remarks,
    ]
      .filter(Boolean)
      .join("\n");
  });
  return (
    <div className={classes.facts}>
      <p className={classes.state}>
        <strong>
          {unit.code} {bed.label}
        </strong>{" "}
        <StateMark state={bed.state} /> for {since}
        {bed.by && `, by ${bed.by}`}
      </p>
      {lines !== "" && lines.split("\n").map((line) => <p key={line}>{line}</p>)}
      {whyNone && <p className={classes.none}>{whyNone}</p>}
    </div>
  );
}

const inWords = (tags: OpenMenu["bed"]["tags"]): string =>
  tags.map((tag) => BED_TAGS[tag].toLowerCase()).join(", ");
