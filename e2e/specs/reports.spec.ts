import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { REPORT_FIELDS } from "#models/respiratory-report/report-fields";
import { issueMadeUpForecast } from "../fixtures/made-up-census";
import { addressOf } from "../fixtures/staff";
import { expect, test } from "../fixtures/test";
import { interactive } from "../pages/interactive";

const MARGIN = { top: "10mm", right: "10mm", bottom: "10mm", left: "10mm" };
const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

async function fill(page: Page, group: string, label: string, figure: string): Promise<void> {
  await figureOf(page, group, label).fill(figure);
}
const figureOf = (page: Page, group: string, label: string) =>
  page.getByRole("group", { name: group, exact: true }).getByLabel(label, { exact: true });

test("an administrator enters a week, is told what does not fit, and locks it", async ({
  hospital,
  staff,
}) => {
  const page = await staff.signIn("administrator");
  await page.goto("/capacity/reports");
  const weeks = page.getByRole("table", { name: "Weekly respiratory reports" });
  // The third that is over: of a week that no other spec looks at.
  await weeks.getByRole("row").nth(4).getByRole("link").first().click();
  await expect(page).toHaveURL(/week=/);
  await expect(page.getByText("Nothing is saved yet")).toHaveCount(1);
  const week = new URL(page.url()).searchParams.get("week");
  const form = page.getByRole("form", { name: "Figures of the week" });
  const findings = form.getByRole("list", { name: "To be put right or looked at" });
  await interactive(form.getByRole("button", { name: "Submit" }));

  await test.step("what does not fit is said as it is typed", async () => {
    const fields = form.getByRole("textbox");
    await expect(fields).toHaveCount(REPORT_FIELDS.length);
    for (const field of await fields.all()) await field.fill("0");
    const [staffed, occupied] = [
      "Staffed inpatient beds, intensive care among them",
      "Occupied inpatient beds, intensive care among them",
    ] as const;
    await fill(page, staffed, "All", "120");
    await fill(page, staffed, "Adult", "100");
    await expect(findings).toContainText("adult 100 and paediatric 0 make 100, not the 120");
    await form.getByRole("button", { name: "Submit" }).click();
    await expect(page.getByText("Not submitted: see what is to be put right")).toBeVisible();
    await fill(page, staffed, "Paediatric", "20");
    await fill(page, occupied, "All", "103");
    await fill(page, occupied, "Adult", "103");
    await expect(findings).toContainText("Look at: Inpatient beds, adult: 103 occupied of 100");
    await figureOf(page, "Influenza", "65 to 74 years").fill("9");
    await figureOf(page, "Influenza", "Of all: to intensive care").fill("2");
  });

  await test.step("a draft is kept, then submitted and locked with name and time", async () => {
    await form.getByRole("button", { name: "Save draft" }).click();
    await expect(page.getByText(`Draft, saved by ${staff.name("administrator")}`)).toBeVisible();
    await form.getByRole("button", { name: "Submit" }).click();
    await page.getByRole("button", { name: "Submit and lock" }).click();
    await expect(page.getByText(`Submitted by ${staff.name("administrator")}`)).toBeVisible();
    await expect(page.getByRole("button", { name: "Save draft" })).toHaveCount(0);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
  });

  await test.step("it leaves as a file", async () => {
    const file = await page.request.get(
      `/capacity/reports/respiratory/respiratory.csv?week=${week}`,
    );
    const [head = "", line = ""] = (await file.text()).split("\r\n");
    const cells = line.split(",");
    const cellOf = (column: string) => cells[head.split(",").indexOf(column)];
    expect(cellOf("status")).toBe("submitted");
    expect(cellOf("inpatient_beds_all")).toBe("120");
    expect(cellOf("influenza_admissions_65_74")).toBe("9");
  });

  await test.step("its flu is what the season is drawn from", async () => {
    const season = await page.request.get("/capacity/flu/flu.csv");
    const lines = (await season.text()).split("\r\n");
    expect(lines).toContainEqual(expect.stringContaining(`"admissions, general",${week},7`));
    expect(lines).toContainEqual(expect.stringContaining(`"admissions, intensive",${week},2`));
  });

  await test.step("each step is on record, without a figure", async () => {
    const records = await hospital.recordsOf(addressOf("administrator"));
    const ofReport = records.filter(({ details }) => details?.["weekEndsOn"] === week);
    expect(ofReport.map(({ action }) => action)).toEqual([
      "capacity:exported",
      "respiratory-report:submitted",
      "respiratory-report:saved",
    ]);
    expect(Object.keys(ofReport[1]?.details ?? {})).toEqual(["weekEndsOn"]);
  });

  await test.step("a scheduler reads it, and enters nothing", async () => {
    const colleague = await staff.signIn("scheduler", PHONE);
    await colleague.goto(page.url());
    await expect(figureOf(colleague, "Influenza", "65 to 74 years")).toHaveValue("9");
    await expect(figureOf(colleague, "Influenza", "65 to 74 years")).not.toBeEditable();
    await expect(colleague.getByRole("button", { name: "Submit" })).toHaveCount(0);
  });
});

test("the situation is told as of now and of a past day, and fits on paper", async ({
  hospital,
  staff,
}) => {
  await issueMadeUpForecast(hospital, new Date());
  const page = await staff.signIn("administrator");
  await page.goto("/capacity/reports/situation");
  for (const name of ["Beds", "Movements of the last 24 hours", "Next 72 hours"]) {
    const table = page.getByRole("table", { name, exact: true });
    await expect(table.getByRole("row", { name: /^Respiratory R3/ })).toBeVisible();
    await expect(table.getByRole("row", { name: /^Hospital/ })).toBeVisible();
  }
  // There is demand and no roster here: each shift is a gap, once they have been looked at.
  const gaps = page.getByRole("table", { name: "Roster gaps", exact: true });
  await expect(async () => {
    await page.reload();
    await expect(gaps.getByRole("row", { name: /none published/ }).first()).toBeVisible({
      timeout: 2_000,
    });
  }).toPass({ timeout: 90_000 });

  await test.step("a table leaves as a file, and that is on record", async () => {
    const downloaded = page.waitForEvent("download");
    await page.getByRole("link", { name: "CSV file: Next 72 hours" }).click();
    expect((await downloaded).suggestedFilename()).toBe("wardcast-situation-outlook-now.csv");
    const [newest] = await hospital.recordsOf(addressOf("administrator"));
    expect(newest).toMatchObject({
      ...{ action: "capacity:exported", permission: "capacity:export" },
      details: { table: "situation-outlook" },
    });
  });

  await test.step("on at most two sheets of A4", async () => {
    const pdf = (await page.pdf({ format: "A4", margin: MARGIN })).toString("latin1");
    const sheets = pdf.match(/\/Type\s*\/Page[^s]/g)?.length ?? 0;
    expect(sheets).toBeGreaterThan(0);
    expect(sheets).toBeLessThanOrEqual(2);
  });

  await test.step("a past day, of which some things are not kept", async () => {
    const yesterday = new Date(Date.now() - 36 * 3_600_000).toISOString().slice(0, 10);
    await page.getByLabel("Day", { exact: true }).fill(yesterday);
    await page.getByRole("button", { name: "Show" }).click();
    await expect(page).toHaveURL(new RegExp(`day=${yesterday}`));
    await expect(page.getByText("At the end of the day,")).toBeVisible();
    await expect(page.getByRole("table", { name: "Movements of the day" })).toBeVisible();
    await expect(page.getByText("expected discharges are not kept")).toBeVisible();
  });
});
