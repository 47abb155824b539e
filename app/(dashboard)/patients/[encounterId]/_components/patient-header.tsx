"use client";

import { Anchor } from "@mantine/core";
import Link from "next/link";
import type { EncounterSummary } from "#db/encounter-summaries";
import type { Wire } from "#models/realtime/wire";
import { formatAge } from "@/_components/live/age";
import { AssessedTiles } from "@/_components/live/assessed-tiles";
import { describePerson, viewName, viewSigns } from "@/_components/live/bed-view";
import type { BoardBed } from "@/_components/live/board-reducer";
import type { WatchedUnit } from "@/_components/live/live-provider";
import { SignGrid } from "@/_components/live/sign-grid";
import { useAtNow, useFreshness } from "@/_components/live/use-live";
import { useHospitalTime } from "@/_components/ui/hospital-time";
import { OxygenScale } from "./oxygen-scale";
import classes from "./patient-header.module.css";

interface Props {
  summary: Wire<EncounterSummary>;
  unit: WatchedUnit;
  bed: BoardBed | undefined;
  areNamesHidden: boolean;
  may: { prescribe: boolean; openBoard: boolean };
}

export function PatientHeader({ summary, unit, bed, areNamesHidden, may }: Readonly<Props>) {
  const time = useHospitalTime();
  const feed = useFreshness(bed);
  const state = bed?.state;
  const name = viewName(summary.name, areNamesHidden);
  const oxygenScale = state?.occupant?.oxygenScale ?? summary.oxygenScale;
  const place = state?.label ?? summary.bedLabel;

  return (
    <header className={classes.header} data-freshness={feed}>
      <div className={classes.person}>
        {may.openBoard ? (
          <Anchor component={Link} href={`/icu?unit=${encodeURIComponent(unit.code)}`} size="sm">
            {unit.name}
          </Anchor>
        ) : (
          <span className={classes.unit}>{unit.name}</span>
        )}
        <h1 id="patient-name" className={classes.name}>
          {place !== undefined && <span className={classes.bed}>Bed {place}</span>} {name}
        </h1>
        <p className={classes.facts}>
          {[
            describePerson(summary),
            `admitted ${time.dateAndClock(Date.parse(summary.admittedAt))}`,
            summary.status === "active" ? "" : summary.status,
          ]
            .filter(Boolean)
            .join(", ")}
        </p>
        <OxygenScale
          encounterId={summary.encounterId}
          scale={oxygenScale}
          prescription={summary.prescription}
          mayPrescribe={may.prescribe && summary.status === "active"}
        />
      </div>
      {state ? (
        <div className={classes.now}>
          <div className={classes.assessed}>
            <AssessedTiles score={state.score} risk={state.risk} age={summary.age} />
          </div>
          <div className={classes.signs}>
            <SignGrid
              tiles={viewSigns(state.signs, oxygenScale, state.technical)}
              feedOffsetMs={state.feedOffsetMs}
              size="large"
            />
          </div>
          <FeedState bed={bed} isStale={feed === "stale"} />
        </div>
      ) : (
        <p className={classes.away}>Not in a bed of {unit.name} now: nothing here is live.</p>
      )}
    </header>
  );
}

function FeedState({ bed, isStale }: Readonly<{ bed: BoardBed; isStale: boolean }>) {
  const { receivedAt } = bed.state;
  const age = useAtNow((now) => (receivedAt === undefined ? "" : formatAge(now - receivedAt)));
  if (receivedAt === undefined) return <p className={classes.feed}>No message received yet</p>;
  return (
    <p className={classes.feed} data-stale={isStale}>
      {isStale ? `Stale: last message ${age} ago` : `Last message ${age} ago`}
    </p>
  );
}
