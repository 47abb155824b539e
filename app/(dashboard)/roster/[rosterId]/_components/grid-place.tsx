"use client";

import { Button, Select } from "@mantine/core";
import { memo, type RefObject, useMemo, useState } from "react";
import { DemandLine } from "./demand-line";
import { EVERYBODY, type GridFilter, type GridLine, isFiltering } from "./grid-lines";
import type { Selection } from "./grid-selection";
import type { Overlays } from "./overlays";
import classes from "./planner-view.module.css";
import { type GridHandle, RosterGrid } from "./roster-grid";
import { usePlanner } from "./use-planner";

/** More lines than these would leave no room for people. */
const COVER_LINES = 6;

interface Props {
  handle: RefObject<GridHandle | null>;
  lines: readonly GridLine[];
  filter: GridFilter;
  setFilter: (filter: GridFilter) => void;
  selection: Selection;
  select: (selection: Selection) => void;
  overlays: Overlays | undefined;
  today: number | undefined;
  mayEdit: boolean;
  openCell: () => void;
  openHelp: () => void;
}

/** The grid, and beneath it what is to be covered and what that rests on. */
export function GridPlace(props: Readonly<Props>) {
  const { handle, lines, filter, setFilter, ...rest } = props;
  const cover = useCoverLines();
  return (
    <div className={classes.gridPlace}>
      {lines.length === 0 ? (
        <EmptyGrid isFiltered={isFiltering(filter)} clear={() => setFilter(EVERYBODY)} />
      ) : (
        <RosterGrid {...{ handle, lines, ...rest }} coverLines={cover.shown} />
      )}
      <BeneathGrid chosen={cover.chosen} choices={cover.choices} choose={cover.choose} />
    </div>
  );
}

interface CoverChoice {
  value: string;
  label: string;
}

/** The lines of cover beneath the grid: of every unit while there is room, else of one. */
function useCoverLines() {
  const lines = usePlanner((view) => view.lines);
  const units = usePlanner((view) => view.index.units);
  const [picked, choose] = useState<string>();
  const fits = lines.length <= COVER_LINES;
  const chosen = picked ?? (fits ? "all" : [...units.keys()][0]) ?? "all";
  const shown = useMemo(
    () =>
      lines.flatMap(({ unitId }, place) => (chosen === "all" || unitId === chosen ? [place] : [])),
    [lines, chosen],
  );
  const choices = useMemo(
    () => [
      ...(fits ? [{ value: "all", label: "Cover of every unit" }] : []),
      ...[...units.values()]
        .filter((unit) => lines.some(({ unitId }) => unitId === unit.unitId))
        .map(({ unitId, name }) => ({ value: unitId, label: `Cover of ${name}` })),
    ],
    [fits, units, lines],
  );
  return { shown, chosen, choose, choices };
}

interface BeneathProps {
  chosen: string;
  choices: readonly CoverChoice[];
  choose: (unitId: string) => void;
}

const BeneathGrid = memo(function BeneathGrid({ chosen, choices, choose }: Readonly<BeneathProps>) {
  return (
    <div className={classes.beneath}>
      {choices.length > 1 && (
        <Select
          className={classes.coverOf}
          size="xs"
          aria-label="Cover shown of"
          data={choices}
          value={chosen}
          allowDeselect={false}
          onChange={(unitId) => unitId && choose(unitId)}
        />
      )}
      <DemandLine />
    </div>
  );
});

interface EmptyProps {
  isFiltered: boolean;
  clear: () => void;
}

function EmptyGrid({ isFiltered, clear }: Readonly<EmptyProps>) {
  return (
    <div className={classes.empty}>
      {isFiltered ? (
        <>
          <p>Nobody matches the filter.</p>
          <Button variant="default" onClick={clear}>
            Clear the filter
          </Button>
        </>
      ) : (
        <p>Nobody works in these units yet: staff are added by whoever keeps them.</p>
      )}
    </div>
  );
}
