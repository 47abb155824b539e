import type { Browser, Page } from "@playwright/test";
import { SEPTIC, UNWELL, WELL } from "../fixtures/bedside-gateway";
import { browserOptions } from "../fixtures/browser";
import type { Hospital } from "../fixtures/hospital";
import { expectReadable } from "../fixtures/readable";
import { Staff } from "../fixtures/staff";
import { expect, test } from "../fixtures/test";
import { BoardPage } from "../pages/board-page";

/** Every page of the application, in the eyes of somebody who may see it, and how to know that it is drawn. */
const PAGES = [
  { local: undefined, path: "/sign-in?reason=idle", heading: "Sign in" },
  { local: "charge.r3", path: "/icu", heading: "Respiratory R3" },
  { local: "charge.r3", path: "/alerts", heading: "Alerts" },
  { local: "charge.r3", path: "/alerts/next", heading: "Who to see next" },
  { local: "charge.r3", path: "/alerts/budget", heading: "Alert budget of Respiratory R3" },
  { local: "charge.r3", path: "/alerts/policy", heading: "Alert policy of Respiratory R3" },
  { local: "nurse.r3", path: "/alerts/policy", heading: "Alert policy of Respiratory R3" },
  { local: "charge.r3", path: "/alerts/report", heading: "Alert report of Respiratory R3" },
  { local: "charge.r3", path: "/icu?unit=MICU", heading: "Your account cannot open this page" },
  { local: "charge.r3", path: "/patients/unknown", heading: "There is nothing at this address" },
  { local: "charge.r3", path: "/no-such-page", heading: "There is nothing at this address" },
  { local: "charge.r3", path: "/step-up", heading: "Confirm that it is you" },
  { local: "charge.r3", path: "/account", heading: "Your account" },
  { local: "scheduler", path: "/account/password", heading: "Your account" },
  { local: "charge.r3", path: "/account/second-factors", heading: "Your account" },
  { local: "charge.r3", path: "/emergency-access", heading: "Emergency access" },
  { local: "charge.r3", path: "/handover", heading: "Handover: Respiratory R3" },
  { local: "nurse.r3", path: "/my-shifts", heading: "My shifts" },
  { local: "charge.r3", path: "/roster/approvals", heading: "Roster approvals" },
  { local: "charge.r3", path: "/downtime", heading: "Downtime report" },
  { local: "charge.r3", path: "/wall/displays", heading: "Wall displays" },
  { local: undefined, path: "/wall", heading: "Pair this screen" },
  { local: "charge.r3", path: "/models", heading: "Models" },
  { local: "administrator", path: "/capacity", heading: "Capacity" },
  { local: "scheduler", path: "/capacity/arrivals", heading: "Emergency arrivals" },
  { local: "administrator", path: "/capacity/flu", heading: "Flu season" },
  { local: "administrator", path: "/capacity/what-if", heading: "What-if" },
  { local: "scheduler", path: "/capacity/what-if/compare", heading: "Compare scenarios" },
  { local: "administrator", path: "/capacity/staffed-beds", heading: "Staffed beds" },
  { local: "administrator", path: "/capacity/beds", heading: "Beds" },
  { local: "administrator", path: "/capacity/escalation", heading: "Escalation" },
  { local: "administrator", path: "/capacity/escalation/rules", heading: "Escalation rules" },
  { local: "charge.r3", path: "/capacity/escalation/rules", heading: "Escalation rules" },
  { local: "scheduler", path: "/capacity/nurses", heading: "Nurse demand" },
  { local: "administrator", path: "/capacity/accuracy", heading: "Forecast accuracy" },
  { local: "administrator", path: "/capacity/reports", heading: "Reports" },
  {
    local: "administrator",
    path: "/capacity/reports/respiratory",
    heading: "Weekly respiratory report",
  },
  { local: "scheduler", path: "/capacity/reports/situation", heading: "Situation report" },
  { local: "scheduler", path: "/roster", heading: "Rosters" },
  { local: "scheduler", path: "/roster/import", heading: "Import" },
  { local: "scheduler", path: "/roster/cost", heading: "Roster cost" },
  { local: "administrator", path: "/welcome", heading: "Welcome, " },
  { local: "security", path: "/security", heading: "Security" },
  { local: "security", path: "/security/audit", heading: "Security" },
  { local: "security", path: "/security/emergency-access", heading: "Security" },
  { local: "security", path: "/security/sessions", heading: "Security" },
  { local: "security", path: "/security/integrity", heading: "Security" },
  { local: "system", path: "/admin", heading: "Administration" },
  { local: "system", path: "/admin/roles", heading: "Administration" },
  { local: "system", path: "/admin/units", heading: "Administration" },
  { local: "system", path: "/admin/gateways", heading: "Administration" },
  { local: "system", path: "/admin/quarantine", heading: "Administration" },
  { local: "system", path: "/admin/sessions", heading: "Administration" },
] as const;

