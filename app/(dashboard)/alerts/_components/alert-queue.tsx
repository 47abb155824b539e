"use client";

import { Kbd } from "@mantine/core";
import { useMemo, useState } from "react";
import type { Disposition } from "#models/alerts/disposition";
import { AlertId, type UnitId } from "#models/shared/ids";
import { useAcknowledge } from "@/_components/live/acknowledge-button";
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
  const acknowledge = useAcknowledge();
  const queue = useMemo(() => {
    const shown = units.filter((unit) => unitId === undefined || unit.unitId === unitId);
    return viewQueue(stored, ledger, new Set(shown.map((unit) => unit.unitId)));
  }, [stored, ledger, units, unitId]);

  useBoardKeys({
    j: () => moveFocus(ROWS, 1),
    k: () => moveFocus(ROWS, -1),
    ArrowDown: () => moveFocus(ROWS, 1),
    ArrowUp: () => moveFocus(ROWS, -1),
    a: () => {
      const focused = AlertId.safeParse(focusedAlertId());
      const isWaiting = queue.unanswered.some(({ alertId }) => alertId === focused.data);
      if (focused.success && isWaiting && mayAcknowledge) void acknowledge(focused.data);
    },
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
  const isQuiet = queue.unanswered.length + queue.acknowledged.length === 0;

  return (
    <div>
      <DegradedBanner />
      <header className={classes.head}>
        <h1 className={classes.title}>Alerts</h1>
        <UnitFilter units={units} chosen={unitId} choose={setUnitId} />
        <p className={classes.keys}>
          <Kbd>j</Kbd> <Kbd>k</Kbd> move, <Kbd>a</Kbd> acknowledges
        </p>
      </header>
      {isQuiet ? (
        <p className={classes.empty}>No open alerts in your units</p>
      ) : (
        <>
          <Part title="Unanswered" rows={queue.unanswered.map(rowOf)} nothing="All are answered." />
          <Part title="Acknowledged" rows={queue.acknowledged.map(rowOf)} nothing="None yet." />
        </>
      )}
      <Part
        title="Ended in the last 24 hours"
        rows={queue.ended.map(rowOf)}
        nothing="None ended in the last 24 hours."
      />
    </div>
  );
}

function Part({
  title,
  rows,
  nothing,
}: Readonly<{ title: string; rows: readonly React.ReactNode[]; nothing: string }>) {
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

const focusedAlertId = (): string | undefined =>
  document.activeElement
    ?.closest("li")
    ?.querySelector<HTMLElement>(ROWS)
    ?.getAttribute("data-alert-link") ?? undefined;
