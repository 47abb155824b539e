import { Alert } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import type { Metadata } from "next";
import { Suspense } from "react";
import type { LiveSession } from "#db/sessions";
import { can } from "#models/access/permission";
import type { FanPoint } from "#models/census/outlook";
import { forecastAges } from "#models/forecasts/forecast-age";
import { formatLocal } from "#models/shared/hospital-instant";
import { PrintButton } from "@/_components/ui/print-button";
import { TitledSection } from "@/_components/ui/titled-section";
import { requirePermission } from "@/_lib/access";
import type { TimeFormat } from "@/_lib/format-time";
import { hospitalTime } from "@/_lib/hospital-time";
import { CapacityLoading } from "../_components/capacity-loading";
import { FanTable } from "../_components/fan-table";
import { ForecastAges } from "../_components/forecast-ages";
import { EmptyNotice } from "../_components/empty-notice";
import { RedrawOnForecast } from "../_components/redraw-on-forecast";
import sectionClasses from "../section.module.css";
import { BedsChart } from "./_components/beds-chart";
import classes from "./_components/flu-charts.module.css";
import { FluTiles } from "./_components/flu-tiles";
import { SeasonChart, SeasonLegend } from "./_components/season-chart";
import { basisWords } from "./flu-words";
import { type FluOutlook, readFlu } from "./read-flu";
import { type FluWeekCount, seasonRows } from "./season-rows";
import { FileButton } from "../_components/file-button";
import { PageHead } from "../_components/page-head";

export const metadata: Metadata = { title: "Flu season" };

export default async function FluPage() {
  const session = await requirePermission("capacity:read");
  return (
    <>
      <PageHead title="Flu season">
        {can(session.role, "capacity:export") && <FileButton href="/capacity/flu/flu.csv" />}
        <PrintButton />
      </PageHead>
      <RedrawOnForecast />
      {/* Not a loading.tsx: that would send its status of 200 before the check above could refuse. */}
      <Suspense fallback={<CapacityLoading />}>
        <Season session={session} />
      </Suspense>
    </>
  );
}

async function Season({ session }: Readonly<{ session: LiveSession }>) {
  const flu = await readFlu(session);
  const time = hospitalTime();
  const today = formatLocal(flu.readAt, time.timeZone).slice(0, 10);
  if (flu.own.length === 0 && !flu.issuedAt)
    return (
      <EmptyNotice>
        No week of flu has been counted yet. Weekly admissions are entered with the weekly report;
        the forecast begins with the first of them.
      </EmptyNotice>
    );

  const counted = flu.own.map(({ weekEndsOn, general, intensive }) => ({
    weekEndsOn,
    admissions: general + intensive,
  }));
  return (
    <>
      <RegionProblem flu={flu} />
      <FluTiles flu={flu} time={time} />
      <ForecastAges ages={forecastAges(flu.issues, ["flu"], flu.readAt)} now={flu.readAt} />
      {flu.basis && (
        <p className={classes.basis}>
          {basisWords(flu.basis, (date) => time.date(Date.parse(`${date}T12:00:00Z`)))}
        </p>
      )}
      <Weeks
        title="Admissions a week"
        about="General and intensive together, over the seasons before."
        counted={counted}
        expected={bothKinds(flu)}
        today={today}
        time={time}
      />
      {flu.series("general-beds").length > 0 && (
        <TitledSection
          title="Beds with flu"
          about="Admissions as expected, and patients staying as long as they have stayed in such units here."
          classes={sectionClasses}
        >
          <div className={classes.panels}>
            <BedsChart title="General beds with flu" points={flu.series("general-beds")} />
            <BedsChart title="Intensive beds with flu" points={flu.series("intensive-beds")} />
          </div>
        </TitledSection>
      )}
      {flu.basis?.kind === "regional" && (
        <Weeks
          title={`Admissions a week in ${flu.basis.region}`}
          about="As published last, and as forecast from it."
          counted={flu.region}
          expected={flu.series("region")}
          today={today}
          time={time}
        />
      )}
    </>
  );
}

/** What keeps the region from being read, with what to do: whoever reads the page can tell who set it up. */
function RegionProblem({ flu }: Readonly<{ flu: FluOutlook }>) {
  if (!flu.read?.failure) return null;
  return (
    <Alert
      color="orange"
      mb="md"
      icon={<IconAlertTriangle aria-hidden="true" />}
      title="The regional data could not be read"
    >
      {flu.read.failure}. What was read before stays in use while it is fresh; ask the system’s
      administrators to mend it.
    </Alert>
  );
}

interface WeeksProps {
  title: string;
  about: string;
  counted: readonly FluWeekCount[];
  expected: readonly FanPoint[];
  today: string;
  time: TimeFormat;
}

function Weeks({ title, about, counted, expected, today, time }: Readonly<WeeksProps>) {
  // A week is forecast for its end, the midnight after its Saturday.
  const byWeek = new Map(
    expected.map((point) => [
      formatLocal(new Date(point.at - 1), time.timeZone).slice(0, 10),
      point,
    ]),
  );
  const season = seasonRows(counted, byWeek, today);
  const ends = expected.map((point) => ({ ...point, at: point.at - 1 }));
  return (
    <TitledSection title={title} about={about} classes={sectionClasses}>
      <SeasonChart
        label={`${title}, by week of the season, counted and forecast. The numbers of the weeks ahead are below.`}
        {...season}
      />
      <SeasonLegend seasons={season.seasons} />
      {ends.length > 0 && (
        <details className={classes.numbers}>
          <summary>Numbers of the weeks ahead</summary>
          <FanTable caption={`${title}, weeks ahead`} points={ends} />
        </details>
      )}
    </TitledSection>
  );
}

/**
 * General and intensive together. Both follow one wave, so they are high together: their quantiles are added,
 * which makes the band, if anything, too wide.
 */
function bothKinds({ series }: FluOutlook): FanPoint[] {
  const intensive = series("intensive");
  return series("general").flatMap((general, week) => {
    const other = intensive[week];
    if (!other) return [];
    const sum = (band: "half" | "most" | "nearlyAll") =>
      [general[band][0] + other[band][0], general[band][1] + other[band][1]] as const;
    return {
      at: general.at,
      mean: general.mean + other.mean,
      median: general.median + other.median,
      half: sum("half"),
      most: sum("most"),
      nearlyAll: sum("nearlyAll"),
    };
  });
}
