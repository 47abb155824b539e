import { SEPTIC } from "../fixtures/bedside-gateway";
import { addressOf } from "../fixtures/staff";
import { expect, test } from "../fixtures/test";
import { acknowledgeButton, AlertsPage } from "../pages/alerts-page";

test("a report tells what alerts came to, on the screen and as a file", async ({
  hospital,
  staff,
}) => {
  const patient = await hospital.bedside.admit("5B", "14", "Haverford");
  await patient.measure(SEPTIC);
  const page = await staff.signIn("charge.5b");
  const alerts = new AlertsPage(page);
  await alerts.open();
  const waiting = alerts.alerts("Unanswered", "5B", "14");
  await acknowledgeButton(waiting.filter({ hasText: "NEWS2 14" })).click();
  await expect(waiting.filter({ hasText: "NEWS2 14" })).toHaveCount(0);

  await page.getByRole("link", { name: "Report" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Alert report of Surgery 5B");
  await expect(page.getByText("Alerts per bed-day", { exact: true })).toBeVisible();

  await test.step("by cause and priority, by shift, and with who was never answered", async () => {
    const kinds = page.getByRole("table", { name: "Burden by cause and priority" });
    await expect(kinds.getByRole("row", { name: /^NEWS2, high/ })).toContainText("100 %");
    const times = page.getByRole("table", { name: "Time to answer by shift and priority" });
    await expect(times.getByRole("columnheader", { name: "Never answered" })).toBeVisible();
    await expect(page.getByRole("table", { name: "Burden by shift" })).toContainText("Night");
    await expect(
      page.getByRole("table", { name: "Right alerts by shift and cause" }),
    ).toContainText("Nobody said");
  });

  await test.step("four weeks are four rows", async () => {
    await page.getByRole("link", { name: "4 weeks" }).click();
    const weeks = page.getByRole("table", { name: "Burden by week" });
    await expect(weeks.getByRole("rowheader")).toHaveCount(4);
    await expect(weeks.getByRole("rowheader").first()).toContainText("so far");
  });

  await test.step("the file has the same numbers and is on record", async () => {
    const downloaded = page.waitForEvent("download");
    await page.getByRole("link", { name: "CSV file" }).click();
    const file = await downloaded;
    expect(file.suggestedFilename()).toBe("wardcast-alert-report-5B-4-weeks.csv");
    const records = await hospital.recordsOf(addressOf("charge.5b"));
    expect(records.filter(({ action }) => action === "alert-report:exported")).toMatchObject([
      { outcome: "permitted", details: { weeks: 4, units: 1 } },
    ]);
  });
});

test("a unit without an alert says so", async ({ staff }) => {
  const page = await staff.signIn("charge.4a");
  await page.goto("/alerts/report?weeks=4");
  await expect(page.getByRole("main")).toContainText("no alert was raised");
});
