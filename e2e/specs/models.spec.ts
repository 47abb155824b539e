import { readdirSync } from "node:fs";
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { SEPTIC } from "../fixtures/bedside-gateway";
import { CopiedModels } from "../fixtures/copied-models";
import { Hospital } from "../fixtures/hospital";
import { Staff } from "../fixtures/staff";
import { expect, test } from "../fixtures/test";
import { AlertsPage } from "../pages/alerts-page";
import { BoardPage } from "../pages/board-page";
import { ModelsPage } from "../pages/models-page";

test("a nurse reads what the predictions come from, and takes the card along", async ({
  staff,
}) => {
  const board = new BoardPage(await staff.signIn("nurse.5b"));
  await board.open();
  await board.navigation.getByRole("link", { name: "Models" }).click();
  const models = new ModelsPage(board.page);
  await expect(models.heading).toHaveText("Models");
  await expect(models.page.getByRole("note")).toContainText("Not for clinical use");

  await test.step("which version it is, and what vouches for it", async () => {
    const status = models.part("Deterioration");
    await expect(status).toContainText("In service");
    await expect(status).toContainText(/Version \d+\.\d+\.\d+/);
    await expect(status).toContainText(/[0-9a-f]{64}/);
  });

  await test.step("how well it did beside NEWS2, for whom, and what it cannot do", async () => {
    const auroc = models.row("How well it did", /^AUROC ?The same over all hours/);
    await expect(auroc.getByRole("cell")).toHaveCount(4);
    await expect(auroc).toContainText(/0\.\d{3} \(0\.\d{3} to 0\.\d{3}\)/);
    await expect(models.page.getByRole("img", { name: /^Reliability/ })).toBeVisible();
    await models.page
      .getByRole("figure", { name: /^Reliability/ })
      .getByText("Numbers", { exact: true })
      .click();
    await expect(models.page.getByRole("region", { name: "Reliability, numbers" })).toBeVisible();
    await expect(models.part("Limits").getByRole("listitem").first()).toBeVisible();
    await expect(models.part("Source attributes").getByRole("heading", { level: 3 })).toHaveCount(
      31,
    );
    await expect(models.part("Other models")).toContainText("Never served");
  });

  await test.step("and all of it as a file", async () => {
    const downloading = models.page.waitForEvent("download");
    await models.page.getByRole("link", { name: "Card as JSON" }).first().click();
    const file = await downloading;
    expect(file.suggestedFilename()).toMatch(/^wardcast-deterioration-.+\.json$/);
    const answer = await models.page.request.get("/models/deterioration/card");
    expect(await answer.json()).toMatchObject({
      model: "deterioration",
      card: { sourceAttributes: { fairnessApproach: { text: expect.any(String) } } },
    });
  });
});

test("what a nurse says of a risk alert is counted among the right ones", async ({
  hospital,
  staff,
}) => {
  const alert = await raiseRiskAlert(hospital, "SDU", "14");
  const queue = new AlertsPage(await staff.signIn("nurse.sdu"));
  await queue.open();
  const row = queue
    .alerts("Ended in the last 24 hours", "SDU", "14")
    .filter({ hasText: "Predicted risk 12 %" });
  await row.getByRole("button", { name: /^Was it right\?/ }).click();
  await queue.page.getByRole("menuitem", { name: "Deteriorating, known already" }).click();
  await expect(row.getByRole("button", { name: /^Known already: / })).toBeVisible();

  await test.step("it is kept with who said it, and recorded", async () => {
    await queue.page.reload();
    await expect(row.getByRole("button", { name: /^Known already: / })).toBeVisible();
    const recorded = await hospital.rows(
      `select from audit_events where action = 'alert:judged' and details ->> 'alertId' = $1`,
      [alert],
    );
    expect(recorded).toHaveLength(1);
  });

  await test.step("an officer of no unit sees the share that was right, and no patient", async () => {
    const models = new ModelsPage(await staff.signIn("security"));
    await models.open();
    const week = models.row("How often its alerts were right here", "Step-down");
    await expect(week.first()).toContainText(/1: 100\.0 % \(\d+\.\d % to 100\.0 %\)/);
  });
});

test("a model whose weights were changed is refused, and every screen says NEWS2 alone", async ({
  browser,
}) => {
  const copied = new CopiedModels();
  const [version = ""] = readdirSync(join(copied.folder, "deterioration")).sort().slice(-1);
  copied.flipBit(`deterioration/${version}/weights.bin`);
  const hospital = await Hospital.open({ MODELS_DIR: copied.folder });
  try {
    const staff = new Staff(hospital, browser);
    const patient = await hospital.bedside.admit("SICU", "03", "Fallback");
    await patient.measure(SEPTIC);
    const board = new BoardPage(await staff.signIn("nurse.sicu"));
    await board.open();
    await expect(board.banner).toContainText("The risk model was refused");
    await expect(board.banner).toContainText("NEWS2 alone");
    await expect(board.bed("03").score).toHaveText(/^NEWS2 14, High/);

    const models = new ModelsPage(board.page);
    await models.open();
    const status = models.part("Deterioration");
    await expect(status).toContainText("Fallback: NEWS2 alone");
    await expect(status).toContainText("do not match their digest: weights.bin");
    expect((await models.page.request.get("/models/deterioration/card")).status()).toBe(404);

    await test.step("put back, it is in service after the next start", async () => {
      copied.flipBit(`deterioration/${version}/weights.bin`);
      await hospital.kill();
      await hospital.start();
      await models.open();
      await expect(status).toContainText("In service");
      await expect(models.page.getByText("Fallback: NEWS2 alone")).toBeHidden();
    });
  } finally {
    await hospital.close();
    copied.remove();
  }
});

/** One that the model of this hospital raised an hour ago, and that has ended. */
async function raiseRiskAlert(hospital: Hospital, unitCode: string, bedLabel: string) {
  await hospital.bedside.admit(unitCode, bedLabel, "Judged");
  const alertId = randomUUID();
  const added = await hospital.rows(
    `insert into alerts (alert_id, encounter_id, unit_id, bed_id, cause, priority, reason,
                         phase, raised_at, asked_at, assessed_at, ended_at)
     select $3, bed_stays.encounter_id, units.unit_id, beds.bed_id, 'deterioration-risk', 'high',
            jsonb_build_object('cause', 'deterioration-risk', 'risk', 0.123, 'threshold', 0.03,
                               'modelVersion', models_in_service.version),
            'resolved', now() - interval '1 hour', now() - interval '1 hour',
            now() - interval '1 hour', now() - interval '10 minutes'
       from models_in_service, units
       join beds using (unit_id)
       join bed_stays using (bed_id)
      where units.code = $1 and beds.label = $2 and upper_inf(during)
        and models_in_service.name = 'deterioration'
     returning alert_id`,
    [unitCode, bedLabel, alertId],
  );
  if (added.length !== 1) throw new Error("no alert was added");
  return alertId;
}
