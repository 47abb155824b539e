"use client";

import { useId } from "react";
import type { BedOnBoard, UnitOnBoard } from "#models/realtime/bed-board";
import type { BedId } from "#models/shared/ids";
import { UNIT_KIND_TITLES } from "@/_components/ui/unit-kind-title";
import { BedTile } from "./bed-tile";
import { countStates, occupiedOf } from "./bed-totals";
import { STATE_ORDER } from "./bed-words";
import { type Fit, fitOf, type Placement } from "./placement";
import { StateMark } from "./state-mark";
import { TurnaroundLine } from "./turnaround-line";
import classes from "./unit-section.module.css";
import type { GiveCommand } from "./use-bed-command";
import { mayManage, type Viewer } from "./viewer";

export interface TileContext {
  viewer: Viewer;
  placement: Placement | undefined;
  areNamesHidden: boolean;
  pending: ReadonlySet<BedId>;
  tabStop: BedId | undefined;
  menuOf: BedId | undefined;
  press: (bedId: BedId) => void;
  noteFocus: (bedId: BedId) => void;
  /** Absent while the server is away. */
  give: GiveCommand | undefined;
}

interface Props {
  unit: UnitOnBoard;
  /** All of the unit, for its head. */
  beds: readonly BedOnBoard[];
  /** Those that the filter lets through. */
  shown: readonly BedOnBoard[];
  context: TileContext;
}

export function UnitSection({ unit, beds, shown, context }: Readonly<Props>) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={classes.unit} data-unit={unit.code}>
      <UnitHead id={id} unit={unit} beds={beds} context={context} />
      {shown.length === 0 ? (
        <p className={classes.none}>
          {beds.length === 0 ? "This unit has no bed in use." : "No bed here matches the filter."}
        </p>
      ) : (
        <ul className={classes.beds} aria-label={`Beds of ${unit.name}`}>
          {shown.map((bed) => (
            <li key={bed.bedId}>
              <BedTile
                bed={bed}
                areNamesHidden={context.areNamesHidden}
                isTabStop={context.tabStop === bed.bedId}
                isMenuOpen={context.menuOf === bed.bedId}
                isPending={context.pending.has(bed.bedId)}
                fit={fitIn(context, unit, bed)}
                press={context.press}
                noteFocus={context.noteFocus}
              />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

const fitIn = (
  { placement, viewer }: TileContext,
  unit: UnitOnBoard,
  bed: BedOnBoard,
): Fit | undefined => placement && fitOf(placement, { bed, unit, viewer });

function UnitHead({ id, unit, beds, context }: Readonly<Omit<Props, "shown"> & { id: string }>) {
  const counts = countStates(beds);
  const occupied = occupiedOf(counts);
  const isFull = occupied >= unit.staffedBeds && unit.staffedBeds > 0;
  const isOver = isFull && occupied > unit.staffedBeds;
  return (
    <header className={classes.head}>
      <h2 id={id} className={classes.name}>
        {unit.name} <span className={classes.code}>{unit.code}</span>
      </h2>
      <p className={classes.place}>
        {UNIT_KIND_TITLES[unit.kind]}, {unit.siteName}
      </p>
      <p className={classes.census} data-full={isFull || undefined}>
        <strong>{occupied}</strong> of <strong>{unit.staffedBeds}</strong> staffed,{" "}
        {unit.licensedBeds} licensed
        {isOver ? `. ${occupied - unit.staffedBeds} too many` : isFull ? ". Full" : ""}
      </p>
      <ul className={classes.counts} aria-label={`${unit.name}: beds by state`}>
        {STATE_ORDER.filter((state) => counts[state] > 0).map((state) => (
          <li key={state}>
            <strong>{counts[state]}</strong> <StateMark state={state} size={13} />
          </li>
        ))}
      </ul>
      <TurnaroundLine
        unit={unit}
        give={mayManage(context.viewer, unit.unitId) ? context.give : undefined}
      />
    </header>
  );
}
