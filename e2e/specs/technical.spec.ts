import { WELL, type BedsidePatient } from "../fixtures/bedside-gateway";
import { expectReadableColours } from "../fixtures/readable";
import { expect, test } from "../fixtures/test";
import { AlertsPage } from "../pages/alerts-page";
import { BoardPage } from "../pages/board-page";

const { oxygenSaturation: _probe, ...WITHOUT_PROBE } = WELL;

/** Values of the seconds before now, by which the server knows how often each sign comes. */
async function measureForAWhile(patient: BedsidePatient): Promise<void> {
  const now = Date.now();
  for (let second = 6; second > 0; second -= 1) await patient.measure(WELL, now - second * 1_000);
}

test("a probe that comes off is told apart from alerts, seen by a nurse, and shows no old value", async ({
  hospital,
  staff,
}) => {
  const patient = await hospital.bedside.admit("CICU", "05", "Probeoff");
  await measureForAWhile(patient);
  const board = new BoardPage(await staff.signIn("nurse.cicu"));
  await board.open();
  const bed = board.bed("05");
  await expect(bed.sign("Oxygen saturation")).toHaveText("97");
  const stop = patient.stream(() => WITHOUT_PROBE);

  await test.step("the card says so, in place of the old value", async () => {
    await expect(bed.technical).toHaveText("Technical: SpO₂ off", { timeout: 45_000 });
    await expect(bed.sign("Oxygen saturation")).toHaveText("Off");
    await expect(bed.sign("Heart rate")).toHaveText("72");
    await expect(board.summary).toContainText(/\d technical/);
    await expect(bed.card).toContainText("No open alert");
    await expectReadableColours(board.page);
  });

  const alerts = new AlertsPage(await staff.signIn("charge.cicu"));
  const row = alerts.technical("CICU", "05");
  await test.step("the list says what to do, and no alert is counted", async () => {
    await alerts.open();
    await expect(row).toContainText("SpO₂ missing");
    await expect(row).toContainText("Check the SpO₂ probe of bed 05.");
    await expect(alerts.alerts("Unanswered", "CICU", "05")).toHaveCount(0);
    await expectReadableColours(alerts.page);
  });

  await test.step("who has seen it is known on every screen", async () => {
    await row.getByRole("button", { name: /^Seen: bed 05, SpO₂ missing/ }).click();
    await expect(row).toContainText(`seen by ${staff.name("charge.cicu")}`);
    await bed.link.click();
    const section = board.page.getByRole("region", { name: "Technical" });
    await expect(section).toContainText(`seen by ${staff.name("charge.cicu")}`);
    await expect(section.getByRole("button")).toHaveCount(0);
  });

  await test.step("the value is shown as soon as the probe is back", async () => {
    stop();
    await patient.measure({ ...WELL, oxygenSaturation: 95 });
    await board.open();
    await expect(bed.sign("Oxygen saturation")).toContainText("95");
  });
});

test("impossible values put a sensor in doubt, and raise no alert", async ({ hospital, staff }) => {
  const patient = await hospital.bedside.admit("CICU", "06", "Impossible");
  await patient.measure(WELL);
  const now = Date.now();
  for (let second = 1; second < 4; second += 1)
    await patient.measure({ ...WELL, systolicPressure: 999 }, now + second);

  const board = new BoardPage(
    await staff.signIn("nurse.cicu", { viewport: { width: 390, height: 844 } }),
  );
  await board.open();
  const bed = board.bed("06");
  await expect(bed.technical).toHaveText("Technical: BP in doubt");
  await expect(bed.sign("Blood pressure")).toContainText("in doubt");
  await expect(bed.card).toContainText("No open alert");

  await bed.link.click();
  const section = board.page.getByRole("region", { name: "Technical" });
  await expect(section).toContainText("Systolic pressure in doubt: impossible values");
  await expect(section).toContainText(
    "Look at the patient, then check the blood pressure cuff or line of bed 06.",
  );
  await expectReadableColours(board.page);
});
