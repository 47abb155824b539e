"use client";

import { useMemo, useState } from "react";
import type { Disposition } from "#models/alerts/disposition";
import type { UnitId } from "#models/shared/ids";
import { AlertKeys } from "@/_components/alerts/alert-keys";
import type { AlertOnWire } from "@/_components/live/alert-ledger";
import { DegradedBanner } from "@/_components/live/degraded-banner";
import type { WatchedUnit } from "@/_components/live/live-provider";
import { moveFocus, useBoardKeys } from "@/_components/live/use-board-keys";
import { useLedger } from "@/_components/live/use-live";
import classes from "./alert-queue.module.css";
import { AlertRow } from "./alert-row";
import { viewQueue } from "./queue-view";
import { UnitFilter } from "./unit-filter";

interface Props {
  units: readonly WatchedUnit[];
  /** The last 24 hours as the database has them; the socket takes over. */
  stored: readonly AlertOnWire[];
  /** What was said of them, by alert. */
  dispositions: Readonly<Record<string, Disposition>>;
  mayAcknowledge: boolean;
}

const ROWS = "[data-alert-link]";

export function AlertQueue({ units, stored, dispositions, mayAcknowledge }: Readonly<Props>) {
  const [unitId, setUnitId] = useState<UnitId>();
  const ledger = useLedger();
  const queue = useMemo(() => {
    const shown = units.filter((unit) => unitId === undefined || unit.unitId === unitId);
    return viewQueue(stored, ledger, new Set(shown.map((unit) => unit.unitId)));
  }, [stored, ledger, units, unitId]);

  useBoardKeys({
    j: () => moveFocus(ROWS, 1),
    k: () => moveFocus(ROWS, -1),
    ArrowDown: () => moveFocus(ROWS, 1),
    ArrowUp: () => moveFocus(ROWS, -1),
  });

  const rowOf = (alert: AlertOnWire) => (
    <AlertRow
      key={alert.alertId}
      alert={alert}
      unitName={units.find((unit) => unit.unitId === alert.unitId)?.code ?? ""}
      disposition={dispositions[alert.alertId]}
      mayAcknowledge={mayAcknowledge}
    />
  );
  const isQuiet = OPEN_PARTS.every(({ part }) => queue[part].length === 0);

  return (
    <div>
      <DegradedBanner />
      <header className={classes.head}>
        <h1 className={classes.title}>Alerts</h1>
        <UnitFilter units={units} chosen={unitId} choose={setUnitId} />
        <p className={classes.keys}>
          <AlertKeys />
        </p>
      </header>
      {isQuiet ? (
        <p className={classes.empty}>No open alerts in your units</p>
      ) : (
        OPEN_PARTS.map(({ part, title, nothing }) =>
          queue[part].length > 0 || nothing ? (
            <Part key={part} title={title} rows={queue[part].map(rowOf)} nothing={nothing} />
          ) : null,
        )
      )}
      <Part
        title="Ended in the last 24 hours"
        rows={queue.ended.map(rowOf)}
        nothing="None ended in the last 24 hours."
      />
    </div>
  );
}

/** In the order they are worked through; one that has nothing to say of being empty is then not there. */
const OPEN_PARTS = [
  { part: "unanswered", title: "Unanswered", nothing: "All are answered." },
  { part: "acknowledged", title: "Acknowledged", nothing: undefined },
  { part: "inHand", title: "In hand", nothing: undefined },
  { part: "snoozed", title: "Snoozed", nothing: undefined },
] as const;

function Part({
  title,
  rows,
  nothing,
}: Readonly<{
  title: string;
  rows: readonly React.ReactNode[];
  nothing: string | undefined;
}>) {
  return (
    <section className={classes.part} aria-label={title}>
      <h2 className={classes.subtitle}>
        {title} <span className={classes.count}>{rows.length}</span>
      </h2>
      {rows.length > 0 ? (
        <ul className={classes.list}>{rows}</ul>
      ) : (
        <p className={classes.nothing}>{nothing}</p>
      )}
    </section>
  );
}
