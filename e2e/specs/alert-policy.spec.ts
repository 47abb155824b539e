import { WELL } from "../fixtures/bedside-gateway";
import { addressOf } from "../fixtures/staff";
import { expect, test } from "../fixtures/test";
import { AlertPolicyPage } from "../pages/alert-policy-page";
import { AlertsPage } from "../pages/alerts-page";

/** NEWS2 2, for respiration: no alert by the house's policy. */
const BREATHING_FAST = { ...WELL, respiratoryRate: 22 };

test("a unit's policy is changed, reviewed, saved, and raises by it at the next assessment", async ({
  hospital,
  staff,
}) => {
  const patient = await hospital.bedside.admit("ED", "01", "Lindqvist");
  await patient.measure(BREATHING_FAST);
  const policy = new AlertPolicyPage(await staff.signIn("charge.ed"));
  const alerts = new AlertsPage(await staff.signIn("nurse.ed"));
  await alerts.open();
  await policy.open();
  const medium = policy.group("NEWS2").getByLabel("Medium alert from");
  const raised = alerts
    .alerts("Unanswered", "ED", "01")
    .filter({ hasText: "NEWS2 2 from 7 of 7 inputs" });

  await test.step("what cannot be is said at its field, in the words of the rule", async () => {
    await expect(policy.summary).toContainText("one of 5 to 6 a medium alert");
    await medium.fill("9");
    await policy.review();
    await expect(policy.group("NEWS2")).toContainText("High must start above medium.");
    await expect(policy.dialog).toHaveCount(0);
  });

  await test.step("a change is marked, told in words, and not left behind unasked", async () => {
    await medium.fill("2");
    await expect(policy.group("NEWS2")).toContainText("Changed, was 5 points");
    await expect(policy.summary).toContainText("one of 2 to 6 a medium alert");
    await policy.page.getByRole("link", { name: "Queue" }).click();
    await expect(policy.dialog).toContainText("Leave without saving?");
    await policy.dialog.getByRole("button", { name: "Cancel" }).click();
    await expect(raised).toHaveCount(0);
  });

  await test.step("it is reviewed and put in force", async () => {
    await policy.review();
    await expect(policy.dialog).toContainText("Medium alert from: 2, was 5");
    await policy.save();
    await expect(policy.page.getByText("Version 1 is in force.")).toBeVisible();
    await expect(policy.versions).toContainText(`Version 1${staff.name("charge.ed")}`);
    const records = await hospital.recordsOf(addressOf("charge.ed"));
    expect(records.filter(({ action }) => action === "alert-policy:changed")).toMatchObject([
      { outcome: "permitted", details: { version: 1 }, unitId: await hospital.unitId("ED") },
    ]);
  });

  await test.step("the next assessment raises by it", async () => {
    // Until the server has heard of it, an assessment goes by the policy before; the same score
    // again is one only after a while.
    await expect(async () => {
      await patient.measure(WELL);
      await patient.measure(BREATHING_FAST);
      await expect(raised).toHaveCount(1, { timeout: 1_000 });
    }).toPass();
  });

  await test.step("the house's policy is a version like any other", async () => {
    await policy.versions.getByRole("button", { name: "Use the house default again" }).click();
    await policy.review();
    await expect(policy.dialog).toContainText("Medium alert from: 5, was 2");
    await policy.save();
    await expect(policy.versions).toContainText("Version 2");
  });
});

test("who saves second sees first what the other has changed", async ({ staff }) => {
  const first = new AlertPolicyPage(await staff.signIn("charge.ed"));
  const second = new AlertPolicyPage(await staff.signIn("charge.ed"));
  await first.open();
  await second.open();
  await second.group("Recovery and expiry").getByLabel("Better for", { exact: true }).fill("20");

  await first.group("Recovery and expiry").getByLabel("Expires when not assessed for").fill("8");
  await first.review();
  await first.save();
  await expect(first.page.getByText(/^Version \d+ is in force\.$/)).toBeVisible();

  await second.review();
  await second.save();
  await expect(second.page.getByText("A colleague has saved another version")).toBeVisible();
  const overtaken = second.page.getByRole("alert").filter({ hasText: staff.name("charge.ed") });
  await expect(overtaken).toContainText("Expires when not assessed for: 8 hours, was 12 hours");
  await overtaken.getByRole("button", { name: /^Start again from version/ }).click();
  await expect(overtaken).toHaveCount(0);
  await expect(second.page.getByText("As in force")).toBeVisible();
});

test("a step of the ladder is left out and named by the keyboard", async ({ staff }) => {
  const policy = new AlertPolicyPage(await staff.signIn("charge.ed"));
  await policy.open();
  const ladder = policy.group("Escalation ladder");
  await expect(ladder).toContainText(`Signed in now: ${staff.name("charge.ed")}`);

  await ladder.getByRole("switch", { name: "Ask the rapid response team" }).focus();
  await policy.page.keyboard.press("Space");
  await expect(policy.summary).toContainText(
    "then the charge nurse, who has 5 minutes; then the physician, again every 10 minutes",
  );
  await ladder.getByLabel("Contact of the Nurse").fill("Extension 4410");
  await policy.review();
  await expect(policy.dialog).toContainText("Nurse: contact: Extension 4410, was none");
  await expect(policy.dialog).toContainText("Rapid response team: not asked, was asked");
  await policy.page.keyboard.press("Escape");
  await policy.page.getByRole("button", { name: "Discard" }).click();
  await expect(policy.page.getByText("As in force")).toBeVisible();
});

test("who only reads alerts reads the policy, and cannot change it", async ({ staff }) => {
  const policy = new AlertPolicyPage(await staff.signIn("nurse.ed"));
  await policy.open();
  await expect(policy.page.getByText("A NEWS2 of 7 or more raises a high alert")).toBeVisible();
  await expect(policy.page.getByRole("button", { name: "Review and save" })).toHaveCount(0);
  await expect(policy.versions.getByRole("button")).toHaveCount(0);
});
