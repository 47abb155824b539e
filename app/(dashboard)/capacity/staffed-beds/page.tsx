import type { Metadata } from "next";
import { Suspense } from "react";
import type { LiveSession } from "#db/sessions";
import { can } from "#models/access/permission";
import { RecordTable } from "@/_components/ui/record-table";
import { TitledSection } from "@/_components/ui/titled-section";
import { requirePermission } from "@/_lib/access";
import { asActor } from "@/_lib/db";
import { hospitalTime } from "@/_lib/hospital-time";
import { FileLink } from "../_components/file-link";
import { RedrawOnForecast } from "../_components/redraw-on-forecast";
import sectionClasses from "../section.module.css";
import { StaffedBeds } from "./_components/staffed-beds";
import { PageHead } from "../_components/page-head";
import { TablesLoading } from "../_components/tables-loading";
import { CHANGES_AT_MOST, readStaffing } from "./read-staffing";
import type { Staffing } from "./staffing";
import { STAFFING_TABLES, staffingFileHref, type StaffingTable } from "./staffing-tables";

export const metadata: Metadata = { title: "Staffed beds" };

export default async function StaffedBedsPage() {
  const session = await requirePermission("capacity:read");
  return (
    <>
      <PageHead title="Staffed beds" />
      <RedrawOnForecast />
      <Suspense fallback={<TablesLoading />}>
        <StaffingTables session={session} />
      </Suspense>
    </>
  );
}

async function StaffingTables({ session }: Readonly<{ session: LiveSession }>) {
  const { units, changes } = await asActor(session, (db) => readStaffing(db, new Date()));
  const mayExport = can(session.role, "capacity:export");
  return (
    <>
      <TitledSection
        title="By unit"
        about="Beds with a nurse for them. The next bed forecast counts with what is set here; a unit for which nothing is set staffs each of its beds in use."
        aside={mayExport && <TableFile table="units" />}
        classes={sectionClasses}
      >
        <StaffedBeds units={units} mayChange={can(session.role, "capacity-plan:manage")} />
      </TitledSection>
      <TitledSection
        title="Changes"
        about={`The last ${CHANGES_AT_MOST}, the newest first.`}
        aside={mayExport && <TableFile table="changes" />}
        classes={sectionClasses}
      >
        <Changes changes={changes} />
      </TitledSection>
    </>
  );
}

const TableFile = ({ table }: Readonly<{ table: StaffingTable }>) => (
  <FileLink href={staffingFileHref(table)} title={STAFFING_TABLES[table]} />
);

function Changes({ changes }: Readonly<Pick<Staffing, "changes">>) {
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
