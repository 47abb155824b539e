import { issueMadeUpArrivals } from "../fixtures/made-up-arrivals";
import { expectReadable } from "../fixtures/readable";
import { addressOf } from "../fixtures/staff";
import { expect, test } from "../fixtures/test";
import { interactive } from "../pages/interactive";

const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

test.beforeAll(async ({ hospital }) => {
  await issueMadeUpArrivals(hospital, new Date());
});

test("an administrator sees the week's emergency arrivals, by hour and by day", async ({
  hospital,
  staff,
}) => {
  const page = await staff.signIn("administrator");
  await page.goto("/capacity/arrivals");
  const panel = page.getByRole("region", { name: /^Emergency arrivals by hour/ }).first();
  await expect(panel.getByRole("img", { name: /same hours last week/ })).toBeVisible();

  await test.step("each day's total beside last week's and last year's", async () => {
    const days = page.getByRole("table", { name: /^Emergency arrivals by day/ }).first();
    await expect(days.getByRole("columnheader", { name: "Last year" })).toBeVisible();
    const second = days.getByRole("row").nth(2);
    await expect(second.getByRole("cell").first()).toHaveText("144");
    await expect(second.getByRole("cell").nth(1)).toHaveText(/^1[1-3]\d to 1[5-7]\d$/);
    await expect(second.getByRole("cell").nth(2)).toHaveText(/^\d+$/);
  });

  await test.step("over last year's week, and in numbers", async () => {
    await (await interactive(panel.getByRole("button", { name: "Show numbers" }))).click();
    await panel.getByText("Same hours last year", { exact: true }).first().click();
    await expect(panel.getByRole("img", { name: /same hours last year/ })).toBeVisible();
    await expect(panel.getByRole("table").getByRole("rowheader")).toHaveCount(168);
    await expectReadable(page);
  });

  await test.step("as a file, and that is on record", async () => {
    const downloaded = page.waitForEvent("download");
    await page.getByRole("link", { name: "CSV file" }).click();
    expect((await downloaded).suggestedFilename()).toBe("wardcast-emergency-arrivals.csv");
    const [newest] = await hospital.recordsOf(addressOf("administrator"));
    expect(newest).toMatchObject({
      ...{ action: "capacity:exported", outcome: "permitted", permission: "capacity:export" },
      details: { table: "arrivals" },
    });
  });
});

test("a charge nurse reads it on a phone, and takes no file", async ({ staff }) => {
  const page = await staff.signIn("charge.r3", PHONE);
  await page.goto("/capacity/arrivals");
  await expect(page.getByText("Busiest hour of the next 24").first()).toBeVisible();
  await expect(page.getByRole("link", { name: /CSV file/ })).toHaveCount(0);
  // As it settles: it is drawn once more when its script has run.
  const overflow = () =>
    page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
  await expect.poll(overflow).toBe(0);

  await test.step("places that have no room at the bottom are behind the last", async () => {
    const main = page.getByRole("navigation", { name: "Main" });
    await expect(main.getByRole("link")).toHaveText(["Board", "Alerts", "Handover", "My shifts"]);
    await (await interactive(main.getByRole("button", { name: "More" }))).tap();
    const places = ["Capacity", "Rosters", "Emergency access", "Models"];
    await expect(page.getByRole("menuitem")).toHaveText(places);
    await page.keyboard.press("Escape");
  });
  await expectReadable(page);
});
