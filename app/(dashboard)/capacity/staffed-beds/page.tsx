import type { Metadata } from "next";
import { Suspense } from "react";
import { censusUnits } from "#db/census";
import type { LiveSession } from "#db/sessions";
import { recentStaffingChanges } from "#db/unit-staffing";
import { can } from "#models/access/permission";
import { RecordTable } from "@/_components/ui/record-table";
import { TitledSection } from "@/_components/ui/titled-section";
import { requirePermission } from "@/_lib/access";
import { asActor } from "@/_lib/db";
import { hospitalTime } from "@/_lib/hospital-time";
import { RedrawOnForecast } from "../_components/redraw-on-forecast";
import sectionClasses from "../section.module.css";
import { StaffedBeds } from "./_components/staffed-beds";
import { PageHead } from "../_components/page-head";
import { TablesLoading } from "../_components/tables-loading";

const CHANGES_AT_MOST = 100;

export const metadata: Metadata = { title: "Staffed beds" };

export default async function StaffedBedsPage() {
  const session = await requirePermission("capacity:read");
  return (
    <>
      <PageHead title="Staffed beds" />
      <RedrawOnForecast />
      <Suspense fallback={<TablesLoading />}>
        <Staffing session={session} />
      </Suspense>
    </>
  );
}

async function Staffing({ session }: Readonly<{ session: LiveSession }>) {
  const now = new Date();
  const { units, changes } = await asActor(session, async (db) => ({
    units: await censusUnits(db, now),
    changes: await recentStaffingChanges(db, CHANGES_AT_MOST),
  }));
  return (
    <>
      <TitledSection
        title="By unit"
        about="Beds with a nurse for them. The next bed forecast counts with what is set here; a unit for which nothing is set staffs each of its beds in use."
        classes={sectionClasses}
      >
        <StaffedBeds
          units={units.map((unit) => ({
            ...unit,
            planned: changes
              .filter(({ unitId, validFrom }) => unitId === unit.unitId && validFrom > now)
              .map(({ staffedBeds, validFrom }) => ({ staffedBeds, from: validFrom.getTime() }))
              .sort((a, b) => a.from - b.from),
          }))}
          mayChange={can(session.role, "capacity-plan:manage")}
        />
      </TitledSection>
      <TitledSection
        title="Changes"
        about={`The last ${CHANGES_AT_MOST}, the newest first.`}
        classes={sectionClasses}
      >
        <Changes changes={changes} />
      </TitledSection>
    </>
  );
}

function Changes({
  changes,
}: Readonly<{ changes: Awaited<ReturnType<typeof recentStaffingChanges>> }>) {
  const time = hospitalTime();
  return (
    <RecordTable
      caption="Changes of staffed beds"
      rows={changes}
      rowKey={({ unitId, validFrom, changedAt }) =>
        `${unitId} ${validFrom.getTime()} ${changedAt.getTime()}`
      }
      empty="Nobody has changed the staffed beds yet."
      columns={[
        { title: "Unit", isHeader: true, cell: ({ unitName }) => unitName },
        { title: "Staffed beds", cell: ({ staffedBeds }) => staffedBeds },
        { title: "From", cell: ({ validFrom }) => time.dateAndClock(validFrom) },
        { title: "Changed by", cell: ({ changedByName }) => changedByName ?? "The system" },
        { title: "Changed", cell: ({ changedAt }) => time.dateAndClock(changedAt) },
      ]}
    />
  );
}
