import type { Metadata } from "next";
import { Suspense } from "react";
import type { SavedScenario } from "#db/scenarios";
import type { LiveSession } from "#db/sessions";
import { can } from "#models/access/permission";
import { LinkButton } from "@/_components/ui/link-button";
import { PrintButton } from "@/_components/ui/print-button";
import { requirePermission } from "@/_lib/access";
import { asActor } from "@/_lib/db";
import { EmptyNotice } from "../../_components/empty-notice";
import { FileButton } from "../../_components/file-button";
import { RedrawOnForecast } from "../../_components/redraw-on-forecast";
import { comparisonFileHref, listedScenario } from "../listed-scenario";
import { readWhatIf } from "../read-what-if";
import { CompareView } from "./_components/compare-view";
import { PageHead } from "../../_components/page-head";
import { TablesLoading } from "../../_components/tables-loading";
import { requireScenarios } from "./require-scenarios";

type Props = Readonly<{ searchParams: Promise<{ of?: string | string[] }> }>;

export const metadata: Metadata = { title: "Compare scenarios" };

export default async function ComparePage({ searchParams }: Props) {
  const session = await requirePermission("capacity:read");
  const asked = [(await searchParams).of ?? []].flat();
  const scenarios = await requireScenarios(session, asked);

  return (
    <>
      <PageHead title="Compare scenarios">
        <LinkButton href="/capacity/what-if" variant="default" size="compact-md">
          Choose others
        </LinkButton>
        {can(session.role, "capacity:export") && scenarios.length > 0 && (
          <FileButton href={comparisonFileHref(scenarios.map(({ scenarioId }) => scenarioId))} />
        )}
        <PrintButton />
      </PageHead>
      <RedrawOnForecast />
      <Suspense fallback={<TablesLoading />}>
        <Compared session={session} scenarios={scenarios} />
      </Suspense>
    </>
  );
}

async function Compared({
  session,
  scenarios,
}: Readonly<{ session: LiveSession; scenarios: readonly SavedScenario[] }>) {
  const { inputs, units } = await asActor(session, (db) => readWhatIf(db, new Date()));
  const known = scenarios.filter(({ scenario }) => scenario !== undefined);
  if (known.length === 0)
    return <EmptyNotice>Choose one to three saved scenarios on the page What-if.</EmptyNotice>;
  if (!inputs)
    return (
      <EmptyNotice>
        There is nothing to compute from yet: the first bed forecast comes at the next full hour.
      </EmptyNotice>
    );
  return <CompareView inputs={inputs} units={units} scenarios={known.map(listedScenario)} />;
}
