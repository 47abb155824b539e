import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Suspense } from "react";
import type { LiveSession } from "#db/sessions";
import { can } from "#models/access/permission";
import { emptyReport } from "#models/respiratory-report/report-fields";
import {
  parseWeek,
  type ReportWeek,
  weekOf,
  weeksOver,
} from "#models/respiratory-report/report-week";
import { dayAfter } from "#models/shared/calendar-date";
import { LinkButton } from "@/_components/ui/link-button";
import { RecordTable } from "@/_components/ui/record-table";
import { requirePermission } from "@/_lib/access";
import { oneOf } from "@/_lib/search-parameter";
import { RedrawOnForecast } from "../../_components/redraw-on-forecast";
import { dateInWords } from "../../date-words";
import classes from "../reports.module.css";
import { ReportStatus } from "../_components/report-status";
import { ReportForm } from "./_components/report-form";
import { hospitalToday, readReport } from "./read-report";
import { REPORT_COLUMNS } from "./report-lines";
import { FileButton } from "../../_components/file-button";
import { PageHead } from "../../_components/page-head";
import { TablesLoading } from "../../_components/tables-loading";

type Props = Readonly<{ searchParams: Promise<{ week?: string | string[] }> }>;

export const metadata: Metadata = { title: "Weekly respiratory report" };

const addressOf = ({ endsOn }: ReportWeek) => `/capacity/reports/respiratory?week=${endsOn}`;

export default async function RespiratoryReportPage({ searchParams }: Props) {
  const session = await requirePermission("capacity:read");
  const today = hospitalToday();
  const asked = oneOf((await searchParams).week);
  const week = asked === undefined ? weeksOver(today, 1)[0] : parseWeek(asked);
  if (!week || week.startsOn > today) notFound();

  const before = weekOf(dayAfter(week.startsOn, -1));
  const after = weekOf(dayAfter(week.endsOn, 1));
  return (
    <>
      <PageHead title="Weekly respiratory report">
        <LinkButton href={addressOf(before)} variant="default" size="compact-md">
          Week before
        </LinkButton>
        {after.startsOn <= today && (
          <LinkButton href={addressOf(after)} variant="default" size="compact-md">
            Week after
          </LinkButton>
        )}
        {can(session.role, "capacity:export") && (
          <FileButton href={`/capacity/reports/respiratory/respiratory.csv?week=${week.endsOn}`} />
        )}
      </PageHead>
      <RedrawOnForecast />
      {/* Not a loading.tsx: that would send its status of 200 before the check above could refuse. */}
      <Suspense key={week.endsOn} fallback={<TablesLoading />}>
        <Report session={session} week={week} today={today} />
      </Suspense>
    </>
  );
}

interface ReportProps {
  session: LiveSession;
  week: ReportWeek;
  today: string;
}

async function Report({ session, week, today }: Readonly<ReportProps>) {
  const { report, counted, isMadeUp } = await readReport(session, week);
  const mayEnter = can(session.role, "capacity-plan:manage");
  return (
    <>
      <p className={classes.about}>
        Sunday {dateInWords(week.startsOn)} to Saturday {dateInWords(week.endsOn)}. Beds and
        patients are those of Wednesday {dateInWords(week.snapshotOn)} at noon. The figures are
        those of the hospital respiratory data that the CDC’s NHSN collects; an empty field is not
        entered, and never 0. What is counted here is filled in and stands under its field: units
        are of no age, so adults and children are yours to tell apart. The flu admissions of a week
        that is over are what the flu forecast learns from.
      </p>
      <p className={classes.status}>
        <ReportStatus report={report} />
      </p>
      <ReportForm
        // What somebody else has submitted meanwhile is drawn anew, and locked.
        key={`${week.endsOn} ${report?.submittedAt ? "locked" : "open"}`}
        week={week}
        today={today}
        figures={report?.figures ?? emptyReport(mayEnter ? counted : {})}
        counted={counted}
        isMadeUp={isMadeUp}
        version={report?.version ?? 0}
        isEditable={mayEnter && !report?.submittedAt}
      />
      <details className={classes.columns}>
        <summary>Columns of the CSV file</summary>
        <RecordTable
          caption="Columns of the CSV file"
          rows={REPORT_COLUMNS}
          rowKey={({ column }) => column}
          empty=""
          columns={[
            { title: "Column", isHeader: true, cell: ({ column }) => <code>{column}</code> },
            { title: "Meaning", cell: ({ meaning }) => meaning },
          ]}
        />
      </details>
    </>
  );
}
