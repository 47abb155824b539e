"use client";

import { VisuallyHidden } from "@mantine/core";
import Link from "next/link";
import { memo } from "react";
import type { Occupant } from "#models/realtime/board";
import type { BedId, UnitId } from "#models/shared/ids";
import { AcuityMark } from "./acuity-mark";
import { formatAge } from "./age";
import type { AlertOnWire } from "./alert-ledger";
import { AlertStrip } from "./alert-strip";
import { isUnanswered } from "./alert-view";
import { AssessedTiles } from "./assessed-tiles";
import classes from "./bed-card.module.css";
import { describePerson, viewName, viewSigns } from "./bed-view";
import type { BoardBed } from "./board-reducer";
import { SignGrid } from "./sign-grid";
import { Sparkline } from "./sparkline";
import { TechnicalChip } from "./technical-chip";
import { useAtNow, useBed, useFreshness } from "./use-live";

interface BedCardProps {
  unitId: UnitId;
  bedId: BedId;
  /** The bed's open alerts, the most urgent first. */
  alerts: readonly AlertOnWire[] | undefined;
  areNamesHidden: boolean;
  canAcknowledge: boolean;
}

/** One occupied bed. It draws again when its own bed changes, and never because of a neighbour. */
export const BedCard = memo(function BedCard(props: Readonly<BedCardProps>) {
  const bed = useBed(props.unitId, props.bedId);
  const feed = useFreshness(bed);
  const occupant = bed?.state.occupant;
  if (!bed || !occupant) return null;

  const { signs, score, risk, acuity, trend, label, feedOffsetMs, technical } = bed.state;
  const alert = props.alerts?.at(0);
  return (
    <article className={classes.card} data-freshness={feed} data-priority={openPriority(alert)}>
      <header className={classes.head}>
        <span className={classes.bed} aria-hidden="true">
          {label}
        </span>
        <BedLink label={label} occupant={occupant} areNamesHidden={props.areNamesHidden} />
        <span className={classes.facts}>{describePerson(occupant)}</span>
      </header>
      <div className={classes.body}>
        <div className={classes.assessed}>
          <AssessedTiles score={score} risk={risk} age={occupant.age} />
        </div>
        <SignGrid
          tiles={viewSigns(signs, occupant.oxygenScale, technical)}
          feedOffsetMs={feedOffsetMs}
        />
      </div>
      <div className={classes.course}>
        <AcuityMark acuity={acuity} />
        <Sparkline values={trend} label="Heart rate over the last hours" />
        <TechnicalChip alarms={technical} />
        <FeedAge bed={bed} isStale={feed === "stale"} />
      </div>
      <footer className={classes.foot}>
        {alert ? (
          <AlertStrip
            alert={alert}
            others={(props.alerts?.length ?? 1) - 1}
            bedLabel={label}
            canAcknowledge={props.canAcknowledge}
          />
        ) : (
          <span className={classes.quiet}>No open alert</span>
        )}
      </footer>
    </article>
  );
});

const openPriority = (alert: AlertOnWire | undefined) =>
  alert && isUnanswered(alert) ? alert.priority : undefined;

function BedLink({
  label,
  occupant,
  areNamesHidden,
}: Readonly<{ label: string; occupant: Occupant; areNamesHidden: boolean }>) {
  const name = viewName(occupant.name, areNamesHidden);
  return (
    <Link className={classes.name} href={`/patients/${occupant.encounterId}`} data-bed-link={label}>
      <VisuallyHidden>Bed {label}, </VisuallyHidden>
      {name}
    </Link>
  );
}

/** How long ago the bed's feed last spoke, by the server's clock. */
function FeedAge({ bed, isStale }: Readonly<{ bed: BoardBed; isStale: boolean }>) {
  const { receivedAt } = bed.state;
  const age = useAtNow((now) => (receivedAt === undefined ? "" : formatAge(now - receivedAt)));
  if (receivedAt === undefined) return <span className={classes.age}>no signs yet</span>;
  if (isStale) return <strong className={classes.stale}>Stale, last {age} ago</strong>;
  return <span className={classes.age}>{age} ago</span>;
}
