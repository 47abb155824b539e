import { SEPTIC, WELL } from "../fixtures/bedside-gateway";
import { expectReadable } from "../fixtures/readable";
import { expect, test } from "../fixtures/test";
import { AlertBudgetPage } from "../pages/alert-budget-page";

test("a charge nurse chooses a budget by keyboard, on recorded patients and on the unit's own past", async ({
  hospital,
  staff,
}) => {
  const patient = await hospital.bedside.admit("SDU", "16", "Budgeted");
  await patient.measure(WELL);
  await patient.measure(SEPTIC);
  const budget = new AlertBudgetPage(await staff.signIn("charge.sdu"));
  await budget.open("SDU");

  await test.step("more alerts catch more, and cost more", async () => {
    await budget.slider.focus();
    await budget.slider.press("Home");
    const fewest = Number(await budget.figures("Alerts per bed and day").first().textContent());
    await budget.slider.press("End");
    await expect
      .poll(async () =>
        Number(await budget.figures("Alerts per bed and day").first().textContent()),
      )
      .toBeGreaterThan(fewest);
    await expect(budget.figures("Fresh alert before the event").first()).toContainText("%");
    // The records have no time of day, and nobody makes one up.
    await expect(budget.figures("At night").first()).toHaveText("not known");
  });

  await test.step("the chosen levels go into the form of the policy", async () => {
    await expect(budget.levels.getByRole("listitem").first()).toContainText("NEWS2");
    const href = (await budget.use.getAttribute("href")) ?? "";
    const query = new URL(href, hospital.url).searchParams;
    expect(query.get("unit")).toBe("SDU");
    for (const name of ["mediumFrom", "highFrom", "riskHighFactor", "persistence", "recovery"])
      expect(Number(query.get(name)), name).toBeGreaterThanOrEqual(0);
    expect(query.has("riskThreshold")).toBe(true);
  });

  await test.step("of the unit's own past it says how little is known", async () => {
    await budget.replay.click();
    await expect(budget.page.getByText(/of this unit, .* patient-days/)).toBeVisible();
    await expect(
      budget.page.getByText(/events?: what would have been caught is\s+not\s+known/),
    ).toBeVisible();
    await expect(budget.figures("Fresh alert before the event").first()).toHaveText("not known");
    await expect(budget.figures("Alerts per bed and day").nth(1)).toHaveText(/^\d/);
    await expectReadable(budget.page);
  });

  await test.step("a nurse may look, and not use them", async () => {
    const nurse = new AlertBudgetPage(await staff.signIn("nurse.sdu"));
    await nurse.open("SDU");
    await expect(nurse.slider).toBeVisible();
    await expect(nurse.use).toBeHidden();
  });

  // The bed is another journey's next.
  await patient.leave();
});

test("a replay that is lost or stopped leaves what was shown", async ({ staff }) => {
  const budget = new AlertBudgetPage(await staff.signIn("charge.r3"));
  await budget.open("R3");
  await budget.page.route("**/alerts/budget/history**", (route) => route.abort());
  await budget.replay.click();
  await expect(budget.page.getByRole("alert").filter({ hasText: "Try again" })).toBeVisible();
  await expect(budget.slider).toBeVisible();

  await budget.page.unrouteAll();
  await budget.page.route("**/alerts/budget/history**", () => undefined);
  await budget.replay.click();
  await budget.page.getByRole("button", { name: "Cancel" }).click();
  await expect(budget.replay).toBeVisible();
  await expect(budget.figures("Fresh alert before the event").first()).toContainText("%");
});
