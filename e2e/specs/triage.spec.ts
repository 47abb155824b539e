import { SEPTIC, UNWELL, WELL } from "../fixtures/bedside-gateway";
import { expectReadable } from "../fixtures/readable";
import { expect, testInOwnHospital } from "../fixtures/test";

// Nobody else lies in its units: the order is of all.
const test = testInOwnHospital();

test("who to see next is told with a reason, and changes with what is done", async ({
  hospital,
  staff,
}) => {
  const sick = await hospital.bedside.admit("CICU", "11", "Vasquez");
  await sick.measure(SEPTIC);
  const unwell = await hospital.bedside.admit("CICU", "12", "Whitlock");
  await unwell.measure(UNWELL);
  const well = await hospital.bedside.admit("CICU", "13", "Xavier");
  await well.measure(WELL);
  await hospital.bedside.admit("CICU", "14", "Unmeasured");
  const page = await staff.signIn("charge.cicu");
  await page.goto("/alerts/next");
  const queue = page.getByRole("list", { name: "Patients in the order to see them" });
  const row = (bed: string) =>
    queue.getByRole("listitem").filter({ has: page.getByText(bed, { exact: true }) });

  await test.step("the sickest unanswered patient is first, and says why", async () => {
    const first = queue.getByRole("listitem").first();
    await expect(first).toContainText("CICU 11");
    await expect(first).toContainText(/Unanswered for \d+ (s|min): NEWS2 14/);
    await expect(row("14")).toContainText("Nothing is known yet");
    await expect(row("13")).toContainText("No alert: NEWS2 0");
    await expect(page.getByText("Vasquez")).toHaveCount(0);
    await expectReadable(page);
  });

  await test.step("by keyboard one moves to a patient and answers the alerts", async () => {
    await page.keyboard.press("j");
    await expect(async () => {
      await page.keyboard.press("a");
      await expect(row("11")).toContainText(`Acknowledged by ${staff.name("charge.cicu")}`, {
        timeout: 2_000,
      });
    }).toPass();
  });

  await test.step("on a phone nothing is cut off", async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await expect(row("11")).toBeVisible();
    const isCut = await page.evaluate(
      () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
    );
    expect(isCut).toBe(false);
    await expectReadable(page);
  });

  await test.step("the patient's time line tells what was raised and done", async () => {
    await row("11").getByRole("link").click();
    const actions = page.getByRole("list", { name: "Actions" });
    await expect(actions.getByRole("button", { name: /Acknowledged, / }).first()).toBeVisible();
    await expect(
      page.getByRole("list", { name: "Alerts", exact: true }).getByRole("button").first(),
    ).toBeVisible();
    await expectReadable(page);
  });
});
