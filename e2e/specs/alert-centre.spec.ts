import { SEPTIC, WELL } from "../fixtures/bedside-gateway";
import { listenTo } from "../fixtures/listening-browser";
import { expectReadable } from "../fixtures/readable";
import { expect, testInOwnHospital } from "../fixtures/test";
import { leaveUnwatched } from "../fixtures/unwatched-browser";
import { AlertCentre } from "../pages/alert-centre";
import { acknowledgeButton, AlertsPage } from "../pages/alerts-page";
import { interactive } from "../pages/interactive";

const test = testInOwnHospital();
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

test("an alert sounds where somebody has armed it, from one tab, until it is answered", async ({
  hospital,
  staff,
}) => {
  const patient = await hospital.bedside.admit("SICU", "01", "Adeyemi");
  await patient.measure(WELL);
  const page = await staff.signIn("charge.sicu");
  const heard = await listenTo(page);
  const centre = new AlertCentre(page);
  await page.goto("/account");
  await expect(centre.connection("Live")).toBeVisible();

  await test.step("off until it is armed, and then it says so", async () => {
    await expect(centre.soundButton).toHaveAccessibleName("Alert sound: Sound off");
    expect((await heard()).started).toBe(0);
    await centre.armSound();
    await expect(centre.soundButton).toHaveAccessibleName("Alert sound: Sound on");
  });

  await test.step("the test plays every priority once", async () => {
    await centre.openSoundPanel();
    await centre.soundPanel.getByRole("button", { name: "Test: high, medium, low" }).click();
    await expect.poll(async () => (await heard()).started).toBe(10 + 3 + 2);
    await page.keyboard.press("Escape");
  });

  await test.step("an alert of high priority starts its burst of ten", async () => {
    await patient.measure(SEPTIC);
    await expect(centre.soundButton).toHaveAccessibleName("Alert sound: Sounding");
    await expect.poll(async () => (await heard()).started).toBeGreaterThanOrEqual(15 + 10);
    const { lowestHz, highestHz } = await heard();
    expect(lowestHz).toBeGreaterThanOrEqual(150);
    expect(highestHz).toBeLessThanOrEqual(1_000);
  });

  await test.step("a second tab is silent, and takes over when the first is closed", async () => {
    const second = await page.context().newPage();
    const other = new AlertCentre(second);
    await second.goto("/account");
    // A browser lets sound through once the page was touched.
    await second.mouse.click(5, 400);
    await expect(other.soundButton).toHaveAccessibleName("Alert sound: Sounds in another tab");
    await second.close();
  });

  await test.step("a pause counts down and can be ended", async () => {
    await centre.openSoundPanel();
    await centre.soundPanel.getByRole("button", { name: "Pause 2 minutes" }).click();
    await expect(centre.soundButton).toHaveAccessibleName("Alert sound: Sound paused");
    await expect(centre.soundButton).toContainText(/[01]:\d\d/);
    expect((await heard()).pending).toBe(0);
    await centre.soundPanel.getByRole("button", { name: /^Sound now/ }).click();
    await expect(centre.soundButton).toHaveAccessibleName("Alert sound: Sounding");
    await page.keyboard.press("Escape");
  });

  await test.step("the last answer ends it at once", async () => {
    const acknowledge = centre.toasts.getByRole("button", { name: /^Acknowledge: / });
    for (let left = await acknowledge.count(); left > 0; left -= 1) {
      await acknowledge.first().click();
      await expect(acknowledge).toHaveCount(left - 1);
    }
    await expect(centre.soundButton).toHaveAccessibleName("Alert sound: Sound on");
    expect((await heard()).pending).toBe(0);
  });
});

test("new alerts are told over any page, and answered by keyboard in the drawer", async ({
  hospital,
  staff,
}) => {
  const patient = await hospital.bedside.admit("R3", "02", "Brandvold");
  await patient.measure(WELL);
  const centre = new AlertCentre(await staff.signIn("charge.r3"));
  const { page } = centre;
  await page.goto("/account");
  await expect(centre.connection("Live")).toBeVisible();

  await test.step("a notice says priority, place and reason, and stays", async () => {
    await patient.measure(SEPTIC);
    const toast = centre.toast("R3 02").filter({ hasText: "NEWS2 14 from 7 of 7 inputs" });
    await expect(toast).toContainText("***High priority");
    await expect(page.getByRole("status").filter({ hasText: /^New alert/ })).toContainText(
      "High priority, bed 02",
    );
    await expectReadable(page);
  });

  await test.step("the drawer opens with a key, and lists them all", async () => {
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.keyboard.press(".");
    await expect(centre.drawer).toBeVisible();
    await expect(centre.rows("R3 02").first()).toContainText("NEWS2 14");
    await expect(centre.rows("R3 02").first().getByRole("link")).toBeFocused();
    await expectReadable(page);
  });

  await test.step("j, k and a move and answer; nothing needs the mouse", async () => {
    await page.setViewportSize({ width: 1440, height: 900 });
    const acknowledge = centre.drawer.getByRole("button", { name: /^Acknowledge: / });
    for (let left = await acknowledge.count(); left > 0; left -= 1) {
      await page.keyboard.press("k");
      await page.keyboard.press("a");
      await expect(acknowledge).toHaveCount(left - 1);
    }
    await expect(centre.rows("R3 02").first()).toContainText(`✓ ${staff.name("charge.r3")}`);
    await page.keyboard.press("Escape");
    await expect(centre.drawer).toBeHidden();
    await expect(centre.indicator).toHaveAccessibleName("0 unanswered alerts");
  });
});

