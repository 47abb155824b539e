import type { Metadata } from "next";
import Link from "next/link";
import { Suspense } from "react";
import type { LiveSession } from "#db/sessions";
import { can } from "#models/access/permission";
import { PrintButton } from "@/_components/ui/print-button";
import { requirePermission } from "@/_lib/access";
import { oneOf } from "@/_lib/search-parameter";
import { RedrawOnForecast } from "../_components/redraw-on-forecast";
import { AccuracyLoading } from "./_components/accuracy-loading";
import { AccuracyReport } from "./_components/accuracy-report";
import {
  ACCURACY_WEEKS,
  parseAccuracyWeeks,
  parseKind,
  SCORED_KIND_IDS,
  SCORED_KINDS,
} from "./accuracy-query";
import classes from "./page.module.css";
import { readAccuracy } from "./read-accuracy";
import { FileButton } from "../_components/file-button";
import { PageHead } from "../_components/page-head";

type Parameter = string | string[] | undefined;
type Props = Readonly<{
  searchParams: Promise<{ kind?: Parameter; unit?: Parameter; weeks?: Parameter }>;
}>;

export const metadata: Metadata = { title: "Forecast accuracy" };

export default async function AccuracyPage({ searchParams }: Props) {
  const session = await requirePermission("capacity:read");
  const asked = await searchParams;
  const kind = parseKind(oneOf(asked.kind));
  const weeks = parseAccuracyWeeks(oneOf(asked.weeks));
  const unitCode = oneOf(asked.unit);
  const hrefOf = (changed: { kind?: string; unit?: string | undefined; weeks?: number }) => {
    const all = { kind, weeks, unit: unitCode, ...changed };
    const query = new URLSearchParams({ kind: all.kind, weeks: String(all.weeks) });
    if (all.unit !== undefined) query.set("unit", all.unit);
    return `?${query.toString()}`;
  };

  return (
    <>
      <PageHead title="Forecast accuracy">
        {can(session.role, "capacity:export") && (
          <FileButton href={`/capacity/accuracy/accuracy.csv${hrefOf({})}`} />
        )}
        <PrintButton />
      </PageHead>
      <RedrawOnForecast />
      <div className={classes.choices}>
        <nav aria-label="Forecast" className={classes.links}>
          {SCORED_KIND_IDS.map((each) => (
            <Link
              key={each}
              href={hrefOf({ kind: each })}
              aria-current={each === kind ? "page" : undefined}
            >
              {SCORED_KINDS[each].title}
            </Link>
          ))}
        </nav>
        <nav aria-label="Weeks" className={classes.links}>
          {ACCURACY_WEEKS.map((each) => (
            <Link
              key={each}
              href={hrefOf({ weeks: each })}
              aria-current={each === weeks ? "page" : undefined}
            >
              {each === 1 ? "1 week" : `${each} weeks`}
            </Link>
          ))}
        </nav>
      </div>
      {/* Not a loading.tsx: that would send its status of 200 before the checks above could refuse. */}
      <Suspense key={hrefOf({})} fallback={<AccuracyLoading />}>
        <Report session={session} query={{ kind, weeks, unitCode }} />
      </Suspense>
    </>
  );
}

async function Report({
  session,
  query,
}: Readonly<{ session: LiveSession; query: Parameters<typeof readAccuracy>[1] }>) {
  return <AccuracyReport view={await readAccuracy(session, query)} query={query} />;
}
