import { readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import AxeBuilder from "@axe-core/playwright";
import { SEPTIC, WELL } from "../fixtures/bedside-gateway";
import type { Hospital } from "../fixtures/hospital";
import { addressOf } from "../fixtures/staff";
import { expect, testInOwnHospital } from "../fixtures/test";
import { DowntimePage } from "../pages/downtime-page";

const test = testInOwnHospital();
const folderOf = (hospital: Hospital) => join(hospital.dataDir, "downtime");

test("a charge nurse opens and prints the report of an own unit, and it is recorded", async ({
  hospital,
  staff,
}) => {
  const well = await hospital.bedside.admit("SICU", "07", "Osterberg");
  await well.measure(WELL);
  const septic = await hospital.bedside.admit("SICU", "08", "Lindqvist-Abernathy");
  await septic.measure(SEPTIC);
  await hospital.bedside.admit("SICU", "09", "Unmeasured");
  await expect
    .poll(() => hospital.rows("select from alerts where priority = 'high'"))
    .not.toHaveLength(0);
  // The next one is made when the server stops and when it starts again.
  await hospital.stop();
  await hospital.start();

  const charge = new DowntimePage(await staff.signIn("charge.sicu"));
  await charge.open();
  await expect(charge.stamp).toBeVisible();
  const report = await charge.openUnit("Surgical ICU");
  await expect(report.getByRole("heading", { level: 1 })).toContainText("(SICU): downtime report");
  const row = report.getByRole("row").filter({ hasText: "Lindqvist-Abernathy" });
  await expect(row).toContainText(`No. ${septic.medicalRecord}`);
  await expect(row).toContainText("135 ▲");
  await expect(row).toContainText("*** high: NEWS2 14 from 7 of 7 inputs");
  await expect(report.getByRole("row").filter({ hasText: "Unmeasured" })).toContainText(
    "— not known",
  );
  const { violations } = await new AxeBuilder({ page: report }).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);

  const records = await hospital.recordsOf(addressOf("charge.sicu"));
  expect(records).toContainEqual(
    expect.objectContaining({
      action: "downtime-report:viewed",
      permission: "downtime-report:read",
      unitId: await hospital.unitId("SICU"),
    }),
  );
});

test("the files open with the server gone", async ({ hospital, browser }) => {
  const patient = await hospital.bedside.admit("4A", "01", "Survivor");
  await patient.measure({ ...WELL, heartRate: 71 });
  await hospital.stop();

  const context = await browser.newContext({ offline: true });
  const page = await context.newPage();
  await page.goto(pathToFileURL(join(folderOf(hospital), "index.html")).href);
  await page.getByRole("link", { name: /\(4A\)/ }).click();
  await expect(page.getByRole("row").filter({ hasText: "Survivor" })).toContainText("71");
  await page.goBack();
  await page.getByRole("link", { name: "All units, for printing" }).click();
  expect(await page.getByRole("heading", { level: 1 }).count()).toBeGreaterThan(5);
  await context.close();

  expect(readdirSync(folderOf(hospital)).filter((entry) => entry.startsWith("."))).toEqual([]);
});
