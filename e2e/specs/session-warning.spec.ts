import { addressOf } from "../fixtures/staff";
import { expect, test } from "../fixtures/test";
import { SignInPage } from "../pages/sign-in-page";

/** Everybody's home; each role has times of its own and the same warning. */
const HOMES = [
  { local: "charge.4a", path: "/icu" },
  { local: "nurse.4a", path: "/icu" },
  { local: "administrator", path: "/capacity" },
  { local: "scheduler", path: "/roster" },
  { local: "security", path: "/welcome" },
  { local: "system", path: "/admin" },
] as const;

for (const { local, path } of HOMES)
  test(`${local} is warned before the session ends, and answers by keyboard`, async ({
    hospital,
    staff,
  }) => {
    const page = await staff.signIn(local);
    const warning = page.getByRole("dialog");

    await test.step("an idle session is kept by one key", async () => {
      await hospital.letSessionsRunOut(addressOf(local), "idle");
      await page.goto(path);
      await expect(warning).toHaveAccessibleName("Are you still there?");
      await expect(warning).toHaveAccessibleDescription(/You will be signed out in 0:[0-4]\d/);
      await expect(page.getByRole("button", { name: "Stay signed in" })).toBeFocused();
      await page.keyboard.press("Enter");
      await expect(warning).toBeHidden();
      const answer = await page.request.get("/api/session");
      const { idleInMs } = (await answer.json()) as { idleInMs: number };
      expect(idleInMs).toBeGreaterThan(60_000);
    });

    await test.step("one at its longest is not; the last minute is the person's own", async () => {
      await hospital.letSessionsRunOut(addressOf(local), "absolute");
      await page.reload();
      await expect(warning).toHaveAccessibleName("Your session is about to end");
      await expect(page.getByRole("button", { name: "Go on until then" })).toBeFocused();
      await page.keyboard.press("Escape");
      await expect(warning).toBeHidden();
    });

    await test.step("and leads to the sign-in page from either", async () => {
      await page.reload();
      await expect(warning).toBeVisible();
      await page.keyboard.press("Shift+Tab");
      await expect(page.getByRole("button", { name: "Sign out now" })).toBeFocused();
      await page.keyboard.press("Enter");
      await expect(new SignInPage(page).heading).toBeVisible();
    });
  });

test("a session that has run out leads to the sign-in page, with the reason and the way back", async ({
  hospital,
  staff,
}) => {
  const page = await staff.signIn("scheduler");
  await hospital.letSessionsRunOut(addressOf("scheduler"), "absolute", 15);
  await page.goto("/account");
  await expect(page.getByRole("status").filter({ hasText: "Less than 30 seconds" })).toBeAttached();

  await expect(new SignInPage(page).heading).toBeVisible({ timeout: 30_000 });
  await expect(page).toHaveURL(/reason=expired&returnTo=%2Faccount$/);
  await expect(page.getByText("had reached its longest time")).toBeVisible();
});
