"use client";

import { Button } from "@mantine/core";
import { type ReactNode, useMemo, useRef, useState } from "react";
import { countAcuity } from "#models/acuity/unit-acuity";
import type { UnitKind } from "#models/encounters/demographics";
import { useAcknowledge } from "@/_components/live/acknowledge-button";
import { haveTold } from "@/_components/live/alert-ledger";
import { alertsByBed, isUnanswered } from "@/_components/live/alert-view";
import {
  arrangeBeds,
  type BedFilter,
  isFiltering,
  NO_FILTER,
  summariseUnit,
} from "@/_components/live/bed-order";
import { BedCard } from "@/_components/live/bed-card";
import type { BoardPreferences } from "@/_components/live/board-preferences";
import { DegradedBanner } from "@/_components/live/degraded-banner";
import type { UnitBeds } from "@/_components/live/live-state";
import { useConnection, useLedger, useTechnicalAlarms } from "@/_components/live/use-live";
import { useMyAlerts } from "@/_components/live/use-my-alerts";
import { useSettledOrder } from "@/_components/live/use-settled-order";
import { BoardHelp } from "./board-help";
import classes from "./board.module.css";
import { BoardSummary } from "./board-summary";
import { BoardToolbar } from "./board-toolbar";
import { FreeBeds } from "./free-beds";
import { UnitCensus } from "./unit-census";
import { useBoardCommands } from "./use-board-commands";
import { useBoardPreferences } from "./use-board-preferences";
import { useSeededBeds } from "./use-unit-beds";

interface BoardProps {
  /** The unit as the database had it when the page was drawn; the socket takes over from there. */
  initial: UnitBeds;
  preferences: BoardPreferences;
  canAcknowledge: boolean;
  unitName: string;
  unitKind: UnitKind;
  /** The unit's name and the way to the others. */
  heading: ReactNode;
}

export function Board(props: Readonly<BoardProps>) {
  const { initial, preferences: kept, canAcknowledge, heading } = props;
  const { unitId } = initial;
  const [preferences, change] = useBoardPreferences(kept);
  const [filter, setFilter] = useState(NO_FILTER);
  const [isHelpOpen, setHelpOpen] = useState(false);
  const filterInput = useRef<HTMLInputElement>(null);
  const connection = useConnection();
  const acknowledge = useAcknowledge();

  const myAlerts = useMyAlerts();
  const areAlertsKnown = haveTold(useLedger(), [unitId]);
  const alerts = useMemo(() => alertsByBed(myAlerts), [myAlerts]);
  const beds = useSeededBeds(initial, alerts);
  const technical = useTechnicalAlarms(unitId) ?? [];
  const occupied = beds.filter(({ state }) => state.occupant);
  const free = beds.filter(({ state }) => !state.occupant).map(({ state }) => state);
  const counts = countAcuity(occupied.map(({ state }) => state.acuity?.acuityClass));
  const { sort } = preferences;
  const order = useSettledOrder(
    arrangeBeds(occupied, { sort, filter }),
    JSON.stringify({ unitId, sort, filter }),
  );

  useBoardCommands({
    preferences,
    change,
    focusFilter: () => filterInput.current?.focus(),
    openHelp: () => setHelpOpen(true),
    acknowledgeBed: (label) => {
      const bed = occupied.find(({ state }) => state.label === label);
      const alert = bed?.alerts.find(isUnanswered);
      if (alert && canAcknowledge) void acknowledge(alert);
    },
  });

  return (
    <div
      className={classes.board}
      data-density={preferences.density}
      data-connection={connection.state}
    >
      <DegradedBanner />
      <header className={classes.head}>
        {heading}
        <BoardSummary
          summary={summariseUnit(beds)}
          alerts={beds.flatMap((bed) => bed.alerts)}
          technical={technical}
          areAlertsKnown={areAlertsKnown}
          acuity={{ counts, unitKind: props.unitKind }}
        />
      </header>
      <BoardToolbar
        preferences={preferences}
        change={change}
        filter={filter}
        setFilter={setFilter}
        filterInput={filterInput}
        openHelp={() => setHelpOpen(true)}
      />
      {order.length > 0 ? (
        <ul className={classes.grid} aria-label="Occupied beds">
          {order.map((bedId) => (
            <li key={bedId}>
              <BedCard
                unitId={unitId}
                bedId={bedId}
                alerts={alerts.get(bedId)}
                areNamesHidden={preferences.areNamesHidden}
                canAcknowledge={canAcknowledge}
              />
            </li>
          ))}
        </ul>
      ) : (
        <EmptyBoard filter={filter} clear={() => setFilter(NO_FILTER)} />
      )}
      {!isFiltering(filter) && <FreeBeds beds={free} />}
      <UnitCensus
        unitName={props.unitName}
        beds={beds}
        areNamesHidden={preferences.areNamesHidden}
      />
      <BoardHelp isOpen={isHelpOpen} close={() => setHelpOpen(false)} />
    </div>
  );
}

function EmptyBoard({ filter, clear }: Readonly<{ filter: BedFilter; clear: () => void }>) {
  if (isFiltering(filter))
    return (
      <div className={classes.empty}>
        <p>No bed matches the filter.</p>
        <Button variant="default" onClick={clear}>
          Clear the filter
        </Button>
      </div>
    );
  return (
    <div className={classes.empty}>
      <p>No patient is in this unit.</p>
      <p className={classes.hint}>
        A patient appears here as soon as an admission message arrives.
      </p>
    </div>
  );
}
