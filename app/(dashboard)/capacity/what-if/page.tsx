import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Suspense } from "react";
import { findScenario, type SavedScenario, savedScenarios } from "#db/scenarios";
import type { LiveSession } from "#db/sessions";
import { can } from "#models/access/permission";
import { HOSPITAL_CODE } from "#models/census/outlook";
import { forecastAges } from "#models/forecasts/forecast-age";
import { ScenarioId } from "#models/shared/ids";
import { PrintButton } from "@/_components/ui/print-button";
import { TitledSection } from "@/_components/ui/titled-section";
import { requirePermission } from "@/_lib/access";
import { asActor } from "@/_lib/db";
import { oneOf } from "@/_lib/search-parameter";
import { CapacityLoading } from "../_components/capacity-loading";
import { FileLink } from "../_components/file-link";
import { EmptyNotice } from "../_components/empty-notice";
import { RedrawOnForecast } from "../_components/redraw-on-forecast";
import { StaffingNotice } from "../_components/staffing-notice";
import { StaleBanner } from "../_components/stale-banner";
import sectionClasses from "../section.module.css";
import { SavedScenarios } from "./_components/saved-scenarios";
import { WhatIfView } from "./_components/what-if-view";
import { listedScenario } from "./listed-scenario";
import { readWhatIf } from "./read-what-if";
import { PageHead } from "../_components/page-head";

type Props = Readonly<{
  searchParams: Promise<{ scenario?: string | string[]; unit?: string | string[] }>;
}>;

export const metadata: Metadata = { title: "What-if" };

export default async function WhatIfPage({ searchParams }: Props) {
  const session = await requirePermission("capacity:read");
  const { scenario, unit } = await searchParams;
  const asked = oneOf(scenario);
  const opened = asked === undefined ? undefined : await requireScenario(session, asked);

  return (
    <>
      <PageHead title="What-if">
        <PrintButton />
      </PageHead>
      <RedrawOnForecast />
      {/* Not a loading.tsx: that would send its status of 200 before the checks above could refuse. */}
      <Suspense fallback={<CapacityLoading />}>
        <WhatIf session={session} opened={opened} place={oneOf(unit) ?? HOSPITAL_CODE} />
      </Suspense>
    </>
  );
}

/** The scenario of a link; 404 when it was deleted, or never was. */
async function requireScenario(session: LiveSession, asked: string): Promise<SavedScenario> {
  const scenarioId = ScenarioId.safeParse(asked).data;
  const found = scenarioId && (await asActor(session, (db) => findScenario(db, scenarioId)));
  if (!found) notFound();
  return found;
}

async function WhatIf({
  session,
  opened,
  place,
}: Readonly<{ session: LiveSession; opened: SavedScenario | undefined; place: string }>) {
  const mayPlan = can(session.role, "capacity-plan:manage");
  const { inputs, units, staffing, issues, readAt, counted, scenarios } = await asActor(
    session,
    async (db) => ({
      ...(await readWhatIf(db, new Date())),
      scenarios: await savedScenarios(db),
    }),
  );

  return (
    <>
      <StaleBanner ages={forecastAges(issues, ["census-hourly"], readAt)} now={readAt} />
      {inputs && <StaffingNotice since={staffing} issuedAt={new Date(inputs.issuedAt)} />}
      {opened && !opened.scenario ? (
        <EmptyNotice>
          {opened.name} was saved by another version of the system, with assumptions that no longer
          exist. It cannot be opened any more.
        </EmptyNotice>
      ) : inputs ? (
        <WhatIfView
          key={opened?.scenarioId ?? "new"}
          inputs={inputs}
          units={units}
          counted={counted}
          saved={opened && listedScenario(opened)}
          mayPlan={mayPlan}
          chosenAtFirst={place}
        />
      ) : (
        <EmptyNotice>
          There is nothing to compute from yet: the first bed forecast comes at the next full hour.
        </EmptyNotice>
      )}
      <TitledSection
        title="Saved scenarios"
        aside={
          can(session.role, "capacity:export") && (
            <FileLink href="/capacity/what-if/scenarios.csv" title="Saved scenarios" />
          )
        }
        classes={sectionClasses}
      >
        <SavedScenarios
          scenarios={scenarios.map(listedScenario)}
          units={units}
          openId={opened?.scenarioId}
          mayPlan={mayPlan}
        />
      </TitledSection>
    </>
  );
}
