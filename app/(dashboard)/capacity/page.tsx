import type { Metadata } from "next";
import { Suspense } from "react";
import type { LiveSession } from "#db/sessions";
import { can } from "#models/access/permission";
import { HOSPITAL_CODE } from "#models/census/outlook";
import { forecastAges } from "#models/forecasts/forecast-age";
import { PrintButton } from "@/_components/ui/print-button";
import { TitledSection } from "@/_components/ui/titled-section";
import { requirePermission } from "@/_lib/access";
import { hospitalTime } from "@/_lib/hospital-time";
import { oneOf } from "@/_lib/search-parameter";
import { CapacityLoading } from "./_components/capacity-loading";
import { ExceedanceStrip } from "./_components/exceedance-strip";
import { FileLink } from "./_components/file-link";
import { ForecastAges } from "./_components/forecast-ages";
import { OutlookTiles } from "./_components/outlook-tiles";
import { OverviewCharts } from "./_components/overview-charts";
import { ProbableUnits } from "./_components/probable-units";
import { RedrawOnForecast } from "./_components/redraw-on-forecast";
import { StaffingNotice } from "./_components/staffing-notice";
import { StaleBanner } from "./_components/stale-banner";
import { UnitsNow } from "./_components/units-now";
import { CAPACITY_TABLES, type CapacityTable } from "./capacity-tables";
import { countedOfPlaces, hospitalNow, newestByUnit } from "./counted-beds";
import { readCapacity } from "./read-capacity";
import sectionClasses from "./section.module.css";
import { PageHead } from "./_components/page-head";

type Props = Readonly<{ searchParams: Promise<{ unit?: string | string[] }> }>;

export const metadata: Metadata = { title: "Capacity" };

export default async function CapacityPage({ searchParams }: Props) {
  const session = await requirePermission("capacity:read");
  const asked = oneOf((await searchParams).unit) ?? HOSPITAL_CODE;

  return (
    <>
      <PageHead title="Capacity">
        <PrintButton />
      </PageHead>
      <RedrawOnForecast />
      {/* Not a loading.tsx: that would send its status of 200 before the check above could refuse. */}
      <Suspense fallback={<CapacityLoading />}>
        <Overview session={session} asked={asked} />
      </Suspense>
    </>
  );
}

const KINDS = ["census-hourly", "census-daily", "arrivals", "flu"] as const;

async function Overview({ session, asked }: Readonly<{ session: LiveSession; asked: string }>) {
  const { units, counted, outlook, risks, staffing, issues, readAt } = await readCapacity(session);
  const mayExport = can(session.role, "capacity:export");
  const unitIds = units.map(({ unitId }) => unitId);
  const newest = newestByUnit(counted);
  const now = hospitalNow(newest, unitIds);
  const ages = forecastAges(issues, KINDS, readAt);
  const time = hospitalTime();

  return (
    <>
      <StaleBanner ages={ages} now={readAt} />
      {outlook && <StaffingNotice since={staffing} issuedAt={new Date(outlook.issuedAt)} />}
      <OutlookTiles units={units} now={now} outlook={outlook} risks={risks} readAt={readAt} />
      <ForecastAges ages={ages} now={readAt} />
      {outlook && (
        <>
          <TitledSection
            title="Over staffed beds"
            about="Each day is the 24 hours that begin at the time of the issue; the name is that of the day most of them lie in."
            aside={mayExport && <TableFile table="exceedance" />}
            classes={sectionClasses}
          >
            <ProbableUnits outlook={outlook} />
            <ExceedanceStrip outlook={outlook} time={time} />
          </TitledSection>
          <TitledSection
            title="Occupied beds ahead"
            about="In 50, 80 and 95 of 100 cases the beds will be within the bands."
            aside={
              mayExport && (
                <span>
                  <TableFile table="hourly" />
                  <TableFile table="daily" />
                </span>
              )
            }
            classes={sectionClasses}
          >
            <OverviewCharts
              outlook={outlook}
              counted={countedOfPlaces(counted, units)}
              asked={asked}
            />
          </TitledSection>
        </>
      )}
      <TitledSection
        title="Units now"
        aside={mayExport && <TableFile table="occupancy" />}
        classes={sectionClasses}
      >
        <UnitsNow units={units} newest={newest} />
      </TitledSection>
    </>
  );
}

const TableFile = ({ table }: Readonly<{ table: CapacityTable }>) => (
  <FileLink href={`/capacity/export/${table}`} title={CAPACITY_TABLES[table]} />
);
