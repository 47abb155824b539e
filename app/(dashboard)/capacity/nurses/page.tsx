import type { Metadata } from "next";
import { Suspense } from "react";
import type { LiveSession } from "#db/sessions";
import { can } from "#models/access/permission";
import { NURSE_RULE_SETS } from "#models/nurse-demand/nurse-rules";
import { MS_PER_HOUR } from "#models/shared/time-range";
import { PrintButton } from "@/_components/ui/print-button";
import { StatusLabel } from "@/_components/ui/status-label";
import { requirePermission } from "@/_lib/access";
import { ago } from "@/_lib/format-time";
import { hospitalTime } from "@/_lib/hospital-time";
import { oneOf } from "@/_lib/search-parameter";
import { EmptyNotice } from "../_components/empty-notice";
import { RedrawOnForecast } from "../_components/redraw-on-forecast";
import { DemandChoosers } from "./_components/demand-choosers";
import { DemandGrid } from "./_components/demand-grid";
import { DemandLoading } from "./_components/demand-loading";
import { DemandReasons } from "./_components/demand-reasons";
import { choiceOf, type DemandChoice, queryOf, rulesOf } from "./demand-query";
import classes from "./page.module.css";
import { readDemand } from "./read-demand";
import { FileButton } from "../_components/file-button";
import { PageHead } from "../_components/page-head";

type Query = Readonly<Partial<Record<string, string | string[]>>>;
type Props = Readonly<{ searchParams: Promise<Query> }>;

export const metadata: Metadata = { title: "Nurse demand" };

/** It is issued hourly: two that failed may be made up for. */
const STALE_AFTER_MS = 3 * MS_PER_HOUR;

export default async function NurseDemandPage({ searchParams }: Props) {
  const session = await requirePermission("capacity:read");
  const query = await searchParams;
  const choice = choiceOf({
    rules: oneOf(query["rules"]),
    shifts: oneOf(query["shifts"]),
    level: oneOf(query["level"]),
  });
  return (
    <>
      <PageHead title="Nurse demand">
        {can(session.role, "capacity:export") && (
          <FileButton href={`/capacity/nurses/nurses.csv${queryOf(choice)}`} />
        )}
        <PrintButton />
      </PageHead>
      <RedrawOnForecast />
      <DemandChoosers choice={choice} />
      {/* Not a loading.tsx: that would send its status of 200 before the check above could refuse. */}
      <Suspense key={queryOf(choice)} fallback={<DemandLoading />}>
        <Demand session={session} choice={choice} />
      </Suspense>
    </>
  );
}

async function Demand({
  session,
  choice,
}: Readonly<{ session: LiveSession; choice: DemandChoice }>) {
  const now = new Date();
  const time = hospitalTime();
  const found = await readDemand(session, rulesOf(choice, time.timeZone), now);
  if (!found || found.demand.length === 0)
    return (
      <EmptyNotice>
        There is no census forecast yet, so nobody can say how many nurses it takes. It is issued
        each hour.
      </EmptyNotice>
    );

  const { issuedAt, demand } = found;
  const level = Math.round(choice.serviceLevel * 100);
  return (
    <>
      <p className={classes.about}>
        Nurses who are needed at once, by unit and shift. {NURSE_RULE_SETS[choice.ruleSet].about}{" "}
        The large number is the target: enough with a probability of {level} % at each hour of the
        shift. Under it stands what is needed in the middle 80 % of cases. From the census forecast
        of {time.dayAndClock(issuedAt)}, {ago(issuedAt, now)}.
      </p>
      {now.getTime() - issuedAt.getTime() > STALE_AFTER_MS && (
        <p>
          <StatusLabel tone="failed">
            The forecast is old: patients who came or left since are not in it.
          </StatusLabel>
        </p>
      )}
      <DemandGrid demand={demand} />
      <DemandReasons demand={demand} serviceLevel={level} />
    </>
  );
}
