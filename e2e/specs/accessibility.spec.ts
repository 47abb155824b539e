import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { SEPTIC, UNWELL, WELL } from "../fixtures/bedside-gateway";
import { expect, test } from "../fixtures/test";
import { BoardPage } from "../pages/board-page";

const WIDTHS = [1440, 390] as const;
const SCHEMES = ["light", "dark"] as const;

/** Every page of the application, in the eyes of somebody who may see it, and how to know that it is drawn. */
const PAGES = [
  { local: undefined, path: "/sign-in?reason=idle", heading: "Sign in" },
  { local: "charge.r3", path: "/icu", heading: "Respiratory R3" },
  { local: "charge.r3", path: "/alerts", heading: "Alerts" },
  { local: "charge.r3", path: "/icu?unit=MICU", heading: "Your account cannot open this page" },
  { local: "charge.r3", path: "/patients/unknown", heading: "There is nothing at this address" },
  { local: "charge.r3", path: "/no-such-page", heading: "There is nothing at this address" },
  { local: "scheduler", path: "/welcome", heading: "Welcome, " },
  { local: "system", path: "/admin", heading: "Administration" },
  { local: "system", path: "/admin/roles", heading: "Administration" },
  { local: "system", path: "/admin/units", heading: "Administration" },
  { local: "system", path: "/admin/quarantine", heading: "Administration" },
  { local: "system", path: "/admin/sessions", heading: "Administration" },
] as const;

test.beforeAll(async ({ hospital }) => {
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

for (const { local, path, heading } of PAGES)
  test(`anybody can read ${path}`, async ({ page: signedOut, staff }) => {
    const page = local ? await staff.signIn(local) : signedOut;
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toContainText(heading);
    await expectReadable(page);
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

/** No axe violation wide and narrow, light and dark, and nothing to scroll sideways to. */
async function expectReadable(page: Page): Promise<void> {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      const axe = new AxeBuilder({ page });
      // The dark page is the same page in other colours: only they need to be judged again.
      if (colorScheme === "dark") axe.withRules(["color-contrast", "link-in-text-block"]);
      const { violations } = await axe.analyze();
      expect.soft(violations.map(describe), `${width} px wide, ${colorScheme}`).toEqual([]);
    }
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect.soft(overflow, `sideways scroll at ${width} px`).toBe(0);
  }
}

type Violation = Awaited<ReturnType<AxeBuilder["analyze"]>>["violations"][number];

const describe = ({ id, help, nodes }: Violation): string =>
  `${id}: ${help}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`;
