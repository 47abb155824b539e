import type { RespiratoryReport } from "#db/respiratory-reports";
import { REPORT_FIELDS } from "#models/respiratory-report/report-fields";
import { weekOf } from "#models/respiratory-report/report-week";
import { csvLine } from "@/_lib/csv-line";

interface ReportColumn {
  column: string;
  /** As the page explains it. */
  meaning: string;
  cell: (report: RespiratoryReport) => string;
}

/** The columns of the file, one line for the week. What is not entered is empty, never 0. */
export const REPORT_COLUMNS: readonly ReportColumn[] = [
  {
    column: "week_starts_on",
    meaning: "The week’s Sunday, yyyy-mm-dd",
    cell: ({ weekEndsOn }) => weekOf(weekEndsOn).startsOn,
  },
  {
    column: "snapshot_on",
    meaning: "The Wednesday, at whose noon beds and patients are counted",
    cell: ({ weekEndsOn }) => weekOf(weekEndsOn).snapshotOn,
  },
  {
    column: "week_ends_on",
    meaning: "The Saturday",
    cell: ({ weekEndsOn }) => weekEndsOn,
  },
  {
    column: "status",
    meaning: "draft or submitted",
    cell: ({ submittedAt }) => (submittedAt ? "submitted" : "draft"),
  },
  {
    column: "submitted_at",
    meaning: "The instant in UTC, ISO 8601; empty for a draft",
    cell: ({ submittedAt }) => submittedAt?.toISOString() ?? "",
  },
  ...REPORT_FIELDS.map(({ field, title }): ReportColumn => ({
    column: field,
    meaning: title,
    cell: ({ figures }) => String(figures[field] ?? ""),
  })),
];

export const reportLines = (report: RespiratoryReport): string[] => [
  csvLine(REPORT_COLUMNS.map(({ column }) => column)),
  csvLine(REPORT_COLUMNS.map(({ cell }) => cell(report))),
];
