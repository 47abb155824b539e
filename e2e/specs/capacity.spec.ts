import type { Page } from "@playwright/test";
import { issueMadeUpForecast } from "../fixtures/made-up-census";
import { expectReadable } from "../fixtures/readable";
import { addressOf } from "../fixtures/staff";
import { expect, test } from "../fixtures/test";
import { interactive } from "../pages/interactive";
import { WhatIfPage } from "../pages/what-if-page";

const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

test.beforeAll(async ({ hospital }) => {
  await issueMadeUpForecast(hospital, new Date(Date.now() - 120_000));
});

/** Everything the browser stops on this page from now on. */
async function violationsOf(page: Page): Promise<() => Promise<string[]>> {
  await page.addInitScript(() => {
    Object.assign(window, { stopped: [] });
    document.addEventListener("securitypolicyviolation", (event) => {
      const stopped: unknown = Reflect.get(window, "stopped");
      if (Array.isArray(stopped)) stopped.push(event.effectiveDirective);
    });
  });
  return () => page.evaluate(() => [Reflect.get(window, "stopped")].flat().map(String));
}

test("an administrator sees how full the hospital is and will be", async ({ hospital, staff }) => {
  const page = await staff.signIn("administrator");
  await page.goto("/capacity");
  await expect(page.getByText("Occupied beds", { exact: true })).toBeVisible();
  await expect(page.getByText("Peak within 28 days")).toBeVisible();

  await test.step("each unit's days, in numbers", async () => {
    const strip = page.getByRole("region", { name: "Exceedance by day" });
    const row = strip.getByRole("row", { name: /^Respiratory R3/ });
    await expect(row.getByRole("cell")).toHaveCount(28);
    await expect(row.getByRole("cell").first()).toHaveText(/^(<1|>99|\d{1,3})$/);
  });

  await test.step("one unit's charts, with a table behind a button", async () => {
    await (
      await interactive(page.getByLabel("Show", { exact: true }))
    ).selectOption("Respiratory R3");
    await expect(page).toHaveURL(/unit=R3/);
    const panel = page.getByRole("region", { name: "Respiratory R3, next 28 days", exact: true });
    await panel.getByRole("button", { name: "Show numbers" }).click();
    const numbers = panel.getByRole("table");
    await expect(numbers.getByRole("rowheader")).toHaveCount(28);
    await expect(numbers.getByRole("columnheader", { name: "95 % interval" })).toBeVisible();
  });

  await test.step("a newer forecast is drawn without a word", async () => {
    const ages = page.getByRole("list", { name: "Age of the forecasts" });
    const before = await ages.textContent();
    await issueMadeUpForecast(hospital, new Date());
    await expect(ages).not.toHaveText(before ?? "");
    // The made-up forecast knows of fewer than the demo hospital has.
    await expect(page.getByText(/was made with \d+ staffed beds; \d+ are set now\./)).toBeVisible();
  });

  await test.step("a table leaves as a file, and that is on record", async () => {
    const downloaded = page.waitForEvent("download");
    await page.getByRole("link", { name: "CSV file: Exceedance by day" }).click();
    expect((await downloaded).suggestedFilename()).toBe("wardcast-capacity-exceedance.csv");
    const [newest] = await hospital.recordsOf(addressOf("administrator"));
    expect(newest).toMatchObject({
      ...{ action: "capacity:exported", outcome: "permitted", permission: "capacity:export" },
      details: { table: "exceedance" },
    });
  });
});

