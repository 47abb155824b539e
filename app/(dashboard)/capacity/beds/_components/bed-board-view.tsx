"use client";

import { Button } from "@mantine/core";
import type { BoardingPatient } from "#models/realtime/bed-board";
import { TitledSection } from "@/_components/ui/titled-section";
import classes from "./bed-board.module.css";
import { BedFilters, type FilterProps } from "./beds-toolbar";
import { isFiltering, NO_FILTER } from "./bed-filter";
import { bedName, BoardingQueue } from "./boarding-queue";
import type { BoardState } from "./board-state";
import { ExpectedDischarges } from "./expected-discharges";
import { PhoneBar } from "./phone-bar";
import { PlacementBar } from "./placement-bar";
import { describePlaced } from "./placed-person";
import { type Fit, fitOf, isPlacementOver, type Placement } from "./placement";
import type { ShownUnit } from "./shown-units";
import { UnitList } from "./unit-list";
import { type TileContext, UnitSection } from "./unit-section";
import { focusNextSuitable } from "./use-beds-keys";

interface Props extends FilterProps {
  state: BoardState;
  units: readonly ShownUnit[];
  tiles: TileContext;
  areNamesHidden: boolean;
  isAway: boolean;
  place: ((patient: BoardingPatient) => void) | undefined;
  cancel: () => void;
}

/** The board itself: who waits and who leaves beside the units with their beds. */
export function BedBoardView(props: Readonly<Props>) {
  const { state, units, tiles, areNamesHidden, isAway, place, cancel } = props;
  const { placement } = tiles;
  const queue = (
    <BoardingQueue
      {...{ state, areNamesHidden, place }}
      placing={placement?.type === "assign" ? placement.encounterId : undefined}
      isBlocked={isAway}
    />
  );
  const discharges = <ExpectedDischarges {...{ state, areNamesHidden }} viewer={tiles.viewer} />;

  return (
    <>
      {placement && (
        <PlacementBar
          placement={placement}
          who={whoIsPlaced(state, placement, areNamesHidden)}
          fits={countFits(props, placement)}
          isOver={isPlacementOver(placement, state)}
          next={focusNextSuitable}
          cancel={cancel}
        />
      )}
      <div className={classes.columns}>
        <aside className={classes.aside} aria-label="Boarding and leaving">
          <TitledSection
            title="Boarding"
            aside={<span className={classes.count}>{state.boarding.length}</span>}
            classes={classes}
          >
            {queue}
          </TitledSection>
          <TitledSection
            title="Expected discharges today"
            aside={place && tiles.viewer.manages !== "all" && <span>Your units</span>}
            classes={classes}
          >
            {discharges}
          </TitledSection>
        </aside>
        <div className={classes.units}>
          {units.length === 0 ? (
            <EmptyBoard {...props} />
          ) : (
            units.map(({ unit, beds, shown }) => (
              <UnitSection key={unit.unitId} {...{ unit, beds, shown }} context={tiles} />
            ))
          )}
        </div>
      </div>
      {!placement && (
        <PhoneBar
          panels={[
            {
              title: "Boarding",
              count: state.boarding.length,
              content: (close) => (
                <BoardingQueue
                  {...{ state, areNamesHidden }}
                  place={
                    place &&
                    ((patient) => {
                      close();
                      place(patient);
                    })
                  }
                  placing={undefined}
                  isBlocked={isAway}
                />
              ),
            },
            { title: "Leaving", content: () => discharges },
            {
              title: "Units",
              content: (close) => (
                <UnitList
                  state={state}
                  jump={(code) => {
                    close();
                    document.querySelector(`[data-unit="${CSS.escape(code)}"]`)?.scrollIntoView();
                  }}
                />
              ),
            },
            { title: "Filter", content: () => <BedFilters {...props} /> },
          ]}
        />
      )}
    </>
  );
}

function EmptyBoard({ filter, setFilter }: Readonly<FilterProps>) {
  if (isFiltering(filter))
    return (
      <div className={classes.empty}>
        <p>No bed matches the filter.</p>
        <Button variant="default" onClick={() => setFilter(NO_FILTER)}>
          Clear the filter
        </Button>
      </div>
    );
  return (
    <div className={classes.empty}>
      <p>The hospital has no unit yet.</p>
      <p className={classes.hint}>A system administrator adds units and beds.</p>
    </div>
  );
}

function whoIsPlaced(state: BoardState, placement: Placement, areNamesHidden: boolean): string {
  const who = describePlaced(state, placement, areNamesHidden);
  return placement.from ? `${who} in ${bedName(state, placement.from)}` : who;
}

function countFits(
  { units, tiles: { viewer } }: Pick<Props, "units" | "tiles">,
  placement: Placement,
): Record<Fit["verdict"], number> {
  const counts = { suitable: 0, doubtful: 0, keepable: 0, impossible: 0 };
  for (const { unit, shown } of units)
    for (const bed of shown) counts[fitOf(placement, { bed, unit, viewer }).verdict] += 1;
  return counts;
}
