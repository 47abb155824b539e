import type { Metadata } from "next";
import Link from "next/link";
import { Suspense } from "react";
import { respiratoryReports } from "#db/respiratory-reports";
import type { LiveSession } from "#db/sessions";
import { can } from "#models/access/permission";
import { weekOf, weeksOver } from "#models/respiratory-report/report-week";
import { LinkButton } from "@/_components/ui/link-button";
import { RecordTable } from "@/_components/ui/record-table";
import { TitledSection } from "@/_components/ui/titled-section";
import { requirePermission } from "@/_lib/access";
import { asActor } from "@/_lib/db";
import { RedrawOnForecast } from "../_components/redraw-on-forecast";
import sectionClasses from "../section.module.css";
import { DayChooser } from "./_components/day-chooser";
import { ReportStatus } from "./_components/report-status";
import { dateInWords } from "../date-words";
import { hospitalToday } from "./respiratory/read-report";
import { PageHead } from "../_components/page-head";
import { TablesLoading } from "../_components/tables-loading";

export const metadata: Metadata = { title: "Reports" };

const WEEKS_LISTED = 12;

export default async function ReportsPage() {
  const session = await requirePermission("capacity:read");
  return (
    <>
      <PageHead title="Reports" />
      <RedrawOnForecast />
      <TitledSection
        title="Situation report"
        about="How the hospital stands, on a few sheets of paper: beds, waits, movements, what is expected, the escalation level, nurses and flu. As of now, or at the end of a past day."
        aside={
          <LinkButton href="/capacity/reports/situation" variant="default" size="compact-md">
            As of now
          </LinkButton>
        }
        classes={sectionClasses}
      >
        <DayChooser day={undefined} today={hospitalToday()} />
      </TitledSection>
      <TitledSection
        title="Weekly respiratory report"
        about="Beds and patients with COVID-19, influenza and RSV on the Wednesday, and the week’s new admissions, as the CDC’s NHSN collects them. Entered, submitted and taken as a file here; sent by you."
        classes={sectionClasses}
      >
        <Suspense fallback={<TablesLoading />}>
          <Weeks session={session} />
        </Suspense>
      </TitledSection>
    </>
  );
}

async function Weeks({ session }: Readonly<{ session: LiveSession }>) {
  const today = hospitalToday();
  const weeks = [weekOf(today), ...weeksOver(today, WEEKS_LISTED)];
  const oldest = weeks.at(-1)?.endsOn ?? today;
  const reports = await asActor(session, (db) => respiratoryReports(db, oldest));
  const mayExport = can(session.role, "capacity:export");
  return (
    <RecordTable
      caption="Weekly respiratory reports"
      rows={weeks.map((week) => ({
        week,
        report: reports.find(({ weekEndsOn }) => weekEndsOn === week.endsOn),
      }))}
      rowKey={({ week }) => week.endsOn}
      empty=""
      columns={[
        {
          title: "Week",
          isHeader: true,
          cell: ({ week }) => (
            <Link href={`/capacity/reports/respiratory?week=${week.endsOn}`}>
              {dateInWords(week.startsOn)} to {dateInWords(week.endsOn)}
            </Link>
          ),
        },
        {
          title: "Report",
          cell: ({ week, report }) =>
            !report && week.endsOn >= today ? (
              "The week is not over"
            ) : (
              <ReportStatus report={report} />
            ),
        },
        ...(mayExport
          ? [
              {
                title: "File",
                cell: ({ week, report }: WeekRow) =>
                  report ? (
                    <a
                      href={`/capacity/reports/respiratory/respiratory.csv?week=${week.endsOn}`}
                      download
                    >
                      CSV file
                    </a>
                  ) : (
                    "–"
                  ),
              },
            ]
          : []),
      ]}
    />
  );
}

interface WeekRow {
  week: ReturnType<typeof weekOf>;
  report: Awaited<ReturnType<typeof respiratoryReports>>[number] | undefined;
}