/**
 * A browser that outlives each test, in which each reader has one page: two thirds of the time of opening one go
 * into scripts that another has loaded.
 */
let browser: Browser;
const pages = new Map<string | undefined, Page>();

test.beforeAll(async ({ hospital, playwright }) => {
  browser = await playwright.chromium.launch(browserOptions());
  for (const [bed, family, signs] of [
    ["21", "Aldous", WELL],
    ["22", "Bertrand", UNWELL],
    ["23", "Castellanos-Featherstonehaugh", SEPTIC],
  ] as const) {
    const patient = await hospital.bedside.admit("R3", bed, family);
    await patient.measure(signs);
  }
  await hospital.bedside.admit("R3", "24", "Unmeasured");
  // For the page of held messages: a patient for a bed that is taken.
  await hospital.bedside.admit("R3", "21", "Refused").catch(() => undefined);
});

test.afterAll(() => browser.close());

async function pageOf(local: string | undefined, hospital: Hospital): Promise<Page> {
  const staff = new Staff(hospital, browser);
  const kept = pages.get(local);
  if (kept && local) await staff.stayIn(kept, local);
  const page = kept ?? (await (local ? staff.signIn(local) : staff.comeIn()));
  pages.set(local, page);
  // As a new one.
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "no-preference" });
  return page;
}

for (const { local, path, heading } of PAGES)
  test(`${local ?? "anybody"} can read ${path}`, async ({ hospital }) => {
    const page = await pageOf(local, hospital);
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toContainText(heading);
    // Actions are dimmed until the page is connected: judged in between, they are neither one nor the other.
    await expect(page.getByRole("button", { name: /^Acknowledge/, disabled: true })).toHaveCount(0);
    await expectReadable(page);
  });

test("anybody can read /step-up while it asks for the factors, and when there is no answer", async ({
  staff,
}) => {
  const page = await staff.signIn("charge.r3");
  const main = page.getByRole("main");
  let goOn = () => {};
  const isRead = new Promise<void>((done) => (goOn = done));
  await page.route("**/step-up", async (route) => {
    if (route.request().method() !== "POST") return route.fallback();
    await isRead;
    return route.abort();
  });
  await page.goto("/step-up");
  await expect(main.getByRole("status", { name: "Loading" })).toBeVisible();
  await expectReadable(page);

  goOn();
  await expect(main.getByRole("alert")).toContainText("The server does not answer.");
  await expectReadable(page);

  await page.unrouteAll();
  await main.getByRole("button", { name: "Try again" }).click();
  await expect(main.getByLabel("Code of the authenticator app")).toBeVisible();
});

test("anybody can read a patient's page, as charts and as tables", async ({ staff }) => {
  const board = new BoardPage(await staff.signIn("charge.r3"));
  await board.open();
  await board.bed("23").link.click();
  await expect(board.page.getByRole("img", { name: /^Chart: Heart rate/ })).toBeVisible();
  await expectReadable(board.page);

  await board.page.getByRole("button", { name: "Tables" }).click();
  await expect(board.page.getByRole("region", { name: /^Heart rate/ })).toBeVisible();
  await expectReadable(board.page);
});
