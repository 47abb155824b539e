import type { Metadata } from "next";
import { Suspense } from "react";
import { alertPoliciesInForce } from "#db/alert-policies";
import { modelsInService } from "#db/models-in-service";
import type { LiveSession } from "#db/sessions";
import type { Unit } from "#db/units";
import { can } from "#models/access/permission";
import { type AlertPolicy, defaultAlertPolicy } from "#models/alerts/alert-policy";
import { ModelCard } from "#models/deterioration/model-card";
import { requirePermission } from "@/_lib/access";
import { asActor } from "@/_lib/db";
import { oneOf } from "@/_lib/search-parameter";
import { NoUnit } from "@/_components/ui/no-unit";
import { UnitLinks } from "../_components/unit-links";
import { chooseOwnUnit } from "@/_lib/own-unit";
import { BudgetLoading } from "./_components/budget-loading";
import { BudgetView } from "./_components/budget-view";
import classes from "./page.module.css";
import { readFrontier } from "./read-frontier";

type Props = Readonly<{ searchParams: Promise<{ unit?: string | string[] }> }>;

export const metadata: Metadata = { title: "Alert budget" };

export default async function BudgetPage({ searchParams }: Props) {
  const session = await requirePermission("alert:read");
  const { units, unit } = await chooseOwnUnit(session, oneOf((await searchParams).unit));
  if (!unit) return <NoUnit title="Alert budget" />;

  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <div>
          <h1 className={classes.title}>Alert budget of {unit.name}</h1>
          <p className={classes.about}>
            How many alerts may there be for each bed and day? Choose, and see what the levels that
            keep to it would have caught, and at what cost, before you switch them on.
          </p>
        </div>
        <UnitLinks
          units={units}
          chosen={unit.code}
          hrefOf={(code = unit.code) => `/alerts/budget?unit=${encodeURIComponent(code)}`}
        />
      </header>
      {/* Not a loading.tsx: that would send its status of 200 before the checks above could refuse. */}
      <Suspense key={unit.unitId} fallback={<BudgetLoading />}>
        <Budget session={session} unit={unit} />
      </Suspense>
    </div>
  );
}

async function Budget({ session, unit }: Readonly<{ session: LiveSession; unit: Unit }>) {
  const frontier = await readFrontier();
  const { inForce, model } = await asActor(session, async (db) => ({
    inForce: (await alertPoliciesInForce(db, [unit.unitId]))[0],
    model: modelOf(await modelsInService(db)),
  }));
  if (!inForce) return <p>The unit is gone.</p>;
  if (!frontier)
    return (
      <p className={classes.nothing}>
        This server has no table of levels to choose from (models/artifacts/alert-frontier). Whoever
        runs it can make one with <code>npm run evaluate:alerts</code>.
      </p>
    );

  return (
    <BudgetView
      unitCode={unit.code}
      unitKind={unit.kind}
      frontier={frontier}
      policy={inForce.policy}
      house={houseOf(inForce.policy)}
      model={model}
      mayUse={can(session.role, "alert-policy:manage")}
    />
  );
}

/** Which house policy this is, if it is one: only those were tried on recorded patients. */
function houseOf(policy: AlertPolicy): "intensive" | "other" | undefined {
  const text = JSON.stringify(raisingPartOf(policy));
  if (text === JSON.stringify(raisingPartOf(defaultAlertPolicy("intensive")))) return "intensive";
  return text === JSON.stringify(raisingPartOf(defaultAlertPolicy("ward"))) ? "other" : undefined;
}

/** What decides when an alert is raised and ends while nobody answers. */
const raisingPartOf = (policy: AlertPolicy) => [
  policy.earlyWarningScore,
  policy.deteriorationRisk,
  policy.scoreRise.isOn && policy.scoreRise,
  policy.singleSign.isOn && policy.singleSign,
  policy.recoveryMinutes,
  policy.recoveryFromFewerInputsMinutes,
  policy.quietMinutes.recovered,
];

/** The model that predicts now; undefined when none does, or its card does not say. */
function modelOf(models: Awaited<ReturnType<typeof modelsInService>>) {
  const model = models.find(({ name }) => name === "deterioration");
  const card = ModelCard.safeParse(model?.state === "in-service" ? model.card : undefined);
  return card.success
    ? { version: card.data.version, threshold: card.data.thresholds.model.all }
    : undefined;
}
