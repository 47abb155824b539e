import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { addressOf } from "../fixtures/staff";
import { expect, test } from "../fixtures/test";

/** Forecasts of the made-up past are made beside everything else, from the start of the hospital on. */
async function openScored(page: Page): Promise<void> {
  await expect(async () => {
    await page.goto("/capacity/accuracy");
    await expect(page.getByText("Hindcasts.")).toBeVisible({ timeout: 5_000 });
  }).toPass({ timeout: 60_000 });
}

test("an administrator sees how forecasts turned out, by unit and how far ahead", async ({
  hospital,
  staff,
}) => {
  const page = await staff.signIn("administrator");
  await openScored(page);

  await test.step("all units together, and each", async () => {
    await expect(page.getByText("Against last week", { exact: true })).toBeVisible();
    const places = page.getByRole("table", { name: "Accuracy by place" });
    await expect(places.getByRole("rowheader", { name: "Hospital", exact: true })).toBeVisible();
    await expect(places.getByRole("rowheader", { name: "Respiratory R3" })).toBeVisible();
    await expect(places.getByRole("rowheader")).toHaveCount(10);
  });

  await test.step("one unit, by days ahead", async () => {
    await page.getByRole("navigation", { name: "Unit" }).getByRole("link", { name: "R3" }).click();
    const heading = { name: "Respiratory R3 by how far ahead", level: 2 } as const;
    await expect(page.getByRole("heading", heading)).toBeVisible();
    const ahead = page.getByRole("table", { name: "Accuracy by how far ahead" });
    await expect(ahead.getByRole("rowheader").first()).toHaveText("1 day");
  });

  await test.step("as a file, which is on record", async () => {
    const downloaded = page.waitForEvent("download");
    await page.getByRole("link", { name: "CSV file" }).click();
    expect((await downloaded).suggestedFilename()).toBe(
      "wardcast-accuracy-census-daily-13-weeks.csv",
    );
    const records = await hospital.recordsOf(addressOf("administrator"));
    expect(records.filter(({ action }) => action === "forecast-accuracy:exported")).toMatchObject([
      { outcome: "permitted", details: { kind: "census-daily", weeks: 13 } },
    ]);
  });

  await test.step("what has not been scored yet says so", async () => {
    await page.getByRole("link", { name: "Emergency arrivals" }).click();
    await expect(page.getByText("Nothing of this kind has been scored")).toBeVisible();
  });
});

test("the page fits a phone, and a scheduler takes no file", async ({ staff }) => {
  const page = await staff.signIn("scheduler");
  await page.setViewportSize({ width: 390, height: 844 });
  await openScored(page);
  await expect(page.getByRole("link", { name: "CSV file" })).toHaveCount(0);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(390);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations).toEqual([]);
});
