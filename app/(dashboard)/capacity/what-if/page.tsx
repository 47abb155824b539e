import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Suspense } from "react";
import { findScenario, type SavedScenario, savedScenarios } from "#db/scenarios";
import type { LiveSession } from "#db/sessions";
import { can } from "#models/access/permission";
import { HOSPITAL_CODE } from "#models/census/outlook";
import { ScenarioId } from "#models/shared/ids";
import { PrintButton } from "@/_components/ui/print-button";
import { TitledSection } from "@/_components/ui/titled-section";
import { requirePermission } from "@/_lib/access";
import { asActor } from "@/_lib/db";
import { oneOf } from "@/_lib/search-parameter";
import { CapacityLoading } from "../_components/capacity-loading";
import { RedrawOnForecast } from "../_components/redraw-on-forecast";
import classes from "../page.module.css";
import sectionClasses from "../section.module.css";
import { SavedScenarios } from "./_components/saved-scenarios";
import { WhatIfView } from "./_components/what-if-view";
import { listedScenario } from "./listed-scenario";
import { readWhatIf } from "./read-what-if";

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
      <header className={classes.head}>
        <h1 className={classes.title}>What-if</h1>
        <PrintButton />
      </header>
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
  const { inputs, units, counted, scenarios } = await asActor(session, async (db) => ({
    ...(await readWhatIf(db, new Date())),
    scenarios: await savedScenarios(db),
  }));

  return (
    <>
      {opened && !opened.scenario ? (
        <p className={classes.empty}>
          {opened.name} was saved by another version of the system, with assumptions that no longer
          exist. It cannot be opened any more.
        </p>
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
        <p className={classes.empty}>
          There is nothing to compute from yet: the first bed forecast comes at the next full hour.
        </p>
      )}
      <TitledSection title="Saved scenarios" classes={sectionClasses}>
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
