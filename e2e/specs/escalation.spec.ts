import { addressOf } from "../fixtures/staff";
import { expect, testInOwnHospital, WITH_PAST } from "../fixtures/test";
import { expectReadable } from "../fixtures/readable";
import { EscalationPage } from "../pages/escalation-page";
import { interactive } from "../pages/interactive";

// The level is the whole hospital's, and its rules are changed here.
const test = testInOwnHospital(WITH_PAST);
const OCCUPANCY = "Occupancy of staffed beds";
/** What is not known may make it more. */
const LEVEL_3 = /Level (at least )?3/;
const asFile = (title: string) => `CSV file: ${title}`;
const ACTION = "Open the operations centre and meet every four hours.";

test("the level rises by new rules, is told to who acts on it, and its card is worked through", async ({
  hospital,
  staff,
}) => {
  // The first look waits for the forecasts of the start, on a machine that does much else for a minute.
  test.slow();
  // Of a hospital that never reported a patient no bed counts as empty.
  await hospital.bedside.admit("R3", "20", "Occupying");
  const administrator = new EscalationPage(await staff.signIn("administrator"));
  const charge = new EscalationPage(await staff.signIn("charge.r3"));
  await administrator.open();

  await test.step("what is not known is shown as such, with what would make it known", async () => {
    await expect(administrator.now).toContainText("Not known: ", { timeout: 100_000 });
    await expect(administrator.parameter(OCCUPANCY)).toContainText("%");
    // Nothing was forecast before the server was there.
    await expect(administrator.parameter("Emergency arrivals")).toContainText(
      "An hour of the last 6 was not counted, or not forecast.",
    );
  });

  await charge.page.goto("/alerts");
  await expect(charge.page.getByRole("banner").getByText("Live", { exact: true })).toBeVisible();

  await test.step("rules that cannot be are refused at their field", async () => {
    await administrator.openRules();
    const card = administrator.card(OCCUPANCY);
    await (await interactive(card.getByLabel("Level 3: at least"))).fill("50");
    await administrator.saveRules();
    await expect(card).toContainText("Not milder than level 2.");
  });

  await test.step("with others in force the level rises at once, on every screen", async () => {
    const card = administrator.card(OCCUPANCY);
    for (const level of [2, 3, 4]) await card.getByLabel(`Level ${level}: at least`).fill("0");
    await administrator.saveRules();
    await expect(administrator.page.getByText("Version 1 is in force.")).toBeVisible();
    for (const told of [charge, administrator])
      await expect(told.notice("Escalation level rose to")).toBeVisible();
    const records = await hospital.recordsOf(addressOf("administrator"));
    expect(records.filter(({ action }) => action === "escalation:rules-changed")).toMatchObject([
      { outcome: "permitted", details: { version: 1 } },
    ]);
  });

  await test.step("an action is ticked, and everybody sees by whom", async () => {
    await charge.notice("Escalation level rose to").getByRole("link").click();
    await expect(charge.now).toContainText(LEVEL_3);
    await (await interactive(charge.action(ACTION))).click();
    await expect(charge.action(ACTION)).toBeChecked();
    await administrator.open();
    await expect(administrator.doneLine(staff.name("charge.r3"))).toContainText(ACTION);
    await (await interactive(administrator.action(ACTION))).click();
    await expect(charge.action(ACTION)).not.toBeChecked();
  });

  await test.step("the level stands over each page about capacity, and stays in the history", async () => {
    await expect(
      administrator.history.getByRole("row").filter({ hasText: "Version 1" }).first(),
    ).toContainText(`${OCCUPANCY} `);
    await administrator.page.goto("/capacity");
    await expect(administrator.page.getByText(LEVEL_3).first()).toBeVisible();
  });

  await test.step("each table leaves as a file", async () => {
    await administrator.open();
    const files = administrator.page.getByRole("link", { name: /^CSV file: / });
    await expect(files).toHaveText(["Parameters", "Next 72 hours", "History"].map(asFile));
    const take = async (table: string) => {
      const file = await administrator.page.request.get(`/capacity/escalation/export/${table}`);
      expect(file.headers()["content-disposition"]).toContain(`wardcast-escalation-${table}.csv`);
      return file.text();
    };
    expect(await take("parameters")).toMatch(
      new RegExp(`^${OCCUPANCY},[\\d.]+,percent,4,\\d+,\\d+,yes,higher,0,0,0,`, "m"),
    );
    expect((await take("history")).split("\r\n")[1]).toContain(`${OCCUPANCY} `);
    expect(await take("rules")).toMatch(/^1,yes,.*\r\n0,no,,,/ms);
    expect(await take("outlook")).toMatch(/^from,to,likeliest_level,/);
  });

  await test.step("the pages can be read, wide and narrow, light and dark", async () => {
    await administrator.open();
    await expect(administrator.now).toBeVisible();
    await expectReadable(administrator.page);
    await administrator.openRules();
    await expect(administrator.card(OCCUPANCY)).toBeVisible();
    await expectReadable(administrator.page);
  });
});

test("the nurse demand is read by other rules, and taken as a file", async ({
  hospital,
  staff,
}) => {
  const scheduler = await staff.signIn("scheduler");
  // The first forecast is made soon after the start.
  await expect(async () => {
    await scheduler.goto("/capacity/nurses");
    await expect(scheduler.getByRole("table").first()).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 100_000 });
  const grid = scheduler.getByRole("region", { name: "Nurses by unit and shift" });
  await expect(grid.getByRole("columnheader", { name: /Night/ }).first()).toBeVisible();
  await expect(scheduler.getByRole("link", { name: "CSV file" })).toHaveCount(0);

  await scheduler.getByRole("link", { name: "Day, evening and night" }).click();
  await expect(grid.getByRole("columnheader", { name: /Evening/ }).first()).toBeVisible();
  await scheduler.getByRole("link", { name: "Ratios alone" }).click();
  await expect(scheduler).toHaveURL(/rules=ratio&shifts=three/);

  const unit = grid.getByRole("rowheader").first();
  const name = (await unit.textContent()) ?? "";
  await scheduler.getByText(name, { exact: true }).last().click();
  await expect(
    scheduler.getByRole("table", { name: `How the nurse demand of ${name} was found` }),
  ).toContainText(/one nurse to|Nobody is expected/);
  await expectReadable(scheduler);

  const administrator = await staff.signIn("administrator");
  const file = await administrator.request.get("/capacity/nurses/nurses.csv?rules=ratio&level=95");
  expect(file.status()).toBe(200);
  const [head, ...lines] = (await file.text()).trim().split("\r\n");
  expect(head).toContain("nurses_minimum,nurses_target");
  expect(lines.length).toBeGreaterThan(10);
  const records = await hospital.recordsOf(addressOf("administrator"));
  expect(records.map(({ action }) => action)).toContain("nurse-demand:exported");
});
