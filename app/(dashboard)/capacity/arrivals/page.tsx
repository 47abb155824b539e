import type { Metadata } from "next";
import { Suspense } from "react";
import type { LiveSession } from "#db/sessions";
import { can } from "#models/access/permission";
import { ago } from "#models/shared/time-format";
import { PrintButton } from "@/_components/ui/print-button";
import { StatusLabel } from "@/_components/ui/status-label";
import { TitledSection } from "@/_components/ui/titled-section";
import { requirePermission } from "@/_lib/access";
import { hospitalTime } from "@/_lib/hospital-time";
import { CapacityLoading } from "../_components/capacity-loading";
import { EmptyNotice } from "../_components/empty-notice";
import { RedrawOnForecast } from "../_components/redraw-on-forecast";
import { versionInWords } from "../date-words";
import sectionClasses from "../section.module.css";
import { ArrivalsNotice } from "./_components/arrivals-notice";
import { ArrivalsPanel } from "./_components/arrivals-panel";
import { ArrivalsTiles } from "./_components/arrivals-tiles";
import { DayTotals } from "./_components/day-totals";
import { readArrivals } from "./read-arrivals";
import { FileButton } from "../_components/file-button";
import { PageHead } from "../_components/page-head";

export const metadata: Metadata = { title: "Emergency arrivals" };

export default async function ArrivalsPage() {
  const session = await requirePermission("capacity:read");
  return (
    <>
      <PageHead title="Emergency arrivals">
        {can(session.role, "capacity:export") && (
          <FileButton href="/capacity/arrivals/arrivals.csv" />
        )}
        <PrintButton />
      </PageHead>
      <RedrawOnForecast />
      {/* Not a loading.tsx: that would send its status of 200 before the check above could refuse. */}
      <Suspense fallback={<CapacityLoading />}>
        <Week session={session} />
      </Suspense>
    </>
  );
}

async function Week({ session }: Readonly<{ session: LiveSession }>) {
  const arrivals = await readArrivals(session);
  const { sites, issuedAt, modelVersion, isStale, readAt } = arrivals;
  const time = hospitalTime();
  if (!issuedAt || sites.length === 0) {
    return (
      <EmptyNotice>
        {arrivals.isCounted
          ? "No forecast of emergency arrivals has been issued yet. One comes every six hours, the first once a day of arrivals has been counted; this page is drawn again when it does."
          : "No emergency arrivals have been counted yet. They are counted from the admission messages of emergency departments; a forecast follows after a day of them."}
      </EmptyNotice>
    );
  }
  return (
    <>
      <ArrivalsNotice arrivals={arrivals} />
      <p>
        <StatusLabel tone={isStale ? "failed" : "well"}>
          Issued {time.dayAndClock(issuedAt)}, {ago(issuedAt, readAt)}
          {isStale && ", out of date"}; {modelVersion && versionInWords(modelVersion)}
        </StatusLabel>
      </p>
      {sites.map((site) => (
        <div key={site.siteId}>
          <TitledSection
            title={sites.length > 1 ? `${site.name}, next 7 days` : "Next 7 days"}
            about="Patients who arrive in an hour. In 50, 80 and 95 of 100 hours the count will be within the bands."
            classes={sectionClasses}
          >
            <ArrivalsTiles site={site} now={readAt} />
            <ArrivalsPanel site={site} issuedAt={issuedAt.getTime()} />
          </TitledSection>
          <TitledSection
            title={sites.length > 1 ? `${site.name}, by day` : "By day"}
            about="A day’s total is surer than its hours, and less sure than if they had nothing in common. Last week and last year are the same hours of the same weekday."
            classes={sectionClasses}
          >
            <DayTotals site={site} />
          </TitledSection>
        </div>
      ))}
    </>
  );
}