test("a scenario is tried, kept, sent to a colleague, compared and deleted", async ({
  hospital,
  staff,
}) => {
  // A long way, with five pages computed: two minutes are short on a machine that does much else.
  test.slow();
  const page = await staff.signIn("administrator");
  const violations = await violationsOf(page);
  const whatIf = new WhatIfPage(page);
  await whatIf.open();
  await expect(whatIf.strip.getByText("planned")).toHaveCount(0);

  await test.step("what is assumed changes every unit's numbers", async () => {
    await whatIf.pull("Length of stay", 10);
    await expect(whatIf.levers).toContainText("10 % longer");
    await expect(whatIf.strip.getByText("planned").first()).toBeAttached();
    await whatIf.levers.getByRole("checkbox", { name: "Close Cardiology R2" }).check();
    await whatIf.computed();
    await expect(whatIf.strip.getByRole("row", { name: /^Cardiology R2/ })).toContainText(
      "0 staffed",
    );
    expect(await violations()).toEqual([]);
  });

  await test.step("it is not left behind by mistake", async () => {
    await page.getByRole("link", { name: "Overview" }).click();
    const question = page.getByRole("dialog", { name: "Leave without saving?" });
    await question.getByRole("button", { name: "Cancel" }).click();
    await expect(whatIf.levers).toContainText("10 % longer");
  });

  await test.step("kept under a name, it has an address of its own", async () => {
    await whatIf.saveAs("Long stays", "For the winter meeting");
    await whatIf.computed();
    await expect(whatIf.row("Long stays")).toContainText("Stays 10 % longer; Cardiology R2 closed");
    await expect(page.getByText("As saved").first()).toBeVisible();
  });
  const address = page.url();

  await test.step("a colleague opens it by its address, and may try but not save", async () => {
    const colleague = new WhatIfPage(await staff.signIn("scheduler", PHONE));
    await colleague.open(address);
    await expect(colleague.levers).toContainText("10 % longer");
    await expect(colleague.page.getByText("Long stays").first()).toBeVisible();
    await expect(colleague.page.getByRole("button", { name: "Save as new" })).toHaveCount(0);
    await colleague.pull("Flu admissions", 5);
    await expect(colleague.page.getByText("Changed, for you alone")).toBeVisible();
  });

  await test.step("somebody who may not see the capacity is refused", async () => {
    const nurse = await staff.signIn("nurse.r3");
    const answer = await nurse.goto(address);
    expect(answer?.status()).toBe(403);
  });

  await test.step("beside another, as a table", async () => {
    await whatIf.pull("Flu wave comes", -7);
    await whatIf.saveAs("Long stays, early wave");
    await whatIf.computed();
    for (const name of ["Long stays", "Long stays, early wave"])
      await (
        await interactive(
          whatIf.saved.getByRole("checkbox", { name: `Compare ${name}`, exact: true }),
        )
      ).check();
    await page.getByRole("link", { name: "Compare side by side" }).click();
    const compared = page.getByRole("table", { name: "Scenarios side by side" });
    await expect(compared.getByRole("columnheader")).toHaveText([
      "As planned",
      "Long stays",
      "Long stays, early wave",
    ]);
    const row = compared.getByRole("row", { name: /^Respiratory R3/ });
    await expect(row.getByRole("cell", { name: /Over \d+ staffed/ })).toHaveCount(3);
    await expect(compared.getByRole("row", { name: /^Nursing hours/ })).toContainText(/\d+ h/);
    await expectReadable(page);
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  await test.step("the comparison leaves as a file, with the figures of the page", async () => {
    const compared = page.getByRole("table", { name: "Scenarios side by side" });
    const shown = await compared.getByRole("row", { name: /^Respiratory R3/ }).textContent();
    const href = await page.getByRole("link", { name: "CSV file" }).getAttribute("href");
    const file = await page.request.get(href ?? "");
    expect(file.headers()["content-disposition"]).toContain("wardcast-scenario-comparison.csv");
    const lines = (await file.text()).split("\r\n");
    const ofUnit = lines.filter((line) => line.startsWith("Respiratory R3,"));
    expect(ofUnit.map((line) => line.split(",")[1])).toEqual([
      ...["As planned", "Long stays", '"Long stays'],
    ]);
    const planned =
      /^Respiratory R3,As planned,Nothing otherwise,yes,\d+,"[^"]+",(\d+),(\d+),(\d+),/;
    const [, median, low, high] = planned.exec(ofUnit[0] ?? "") ?? [];
    expect(shown).toContain(`72 h: ${median} (80 %: ${low === high ? low : `${low} to ${high}`})`);

    await whatIf.open();
    const saved = await page
      .getByRole("link", { name: "CSV file: Saved scenarios" })
      .getAttribute("href");
    expect(await (await page.request.get(saved ?? "")).text()).toContain(
      "\r\nLong stays,yes,Stays 10 % longer; Cardiology R2 closed,For the winter meeting,",
    );
  });

  await test.step("renamed, deleted, and brought back", async () => {
    await whatIf.open();
    await whatIf.choose("Long stays", "Rename");
    const dialog = page.getByRole("dialog", { name: "Rename Long stays" });
    await dialog.getByLabel("Name").fill("Longer stays");
    await dialog.getByRole("button", { name: "Rename" }).click();
    await expect(whatIf.row("Longer stays")).toBeVisible();
    await whatIf.choose("Longer stays", "Delete");
    await expect(whatIf.row("Longer stays")).toHaveCount(0);
    const gone = await page.request.get(address);
    expect(gone.status()).toBe(404);
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(whatIf.row("Longer stays")).toBeVisible();
  });

  await test.step("each step is on record, by the scenario's id alone", async () => {
    const records = await hospital.recordsOf(addressOf("administrator"));
    const scenarioId = new URL(address).searchParams.get("scenario");
    const ofScenario = records
      .filter(({ details }) => details?.["scenarioId"] === scenarioId)
      .map(({ action, details }) => [action, details?.["step"]]);
    expect(ofScenario).toEqual([
      ["scenario:saved", "restored"],
      ["scenario:deleted", undefined],
      ["scenario:saved", "renamed"],
      ["scenario:saved", "created"],
    ]);
    expect(JSON.stringify(records)).not.toContain("Long");
  });
});

test("staffed beds are set for now, and who did is told", async ({ hospital, staff }) => {
  const page = await staff.signIn("administrator", PHONE);
  await page.goto("/capacity/staffed-beds");
  const change = page.getByRole("button", { name: "Change staffed beds of Cardiac ICU" });
  await (await interactive(change)).click();
  const dialog = page.getByRole("dialog", { name: "Staffed beds of Cardiac ICU" });
  await dialog.getByLabel("Staffed beds").fill("99");
  await dialog.getByRole("button", { name: "Set" }).click();
  await expect(dialog).toContainText("The unit has 16 beds.");
  await dialog.getByLabel("Staffed beds").fill("13");
  await dialog.getByRole("button", { name: "Set" }).click();

  const changes = page.getByRole("table", { name: "Changes of staffed beds" });
  await expect(changes.getByRole("row", { name: /Cardiac ICU/ }).first()).toContainText("13");
  await expect(changes).toContainText(staff.name("administrator"));
  const [newest] = await hospital.recordsOf(addressOf("administrator"));
  expect(newest).toMatchObject({
    ...{ action: "staffing:changed", permission: "capacity-plan:manage" },
    details: { staffedBeds: 13, isPlanned: false },
  });

  const file = await page.request.get("/capacity/staffed-beds/export/changes");
  expect(await file.text()).toContain("\r\nCardiac ICU,13,");
  const [taken] = await hospital.recordsOf(addressOf("administrator"));
  expect(taken).toMatchObject({
    ...{ action: "capacity:exported", details: { table: "staffed-beds-changes" } },
  });
  await expect(page.getByRole("link", { name: /^CSV file: / })).toHaveText([
    ...["CSV file: By unit", "CSV file: Changes"],
  ]);
});
