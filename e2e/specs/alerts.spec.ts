import { SEPTIC, WELL } from "../fixtures/bedside-gateway";
import { expect, test } from "../fixtures/test";
import { acknowledgeButton, AlertsPage } from "../pages/alerts-page";
import { BoardPage } from "../pages/board-page";

test("an alert rises, is answered in one browser, and leaves the other's queue", async ({
  hospital,
  staff,
}) => {
  const patient = await hospital.bedside.admit("SICU", "07", "Osterberg");
  await patient.measure(WELL);
  const nurse = new BoardPage(await staff.signIn("nurse.sicu"));
  const charge = new AlertsPage(await staff.signIn("charge.sicu"));
  await nurse.open();
  await charge.open();
  const bed = nurse.bed("07");
  const waiting = charge.alerts("Unanswered", "SICU", "07");

  await test.step("a well patient raises none", async () => {
    await expect(bed.score).toHaveText(/^NEWS2 0, Zero/);
    await expect(bed.card).toContainText("No open alert");
    await expect(charge.page.getByText("No open alerts in your units")).toBeVisible();
  });

  await test.step("signs of sepsis raise one of high priority on both screens", async () => {
    await patient.measure(SEPTIC);
    await expect(bed.score).toHaveText(/^NEWS2 14, High/);
    await expect(bed.alert).toContainText("High priority alert: NEWS2 14");
    await expect(waiting.filter({ hasText: "NEWS2 14 from 7 of 7 inputs" })).toHaveCount(1);
    await expect(waiting.first()).toContainText("***High priority");
    await expect(charge.page).toHaveTitle(/^\(\d\) Alerts/);
  });

  await test.step("the nurse answers, and every screen knows who and when", async () => {
    const count = await waiting.count();
    for (let answered = 0; answered < count; answered += 1) {
      await bed.acknowledge.click();
      await expect(waiting).toHaveCount(count - answered - 1);
    }
    await expect(bed.alert).toContainText(`✓ ${staff.name("nurse.sicu")}`);
    const answered = charge.alerts("Acknowledged", "SICU", "07");
    await expect(answered).toHaveCount(count);
    await expect(answered.first()).toContainText(
      new RegExp(`✓ ${staff.name("nurse.sicu")}, \\d\\d:\\d\\d`),
    );
    await expect(acknowledgeButton(answered)).toHaveCount(0);
  });

  await test.step("the patient's page tells the same", async () => {
    await bed.link.click();
    const history = nurse.page.getByRole("region", { name: "Alerts" });
    await expect(history.getByRole("listitem").first()).toContainText(
      `acknowledged by ${staff.name("nurse.sicu")}`,
    );
  });

  await test.step("a patient who goes home takes the alerts along", async () => {
    await patient.leave();
    await expect(charge.alerts("Acknowledged", "SICU", "07")).toHaveCount(0);
    await expect(charge.alerts("Ended in the last 24 hours", "SICU", "07").first()).toBeVisible();
  });
});
