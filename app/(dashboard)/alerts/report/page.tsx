import { Button } from "@mantine/core";
import type { Metadata } from "next";
import { Suspense } from "react";
import type { LiveSession } from "#db/sessions";
import type { Unit } from "#db/units";
import { PrintButton } from "@/_components/ui/print-button";
import { requirePermission } from "@/_lib/access";
import { oneOf } from "@/_lib/search-parameter";
import { NoUnit } from "@/_components/ui/no-unit";
import { UnitLinks } from "../_components/unit-links";
import { ReportLoading } from "./_components/report-loading";
import { ReportView } from "./_components/report-view";
import { WeekLinks } from "./_components/week-links";
import { chooseReported } from "./choose-reported";
import classes from "./page.module.css";
import { readReport } from "./read-report";
import { ALL_UNITS, parseWeeks, type ReportWeeks } from "./report-query";

type Parameter = string | string[] | undefined;
type Props = Readonly<{ searchParams: Promise<{ unit?: Parameter; weeks?: Parameter }> }>;

export const metadata: Metadata = { title: "Alert report" };

export default async function ReportPage({ searchParams }: Props) {
  const session = await requirePermission("alert:read");
  const asked = await searchParams;
  const weeks = parseWeeks(oneOf(asked.weeks));
  const { units, reported, unit } = await chooseReported(session, oneOf(asked.unit));
  if (reported.length === 0) return <NoUnit title="Alert report" />;

  const code = unit?.code ?? ALL_UNITS;
  const queryOf = (of: string, span: number) => `?unit=${encodeURIComponent(of)}&weeks=${span}`;

  return (
    <>
      <header className={classes.head}>
        <h1 className={classes.title}>Alert report of {unit?.name ?? "your units"}</h1>
        <UnitLinks
          units={units}
          chosen={unit?.code}
          withAll
          hrefOf={(of = ALL_UNITS) => `/alerts/report${queryOf(of, weeks)}`}
        />
        <WeekLinks chosen={weeks} hrefOf={(span) => `/alerts/report${queryOf(code, span)}`} />
        <Button
          component="a"
          href={`/alerts/report/report.csv${queryOf(code, weeks)}`}
          download
          variant="default"
          size="compact-md"
          className={classes.export ?? ""}
        >
          CSV file
        </Button>
        <PrintButton />
      </header>
      {/* Not a loading.tsx: that would send its status of 200 before the checks above could refuse. */}
      <Suspense key={queryOf(code, weeks)} fallback={<ReportLoading />}>
        <Report session={session} reported={reported} weeks={weeks} />
      </Suspense>
    </>
  );
}

async function Report({
  session,
  reported,
  weeks,
}: Readonly<{ session: LiveSession; reported: readonly Unit[]; weeks: ReportWeeks }>) {
  const units = reported.map(({ unitId, name }) => ({ unitId, name }));
  const unitIds = units.map(({ unitId }) => unitId);
  return <ReportView report={await readReport(session, { unitIds, weeks })} units={units} />;
}
