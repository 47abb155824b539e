import { notFound } from "next/navigation";
import { Suspense } from "react";
import { alertsOfEncounter } from "#db/alerts";
import { findEncounterSummary } from "#db/encounter-summaries";
import { laboratoryPairs } from "#db/trends";
import type { LiveSession } from "#db/sessions";
import { unitBeds } from "#db/unit-board";
import { can } from "#models/access/permission";
import { toWire } from "#models/realtime/wire";
import { parseTrendRange, type TrendRangeKey } from "@/_components/charts/trend-range";
import { BOARD_COOKIE, parsePreferences } from "@/_components/live/board-preferences";
import { type EncounterAccess, requireSession } from "@/_lib/access";
import { asActor } from "@/_lib/db";
import { identifiers } from "@/_lib/identifiers";
import { viewPatient } from "@/_lib/viewing";
import { cookies } from "next/headers";
import { EmergencyPatient } from "./_components/emergency-patient";
import { PatientLoading } from "./_components/patient-loading";
import { PatientView } from "./_components/patient-view";
import { readTrends } from "./read-trends";

type Props = Readonly<{
  params: Promise<{ encounterId: string }>;
  searchParams: Promise<{ range?: string | string[] }>;
}>;

// Never a name: a tab's title is read over shoulders and kept in histories.
export const metadata = { title: "Patient" };

export default async function PatientPage({ params, searchParams }: Props) {
  const range = parseTrendRange((await searchParams).range);
  const access = await viewPatient((await params).encounterId, {
    action: "patient:viewed",
    withBoard: true,
    details: { range },
  });
  const session = await requireSession();

  // Not a loading.tsx: that would send its status of 200 before the check above could refuse.
  return (
    <Suspense fallback={<PatientLoading />}>
      <Patient access={access} session={session} range={range} />
    </Suspense>
  );
}

type PatientProps = Readonly<{
  access: EncounterAccess;
  session: LiveSession;
  range: TrendRangeKey;
}>;

async function Patient({ access, session, range }: PatientProps) {
  const { encounterId, unit, emergencyAccess } = access;
  const cipher = await identifiers();
  const now = new Date();
  const { summary, trends, alerts, laboratory, beds } = await asActor(session, async (db) => ({
    summary: await findEncounterSummary(db, cipher, encounterId, now),
    trends: await readTrends(db, encounterId, range),
    alerts: await alertsOfEncounter(db, encounterId),
    laboratory: await laboratoryPairs(db, encounterId),
    beds: await unitBeds(db, cipher, unit.unitId, now),
  }));
  if (!summary) notFound();

  const record = {
    summary: toWire(summary),
    unit: { unitId: unit.unitId, code: unit.code, name: unit.name },
    trends,
    range,
    alerts: alerts.map(toWire),
    laboratory,
    areNamesHidden: parsePreferences((await cookies()).get(BOARD_COOKIE)?.value).areNamesHidden,
  };
  if (emergencyAccess) {
    const { emergencyAccessId, expiresAt } = emergencyAccess;
    return (
      <EmergencyPatient
        {...record}
        // None of the unit's other beds goes to the browser.
        bed={beds.find(({ occupant }) => occupant?.encounterId === encounterId)}
        access={{ emergencyAccessId, expiresAt: expiresAt.getTime() }}
      />
    );
  }
  return (
    <PatientView
      {...record}
      beds={beds}
      may={{
        acknowledge: can(session.role, "alert:acknowledge"),
        prescribe: can(session.role, "encounter:prescribe-oxygen-scale"),
        overrideAcuity: can(session.role, "acuity:override"),
        export: can(session.role, "encounter:export"),
        openBoard: true,
      }}
    />
  );
}
