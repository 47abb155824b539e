import { Suspense } from "react";
import { dispositionsOf } from "#db/alert-dispositions";
import { recentAlerts } from "#db/alerts";
import { recentTechnicalAlarms } from "#db/technical-alarms";
import type { LiveSession } from "#db/sessions";
import { unitsById } from "#db/units";
import { can } from "#models/access/permission";
import { toWire } from "#models/realtime/wire";
import { hoursBefore } from "#models/shared/time-range";
import { requirePermission } from "@/_lib/access";
import { asActor } from "@/_lib/db";
import { recordAlertsView } from "@/_lib/viewing";
import { AlertQueue } from "./_components/alert-queue";
import { AlertsLoading } from "./_components/alerts-loading";
import { TechnicalSection } from "./_components/technical-section";

export const metadata = { title: "Alerts" };

const HISTORY_HOURS = 24;
const SHOWN_AT_MOST = 300;

export default async function AlertsPage() {
  const session = await requirePermission("alert:read");
  await recordAlertsView(session, session.unitIds);
  // Not a loading.tsx: that would send its status of 200 before the check above could refuse.
  return (
    <Suspense fallback={<AlertsLoading />}>
      <Alerts session={session} />
    </Suspense>
  );
}

async function Alerts({ session }: Readonly<{ session: LiveSession }>) {
  const now = new Date();
  const { from: since } = hoursBefore(now, HISTORY_HOURS);
  const { units, alerts, technical } = await asActor(session, async (db) => ({
    units: await unitsById(db, session.unitIds),
    alerts: await recentAlerts(db, session.unitIds, { since, limit: SHOWN_AT_MOST }),
    technical: await recentTechnicalAlarms(db, session.unitIds, { since, limit: SHOWN_AT_MOST }),
  }));
  const dispositions = await asActor(session, (db) =>
    dispositionsOf(
      db,
      alerts.map(({ alertId }) => alertId),
    ),
  );

  const watched = units.map(({ unitId, code, name }) => ({ unitId, code, name }));
  const mayAnswer = can(session.role, "alert:acknowledge");
  return (
    <>
      <AlertQueue
        units={watched}
        stored={alerts.map(toWire)}
        dispositions={Object.fromEntries(dispositions)}
        mayAcknowledge={mayAnswer}
      />
      <TechnicalSection
        units={watched}
        stored={technical}
        readAt={now.getTime()}
        maySee={mayAnswer}
      />
    </>
  );
}
