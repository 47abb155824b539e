import type { Metadata } from "next";
import { Suspense } from "react";
import { alertPoliciesInForce, alertPolicyVersions } from "#db/alert-policies";
import { modelsInService } from "#db/models-in-service";
import { onDutyNow } from "#db/on-duty";
import type { LiveSession } from "#db/sessions";
import type { Unit } from "#db/units";
import { can } from "#models/access/permission";
import { type AlertLevels, levelsFromQuery, withLevels } from "#models/alerts/alert-levels";
import { defaultAlertPolicy } from "#models/alerts/alert-policy";
import { ModelCard } from "#models/deterioration/model-card";
import { LinkButton } from "@/_components/ui/link-button";
import { requirePermission } from "@/_lib/access";
import { asActor } from "@/_lib/db";
import { hospitalTime } from "@/_lib/hospital-time";
import { oneOf } from "@/_lib/search-parameter";
import { NoUnit } from "@/_components/ui/no-unit";
import { UnitLinks } from "../_components/unit-links";
import { chooseOwnUnit } from "@/_lib/own-unit";
import { PolicyEditor } from "./_components/policy-editor";
import { PolicyLoading } from "./_components/policy-loading";
import { PolicyReading } from "./_components/policy-reading";
import classes from "./page.module.css";

type Query = Readonly<Partial<Record<string, string | string[]>>>;
type Props = Readonly<{ searchParams: Promise<Query> }>;

export const metadata: Metadata = { title: "Alert policy" };

export default async function PolicyPage({ searchParams }: Props) {
  const session = await requirePermission("alert:read");
  const query = await searchParams;
  const { units, unit } = await chooseOwnUnit(session, oneOf(query["unit"]));
  if (!unit) return <NoUnit title="Alert policy" />;
  const inUnit = `?unit=${encodeURIComponent(unit.code)}`;

  return (
    <>
      <header className={classes.head}>
        <h1 className={classes.title}>Alert policy of {unit.name}</h1>
        <UnitLinks
          units={units}
          chosen={unit.code}
          hrefOf={(code = unit.code) => `/alerts/policy?unit=${encodeURIComponent(code)}`}
        />
        <LinkButton href={`/alerts/budget${inUnit}`} variant="default" size="compact-md">
          Try on past patients
        </LinkButton>
      </header>
      {/* Not a loading.tsx: that would send its status of 200 before the checks above could refuse. */}
      <Suspense key={unit.unitId} fallback={<PolicyLoading />}>
        <Policy session={session} unit={unit} levels={levelsFromQuery(query)} />
      </Suspense>
    </>
  );
}

type PolicyProps = Readonly<{
  session: LiveSession;
  unit: Unit;
  /** Tried on past patients, and now to be looked at before they are put into force. */
  levels: AlertLevels | undefined;
}>;

async function Policy({ session, unit, levels }: PolicyProps) {
  const mayChange = can(session.role, "alert-policy:manage");
  const { inForce, versions, onDuty, modelThreshold } = await asActor(session, async (db) => ({
    inForce: (await alertPoliciesInForce(db, [unit.unitId]))[0],
    versions: await alertPolicyVersions(db, unit.unitId),
    onDuty: await onDutyNow(db, {
      now: new Date(),
      timeZone: hospitalTime().timeZone,
    }).inUnit(unit.unitId),
    modelThreshold: levelOf(await modelsInService(db)),
  }));
  const house = defaultAlertPolicy(unit.kind);
  if (!inForce) return <p>The unit is gone.</p>;

  if (!mayChange)
    return <PolicyReading inForce={inForce} versions={versions} house={house} onDuty={onDuty} />;
  return (
    <PolicyEditor
      unitId={unit.unitId}
      userName={session.name}
      inForce={inForce}
      draft={levels && withLevels(inForce.policy, levels)}
      versions={versions}
      house={house}
      onDuty={onDuty}
      modelThreshold={modelThreshold}
    />
  );
}

/** The level of the model that predicts now; undefined when none does, or its card does not say. */
function levelOf(models: Awaited<ReturnType<typeof modelsInService>>): number | undefined {
  const model = models.find(({ name }) => name === "deterioration");
  const card = ModelCard.safeParse(model?.state === "in-service" ? model.card : undefined);
  return card.success ? card.data.thresholds.model.all : undefined;
}
