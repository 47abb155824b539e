"use client";

import { BED_TAGS } from "#models/beds/bed-tag";
import type { BedOnBoard } from "#models/realtime/bed-board";
import { MS_PER_MINUTE } from "#models/shared/time-range";
import { useAtNow } from "@/_components/live/use-live";
import { useHospitalTime } from "@/_components/ui/hospital-time";
import { UNIT_KIND_TITLES } from "@/_components/ui/unit-kind-title";
import { useIsPrinting } from "@/_components/ui/use-printing";
import { duration } from "@/_lib/format-time";
import { viewTile } from "./bed-tile-view";
import { countStates, occupiedOf } from "./bed-totals";
import { BED_STATE_WORDS } from "./bed-words";
import classes from "./beds-print.module.css";
import { bedName } from "./boarding-queue";
import type { BoardState } from "./board-state";
import { describeWho } from "./person-words";
import type { ShownUnit } from "./shown-units";

interface Props {
  state: BoardState;
  units: readonly ShownUnit[];
  areNamesHidden: boolean;
}

/** The beds on paper, as they are filtered on the screen. Drawn only to be printed. */
export const BedsPrint = (props: Readonly<Props>) =>
  useIsPrinting() ? <BedsSheet {...props} /> : null;

function BedsSheet({ state, units, areNamesHidden }: Readonly<Props>) {
  const time = useHospitalTime();
  const now = useAtNow((at) => Math.floor(at / MS_PER_MINUTE) * MS_PER_MINUTE);
  return (
    <section className={classes.sheet} aria-label="Beds on paper">
      <header>
        <h2 className={classes.title}>Beds, {time.dateAndClock(now)}</h2>
      </header>
      {state.boarding.length > 0 && (
        <p className={classes.line}>
          Boarding, longest first:{" "}
          {state.boarding
            .map(
              ({ person, bedId, since, neededKind }) =>
                `${describeWho(person, areNamesHidden)} in ${bedId ? bedName(state, bedId) : "Emergency"}, ${duration((now - since) / 1_000)}, ${UNIT_KIND_TITLES[neededKind]}`,
            )
            .join("; ")}
          .
        </p>
      )}
      {units.map(({ unit, beds, shown }) => {
        const counts = countStates(beds);
        return (
          <table key={unit.unitId} className={classes.table}>
            <caption>
              {unit.name}: {occupiedOf(counts)} of {unit.staffedBeds} staffed, {unit.licensedBeds}{" "}
              licensed, {counts.available} available
            </caption>
            <thead>
              <tr>
                {["Bed", "State", "Patient or reason", "When", "Offers", "Remarks"].map((title) => (
                  <th key={title} scope="col">
                    {title}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {shown.map((bed) => (
                <BedRow key={bed.bedId} {...{ bed, now, areNamesHidden }} />
              ))}
            </tbody>
          </table>
        );
      })}
    </section>
  );
}

function BedRow({
  bed,
  now,
  areNamesHidden,
}: Readonly<{ bed: BedOnBoard; now: number; areNamesHidden: boolean }>) {
  const time = useHospitalTime();
  const { who, when, remarks } = viewTile(bed, { now, time, areNamesHidden });
  return (
    <tr>
      <th scope="row">{bed.label}</th>
      <td>{BED_STATE_WORDS[bed.state]}</td>
      <td>{who}</td>
      <td>{when}</td>
      <td>{bed.tags.map((tag) => BED_TAGS[tag]).join(", ")}</td>
      <td>{remarks.join(". ")}</td>
    </tr>
  );
}
