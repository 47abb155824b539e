import { Text, Title } from "@mantine/core";
import type { Metadata } from "next";
import { Suspense } from "react";
import type { LiveSession } from "#db/sessions";
import { ModelCard } from "#models/deterioration/model-card";
import { requirePermission } from "@/_lib/access";
import { oneOf } from "@/_lib/search-parameter";
import { CardView } from "./_components/card-view";
import { DriftPart } from "./_components/drift-part";
import { ModelStatus } from "./_components/model-status";
import { ModelsLoading } from "./_components/models-loading";
import { OtherModels } from "./_components/other-models";
import { PrecisionPart } from "./_components/precision-part";
import { PrintButton } from "@/_components/ui/print-button";
import { withSourceAttributes } from "./complete-card";
import classes from "./page.module.css";
import { isDeterioration, readModels } from "./read-models";

type Props = Readonly<{ searchParams: Promise<Record<string, string | string[] | undefined>> }>;

export const metadata: Metadata = { title: "Models" };

export default async function ModelsPage({ searchParams }: Props) {
  const session = await requirePermission("model:read");
  const unitCode = oneOf((await searchParams).unit);

  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <div>
          <Title order={1}>Models</Title>
          <Text c="dimmed" size="sm" maw="72ch" mt={4}>
            Where the predictions on the wards come from, how well the model did on patients it
            never saw, how it does here, and what it cannot do.
          </Text>
        </div>
        <PrintButton />
      </header>
      <p className={classes.notice} role="note">
        <strong>Not for clinical use.</strong> Research and demonstration only: no model here has
        been cleared as a medical device. A prediction is shown beside NEWS2, never in place of it.
      </p>
      {/* Not a loading.tsx: that would send its status of 200 before the check above could refuse. */}
      <Suspense fallback={<ModelsLoading />}>
        <Models session={session} unitCode={unitCode} />
      </Suspense>
    </div>
  );
}

async function Models({
  session,
  unitCode,
}: Readonly<{ session: LiveSession; unitCode: string | undefined }>) {
  const { models, units, unit, weeks, columns } = await readModels(session, unitCode);
  const model = models.find(isDeterioration);
  const parsed = ModelCard.safeParse(model?.card);
  const card = parsed.success ? withSourceAttributes(parsed.data) : undefined;

  return (
    <>
      <ModelStatus model={model} card={card} />
      {model?.state === "in-service" && (
        <>
          <PrecisionPart weeks={weeks} units={units} />
          <DriftPart
            columns={columns}
            units={units}
            unit={unit}
            hasDistribution={model.hasDistribution}
          />
        </>
      )}
      {card && <CardView card={card} />}
      <OtherModels models={models} />
    </>
  );
}
