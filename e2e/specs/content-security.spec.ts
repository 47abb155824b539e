import type { Page, Response } from "@playwright/test";
import { WELL } from "../fixtures/bedside-gateway";
import { expect, test } from "../fixtures/test";
import { BoardPage } from "../pages/board-page";
import { interactive } from "../pages/interactive";

interface Violation {
  directive: string;
  blocked: string;
}
declare global {
  interface Window {
    violations: Violation[];
  }
}

/** Ends an element, an attribute and a script; the last is how it would get out of serialised data. */
const HOSTILE_NAME = `"><img src=x onerror="window.name='run'"></script>`;

/** Everything the browser stops on this page from now on. */
async function watchViolations(page: Page): Promise<() => Promise<Violation[]>> {
  await page.addInitScript(() => {
    window.violations = [];
    document.addEventListener("securitypolicyviolation", (event) =>
      window.violations.push({
        directive: event.effectiveDirective,
        blocked: event.blockedURI || event.sourceFile,
      }),
    );
  });
  return () => page.evaluate(() => window.violations);
}

function expectHeaders(response: Response | null): void {
  const headers = response?.headers() ?? {};
  expect(headers).toMatchObject({
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-embedder-policy": "require-corp",
  });
  expect(headers["cache-control"]).toContain("no-store");
  expect(headers["permissions-policy"]).toContain("publickey-credentials-get=(self)");
  const policy = headers["content-security-policy"] ?? "";
  expect(policy).toMatch(/script-src 'self' 'nonce-[\w+/=]+' 'strict-dynamic';/);
  expect(policy).toMatch(/style-src-elem 'self' 'nonce-[\w+/=]+';/);
  expect(policy).not.toContain("unsafe-eval");
  expect(policy).toContain("frame-ancestors 'none'");
}

const PAGES = [
  ["nurse.micu", ["/icu", "/alerts", "/nowhere"]],
  ["charge.micu", ["/icu", "/alerts"]],
  [
    "system",
    [
      "/admin",
      "/admin/roles",
      "/admin/units",
      "/admin/gateways",
      "/admin/quarantine",
      "/admin/sessions",
      "/icu", // refused, in words
    ],
  ],
  ["scheduler", ["/welcome", "/roster"]],
] as const;

for (const [local, paths] of PAGES)
  test(`the pages of ${local} keep their own policy`, async ({ staff }) => {
    const page = await staff.signIn(local);
    const violations = await watchViolations(page);
    for (const path of paths)
      await test.step(path, async () => {
        expectHeaders(await page.goto(path));
        await expect(page.getByRole("heading", { level: 1 }).first()).toBeVisible();
        await page.waitForLoadState("networkidle").catch(() => undefined);
        expect(await violations()).toEqual([]);
      });
  });

test("the sign-in page keeps its own policy", async ({ page }) => {
  const violations = await watchViolations(page);
  expectHeaders(await page.goto("/sign-in"));
  await interactive(page.getByRole("button", { name: "Sign in" }));
  expect(await violations()).toEqual([]);
});

test("a patient's charts, menus and dialogs keep their own policy", async ({ hospital, staff }) => {
  const patient = await hospital.bedside.admit("5B", "11", "Policy");
  await patient.measure(WELL);
  const page = await staff.signIn("charge.5b");
  const violations = await watchViolations(page);
  const board = new BoardPage(page);
  await board.open();
  const path = await board.bed("11").link.getAttribute("href");

  expectHeaders(await page.goto(String(path)));
  await expect(page.getByText("Heart rate").first()).toBeVisible();
  await (await interactive(board.account)).click();
  await expect(page.getByRole("menuitem", { name: "Sign out" })).toBeVisible();
  expect(await violations()).toEqual([]);

  const csv = await page.request.get(`${path}/trends.csv?range=1h`);
  expect(csv.headers()["cache-control"]).toBe("no-store");
  // Written as it is read: a file whose length nobody knew beforehand.
  expect(csv.headers()["content-length"]).toBeUndefined();
});

test("what looks like markup in a patient's name is shown as it is written", async ({
  hospital,
  staff,
}) => {
  const patient = await hospital.bedside.admit("5B", "12", HOSTILE_NAME);
  await patient.measure(WELL);
  const page = await staff.signIn("charge.5b");
  const violations = await watchViolations(page);
  const board = new BoardPage(page);

  await board.open();
  await expect(board.bed("12").card).toContainText(HOSTILE_NAME);
  const path = await board.bed("12").link.getAttribute("href");
  await page.goto(String(path));
  await expect(board.heading).toContainText(HOSTILE_NAME);

  await expect(page).toHaveTitle(/Wardcast/);
  expect(await page.evaluate(() => window.name)).toBe("");
  // Nothing had to be stopped: it never became a part of the page.
  expect(await violations()).toEqual([]);
});

test("dialogs that appear after the page keep its policy", async ({ staff }) => {
  const page = await staff.signIn("system");
  const violations = await watchViolations(page);
  await page.goto("/admin/gateways");
  await (await interactive(page.getByRole("button", { name: "New gateway" }))).click();
  await page.getByLabel("Name").fill("Policy gateway");
  await page.getByRole("button", { name: "Add gateway" }).click();
  // The page behind it is refreshed in place, with a nonce of its own that must not be used.
  await expect(page.getByLabel("One-time token")).toContainText("wcg_");
  await page.getByRole("button", { name: "I have entered it" }).click();
  await (
    await interactive(page.getByRole("button", { name: "Actions for Policy gateway" }))
  ).click();
  await page.getByRole("menuitem", { name: "Revoke" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
  await expect(page.getByRole("row", { name: /Policy gateway/ })).toContainText("Revoked");
  expect(await violations()).toEqual([]);
});

test("a script that does not belong to the page is stopped, and reported", async ({
  staff,
  hospital,
}) => {
  const page = await staff.signIn("nurse.micu");
  const violations = await watchViolations(page);
  await page.goto("/icu");
  await page.evaluate(() => {
    const script = document.createElement("div");
    script.innerHTML = `<img src="x" onerror="window.name='run'">`;
    document.body.append(script);
    const style = document.createElement("style");
    style.textContent = "body { display: none }";
    document.head.append(style);
  });
  await expect.poll(async () => (await violations()).length).toBeGreaterThanOrEqual(2);
  expect(await page.evaluate(() => window.name)).toBe("");
  await expect(page.locator("body")).toBeVisible();
  await expect.poll(() => hospital.log()).toContain("content security policy stopped something");
});