test("an alert goes from hand to hand by keyboard, and what ends it can be undone", async ({
  hospital,
  staff,
}) => {
  const patient = await hospital.bedside.admit("5B", "04", "Dahlgren");
  await patient.measure(SEPTIC);
  const page = await staff.signIn("charge.5b");
  const queue = new AlertsPage(page);
  const name = staff.name("charge.5b");
  await queue.open();
  // What the server drew can be read before the connection is there, but not acted on.
  await expect(queue.connection("Live")).toBeVisible();
  const row = queue.alerts("Unanswered", "5B", "04").filter({ hasText: "NEWS2 14" });
  await expect(row).toContainText(/Charge nurse asked in \d+:\d\d/);

  await test.step("escalated: it says to whom, and asks again", async () => {
    await row.getByRole("link").focus();
    await page.keyboard.press("e");
    const dialog = page.getByRole("dialog", { name: "Escalate to: Charge nurse?" });
    await dialog.getByRole("button", { name: "Escalate" }).click();
    await expect(row).toContainText(/Escalated to charge nurse \d\d:\d\d/);
    await expect(row).toContainText(/Rapid response team asked in/);
  });

  await test.step("taken in hand: the row has kept the focus", async () => {
    await expect(row.getByRole("link")).toBeFocused();
    await page.keyboard.press("t");
    await expect(queue.alerts("In hand", "5B", "04")).toContainText(
      new RegExp(`In hand: ${name}, \\d\\d:\\d\\d`),
    );
  });

  await test.step("snoozed with a reason, and no longer than the unit allows", async () => {
    await queue.alerts("In hand", "5B", "04").getByRole("link").focus();
    await page.keyboard.press("s");
    const panel = page.getByRole("dialog", { name: /^Snooze: 5B bed 04/ });
    await expect(panel.getByRole("radio")).toHaveCount(3);
    await expect(panel.getByRole("radio").last()).toHaveAccessibleName("15 min");
    await panel.getByRole("button", { name: "Being treated" }).click();
    await expect(queue.alerts("Snoozed", "5B", "04")).toContainText(
      /Snoozed until \d\d:\d\d: being treated/,
    );
  });

  await test.step("resolved in two taps, and opened again", async () => {
    await queue
      .alerts("Snoozed", "5B", "04")
      .getByRole("button", { name: /^Resolve: / })
      .click();
    await page.getByRole("menuitem", { name: "Deteriorating, known already" }).click();
    const ended = queue.alerts("Ended in the last 24 hours", "5B", "04");
    await expect(ended).toContainText("Known already");
    await expectReadable(page);
    await page.setViewportSize({ width: 1440, height: 900 });
    await ended.getByRole("button", { name: /^Reopen: / }).click();
    await expect(row).toHaveCount(1);
  });
});

test("while nobody looks the browser tells it, without a name, and takes it back", async ({
  hospital,
  staff,
}) => {
  const patient = await hospital.bedside.admit("4A", "05", "Eriksdotter");
  await patient.measure(WELL);
  const away = new AlertCentre(await staff.signIn("charge.4a"));
  const { notices, press } = await leaveUnwatched(away.page);
  await away.page.goto("/account");
  await expect(away.connection("Live")).toBeVisible();

  await patient.measure(SEPTIC);
  const title = "High priority, 4A bed 05";
  await expect.poll(notices).toContainEqual({ title, body: "NEWS2 14", isClosed: false });
  expect(JSON.stringify(await notices())).not.toContain("Eriksdotter");

  await press(title);
  await expect(away.rows("4A 05").first()).toBeVisible();

  const nurse = new AlertsPage(await staff.signIn("nurse.4a"));
  await nurse.open();
  const waiting = acknowledgeButton(nurse.alerts("Unanswered", "4A", "05"));
  for (let left = await waiting.count(); left > 0; left -= 1) {
    await waiting.first().click();
    await expect(waiting).toHaveCount(left - 1);
  }
  await expect.poll(async () => (await notices()).every(({ isClosed }) => isClosed)).toBe(true);
});

test("on a phone the drawer comes from below, under a thumb", async ({ hospital, staff }) => {
  const patient = await hospital.bedside.admit("R2", "03", "Castellano");
  await patient.measure(SEPTIC);
  const centre = new AlertCentre(await staff.signIn("charge.r2", PHONE));
  const { page } = centre;
  await page.goto("/account");
  await (await interactive(centre.indicator)).tap();
  await expect(centre.rows("R2 03").first()).toBeVisible();

  const drawer = await centre.drawer.boundingBox();
  expect(drawer?.width).toBe(390);
  for (const button of await centre.drawer.getByRole("button").all())
    expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(44);
  await expectReadable(page);
});
