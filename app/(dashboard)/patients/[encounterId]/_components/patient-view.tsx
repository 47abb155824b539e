"use client";

import { useMemo } from "react";
import type { EncounterSummary } from "#db/encounter-summaries";
import type { LaboratoryPair } from "#db/trends";
import type { BedState } from "#models/realtime/board";
import type { Wire } from "#models/realtime/wire";
import type { EncounterTrends } from "@/_components/charts/encounter-trends";
import type { TrendRangeKey } from "@/_components/charts/trend-range";
import { type AlertOnWire, overtake } from "@/_components/live/alert-ledger";
import type { BoardBed } from "@/_components/live/board-reducer";
import { DegradedBanner } from "@/_components/live/degraded-banner";
import { useLive, type WatchedUnit } from "@/_components/live/live-provider";
import { useBoard, useConnection, useLedger } from "@/_components/live/use-live";
import { AcuityPart } from "./acuity-part";
import { AlertHistory } from "./alert-history";
import { Contributions } from "./contributions";
import { LaboratoryTable } from "./laboratory-table";
import { PatientHeader } from "./patient-header";
import classes from "./patient-view.module.css";
import { ScoreBreakdown } from "./score-breakdown";
import { TechnicalAlarms } from "./technical-alarms";
import { Trends } from "./trends";

export interface PatientRecordProps {
  summary: Wire<EncounterSummary>;
  unit: WatchedUnit;
  trends: EncounterTrends | undefined;
  range: TrendRangeKey;
  laboratory: readonly LaboratoryPair[];
  areNamesHidden: boolean;
  alerts: readonly AlertOnWire[];
  may: {
    acknowledge: boolean;
    prescribe: boolean;
    overrideAcuity: boolean;
    export: boolean;
    openBoard: boolean;
  };
}

export interface PatientViewProps extends PatientRecordProps {
  /** The unit's beds as the database has them; the socket takes over. */
  beds: readonly BedState[];
}

/** A patient of an own unit. */
export function PatientView(props: Readonly<PatientViewProps>) {
  // Of an own unit: a tab that is connected watches them all.
  return <PatientRecord {...props} bed={useOwnBed(props)} alerts={useOwnAlerts(props)} isWatched />;
}

interface LiveRecordProps extends PatientRecordProps {
  bed: BoardBed | undefined;
  /** Whether the server, once connected, has taken us as watching the patient. */
  isWatched: boolean;
}

export function PatientRecord(props: Readonly<LiveRecordProps>) {
  const { summary, unit, trends, range, laboratory, alerts, bed, isWatched, may } = props;
  const connection = useConnection();
  const oxygenScale = bed?.state.occupant?.oxygenScale ?? summary.oxygenScale;
  const technical = bed?.state.technical ?? [];

  return (
    <article
      className={classes.page}
      aria-labelledby="patient-name"
      data-connection={connection.state}
    >
      <DegradedBanner />
      <PatientHeader
        summary={summary}
        unit={unit}
        bed={bed}
        areNamesHidden={props.areNamesHidden}
        may={may}
      />
      <div className={classes.columns}>
        <div className={classes.urgent}>
          <AlertHistory alerts={alerts} technical={technical} mayAcknowledge={may.acknowledge} />
          <TechnicalAlarms alarms={technical} maySee={may.acknowledge} />
          <ScoreBreakdown bed={bed} oxygenScale={oxygenScale} age={summary.age} />
          <AcuityPart
            encounterId={summary.encounterId}
            acuity={bed?.state.acuity}
            mayOverride={may.overrideAcuity}
          />
        </div>
        <div className={classes.main}>
          <Trends
            encounterId={summary.encounterId}
            initial={trends}
            initialRange={range}
            oxygenScale={oxygenScale}
            bed={bed}
            isWatched={isWatched}
            mayExport={may.export}
          />
        </div>
        <div className={classes.rest}>
          <Contributions risk={bed?.state.risk} age={summary.age} />
          <LaboratoryTable pairs={laboratory} feedOffsetMs={bed?.state.feedOffsetMs} />
        </div>
      </div>
    </article>
  );
}

/** The bed this encounter lies in, live; undefined once it has left the unit. */
function useOwnBed({ unit, beds, summary }: Readonly<PatientViewProps>) {
  const { store } = useLive();
  useMemo(() => store.seed({ unitId: unit.unitId, beds }), [store, unit.unitId, beds]);
  const board = useBoard(unit.unitId);
  return [...(board?.beds.values() ?? [])].find(
    ({ state }) => state.occupant?.encounterId === summary.encounterId,
  );
}

/** Its alerts, newest first: those of the database, overtaken by what the socket has told since. */
function useOwnAlerts({ alerts, summary }: Readonly<PatientViewProps>): readonly AlertOnWire[] {
  const ledger = useLedger();
  return useMemo(
    () =>
      overtake(alerts, ledger)
        .filter(({ encounterId }) => encounterId === summary.encounterId)
        .sort((a, b) => Date.parse(b.raisedAt) - Date.parse(a.raisedAt)),
    [alerts, ledger, summary.encounterId],
  );
}
