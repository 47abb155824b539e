import type { Page } from "@playwright/test";
import { SEPTIC, WELL } from "../fixtures/bedside-gateway";
import { expectReadableColours } from "../fixtures/readable";
import { expect, test } from "../fixtures/test";
import { AlertsPage } from "../pages/alerts-page";
import { BoardPage } from "../pages/board-page";

test("the server is killed and comes back; the board heals itself", async ({ hospital, staff }) => {
  const patient = await hospital.bedside.admit("4A", "01", "Survivor");
  await patient.measure({ ...WELL, heartRate: 71 });
  const board = new BoardPage(await staff.signIn("nurse.4a"));
  await board.open();
  const bed = board.bed("01");
  await expect(bed.sign("Heart rate")).toHaveText("71");
  await expect(board.connection("Live")).toBeVisible();
  const loadedAt = await board.loadedAt();
  const capacity = await staff.signIn("administrator");
  await capacity.goto("/capacity");
  // A page of figures and a page that is a form.
  const report = await capacity.context().newPage();
  await report.goto("/capacity/reports/situation");
  const rules = await capacity.context().newPage();
  await rules.goto("/capacity/escalation/rules");
  const away = [capacity, report, rules].map((page) =>
    page.getByRole("status").filter({ hasText: "No connection to the server" }),
  );

  await test.step("kill -9: the board says that its values are old", async () => {
    await hospital.kill();
    await expect(board.banner).toContainText("No connection to the server");
    await expect(board.connection("Reconnecting")).toBeVisible();
    await expectReadableColours(board.page);
    await expect(bed.sign("Heart rate")).toHaveText("71");
    for (const notice of away) await expect(notice).toBeVisible();
  });

  await test.step("back again: fresh values, without a reload", async () => {
    const measured = patient.measure({ ...WELL, heartRate: 84 });
    await hospital.start();
    await measured;
    await expect(bed.sign("Heart rate")).toHaveText("84");
    await expect(board.connection("Live")).toBeVisible();
    await expect(board.page.getByText("No connection to the server")).toBeHidden();
    expect(await board.loadedAt()).toBe(loadedAt);
    for (const notice of away) await expect(notice).toBeHidden();
  });

  await test.step("and what was measured before is still there", async () => {
    await bed.link.click();
    await board.page.getByRole("button", { name: "Tables" }).click();
    const pulse = board.page.getByRole("region", { name: /^Heart rate/ });
    await expect(pulse).toContainText(/71/);
    await expect(pulse).toContainText(/84/);
  });
});

test("the database is killed and comes back; the board says so meanwhile", async ({
  hospital,
  staff,
}) => {
  const patient = await hospital.bedside.admit("4A", "02", "Durable");
  await patient.measure({ ...WELL, heartRate: 65 });
  const board = new BoardPage(await staff.signIn("nurse.4a"));
  await board.open();
  const bed = board.bed("02");
  await expect(bed.sign("Heart rate")).toHaveText("65");
  await expect(board.connection("Live")).toBeVisible();
  const loadedAt = await board.loadedAt();

  hospital.killDatabase();
  const measured = patient.measure({ ...WELL, heartRate: 88 });
  await expect(board.banner).toContainText("The database is away");

  await measured;
  await expect(board.page.getByText("The database is away")).toBeHidden();
  await expect(bed.sign("Heart rate")).toHaveText("88");
  expect(await board.loadedAt()).toBe(loadedAt);
});

test("an alert raised while the browser is away is shown once when it is back", async ({
  hospital,
  staff,
}) => {
  const patient = await hospital.bedside.admit("4A", "03", "Unseen");
  await patient.measure(WELL);
  const queue = new AlertsPage(await staff.signIn("charge.4a"));
  const network = await cuttable(queue.page);
  const witness = new AlertsPage(await staff.signIn("nurse.4a"));
  await queue.open();
  await witness.open();
  await expect(queue.connection("Live")).toBeVisible();
  const scored = (page: AlertsPage) =>
    page.alerts("Unanswered", "4A", "03").filter({ hasText: "NEWS2 14 from 7 of 7 inputs" });

  await test.step("the browser loses its connection, and says so", async () => {
    await network.cut();
    await expect(queue.banner).toContainText("No connection to the server");
  });

  await test.step("an alert rises, which another screen shows", async () => {
    await patient.measure(SEPTIC);
    await expect(scored(witness)).toHaveCount(1);
    await expect(scored(queue)).toHaveCount(0);
  });

  await test.step("back again: the alert is there, once, and is announced once", async () => {
    await network.mend();
    await expect(queue.connection("Live")).toBeVisible();
    await expect(scored(queue)).toHaveCount(1);
    await expect(queue.page.getByText(/^New alerts?: .*bed 03, NEWS2 14/)).toHaveCount(1);
  });
});

/** The live connection of a page, to be cut as when a network goes away, and mended. */
async function cuttable(page: Page) {
  const open = new Set<() => Promise<void>>();
  await page.routeWebSocket(/\/socket\.io\//, (socket) => {
    const server = socket.connectToServer();
    open.add(async () => {
      await server.close();
      await socket.close();
    });
  });
  return {
    // Being offline ends no connection that is open, and lets no other begin.
    cut: async () => {
      await page.context().setOffline(true);
      await Promise.all([...open].map((close) => close()));
      open.clear();
    },
    mend: () => page.context().setOffline(false),
  };
}
