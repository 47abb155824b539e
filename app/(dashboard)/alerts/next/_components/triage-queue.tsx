"use client";

import { Kbd, Skeleton } from "@mantine/core";
import { useMemo, useState } from "react";
import type { UnitId } from "#models/shared/ids";
import { alertsByBed, isUnanswered } from "@/_components/live/alert-view";
import { useAcknowledge } from "@/_components/live/acknowledge-button";
import { DegradedBanner } from "@/_components/live/degraded-banner";
import { useLive } from "@/_components/live/live-provider";
import { moveFocus, useBoardKeys } from "@/_components/live/use-board-keys";
import { useAtNow } from "@/_components/live/use-live";
import { useAreMyAlertsKnown, useMyAlerts } from "@/_components/live/use-my-alerts";
import { UnitFilter } from "../../_components/unit-filter";
import { useSettledOrder } from "@/_components/live/use-settled-order";
import { triage } from "./triage-view";
import classes from "./triage-queue.module.css";
import { TriageRow } from "./triage-row";

const ROWS = "[data-triage-link]";

/** Over all beds of one's units: who should be seen next, and why. */
export function TriageQueue({ mayAcknowledge }: Readonly<{ mayAcknowledge: boolean }>) {
  const { store, units } = useLive();
  const [unitId, setUnitId] = useState<UnitId>();
  const myAlerts = useMyAlerts();
  const areKnown = useAreMyAlertsKnown();
  const acknowledge = useAcknowledge();
  const alerts = useMemo(() => alertsByBed(myAlerts), [myAlerts]);
  const unitIds = useMemo(
    () => units.map((unit) => unit.unitId).filter((id) => unitId === undefined || id === unitId),
    [units, unitId],
  );
  const rank = (now: number) => triage(store.state().boards, alerts, { unitIds, now });

  // Ranked anew with each tick; drawn anew only when the order, or what a row says, has changed.
  const shown = useAtNow((now) => JSON.stringify(rank(now)));
  // eslint-disable-next-line react-hooks/exhaustive-deps -- `shown` is what `rank` would answer
  const entries = useMemo(() => rank(store.now()), [shown]);
  const order = useSettledOrder(
    entries.map(({ bedId }) => bedId),
    unitIds.join(" "),
  );
  const byBed = new Map(entries.map((entry) => [entry.bedId, entry]));
  const best = Math.max(0, ...entries.map(({ benefit }) => benefit ?? 0));

  useBoardKeys({
    j: () => moveFocus(ROWS, 1),
    k: () => moveFocus(ROWS, -1),
    ArrowDown: () => moveFocus(ROWS, 1),
    ArrowUp: () => moveFocus(ROWS, -1),
    a: () => {
      const bedId = document.activeElement?.getAttribute("data-triage-link");
      const alert = entries.find((entry) => entry.bedId === bedId)?.alert;
      if (alert && mayAcknowledge && isUnanswered(alert)) void acknowledge(alert);
    },
  });

  return (
    <div>
      <DegradedBanner />
      <header className={classes.head}>
        <h1 className={classes.title}>Who to see next</h1>
        <UnitFilter units={units} chosen={unitId} choose={setUnitId} />
        <p className={classes.keys}>
          <Kbd>j</Kbd> <Kbd>k</Kbd> move, <Kbd>Enter</Kbd> opens, <Kbd>a</Kbd> acknowledges
        </p>
      </header>
      <p className={classes.how}>
        By what a visit now may be worth: how likely and how fast the patient gets worse, and
        whether somebody deals with it already. A suggestion; the weights are ours.
      </p>
      {!areKnown ? (
        <div role="status" aria-label="Loading the patients of your units">
          <Skeleton height={320} />
        </div>
      ) : order.length === 0 ? (
        <p className={classes.empty}>
          No patient is in {unitId ? "this unit" : "your units"}. A patient appears here as soon as
          an admission message arrives.
        </p>
      ) : (
        <ol className={classes.list} aria-label="Patients in the order to see them">
          {order.map((bedId, index) => {
            const entry = byBed.get(bedId);
            return entry ? (
              <TriageRow
                key={bedId}
                rank={index + 1}
                entry={entry}
                share={best > 0 ? (entry.benefit ?? 0) / best : 0}
                unitCode={units.find((unit) => unit.unitId === entry.unitId)?.code ?? ""}
                mayAcknowledge={mayAcknowledge}
              />
            ) : null;
          })}
        </ol>
      )}
    </div>
  );
}
