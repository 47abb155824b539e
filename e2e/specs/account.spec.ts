import type { Page } from "@playwright/test";
import { addressOf, type Staff } from "../fixtures/staff";
import { expect, testInOwnHospital } from "../fixtures/test";
import { OwnPasswordPage, OwnSessionsPage } from "../pages/account-pages";
import { BoardPage } from "../pages/board-page";
import { interactive } from "../pages/interactive";
import { SignInPage } from "../pages/sign-in-page";

/** Passwords are changed and accounts are locked here: a hospital that no other journey needs. */
const test = testInOwnHospital();

/** From the click to the other screen. */
const AT_ONCE = { timeout: 3_000 };

test("somebody sees where they are signed in, and signs out the other places", async ({
  staff,
  browser,
  hospital,
}) => {
  const here = new OwnSessionsPage(await staff.signIn("nurse.5b"));
  await here.page.goto("/icu");

  await test.step("the way there is the menu", async () => {
    await (await interactive(here.account)).click();
    await here.page.getByRole("menuitem", { name: "Your account" }).click();
    await expect(here.page.getByRole("heading", { level: 1 })).toHaveText("Your account");
    await expect(here.sessions.filter({ hasText: "This session" })).toHaveCount(1);
  });

  await test.step("a second place", async () => {
    const context = await browser.newContext({ baseURL: hospital.url });
    const page = await context.newPage();
    await page.goto("/sign-in");
    await signInWithCode(page, staff, "nurse.5b", staff.password("nurse.5b"));
    const there = new BoardPage(page);
    await there.open();
    await expect(there.connection("Live")).toBeVisible();

    await here.open();
    await expect(here.sessions).toHaveCount(2);
    await expect(here.sessions.first()).toContainText(/Chrome on \w+/);
    await expect(here.sessions.first()).toContainText(/127\.0\.0\.1|::1/);

    await here.endAnother();

    await expect(new SignInPage(page).heading).toBeVisible(AT_ONCE);
    await expect(page.getByRole("status")).toContainText(["you ended it from another device"]);
    await expect(here.sessions).toHaveCount(1);
  });
});

test("a changed password is checked, ends the other sessions and replaces the old one", async ({
  staff,
  browser,
  hospital,
}) => {
  const local = "nurse.5b";
  const old = staff.password(local);
  const fresh = "vixen otter quartz 83";
  const there = new BoardPage(await staff.signIn(local));
  const context = await browser.newContext({ baseURL: hospital.url });
  const here = new OwnPasswordPage(await context.newPage());
  await here.page.goto("/sign-in?returnTo=/account/password");
  await signInWithCode(here.page, staff, local, old);
  await expect(here.page).toHaveURL(/\/account\/password$/);
  await there.open();
  await expect(there.connection("Live")).toBeVisible();

  await test.step("the policy is told before, and kept", async () => {
    await expect(here.page.getByText(/^12 to 128 characters of any kind/)).toBeVisible();
    await here.change(old, "too short");
    await expect(here.page.getByText("At least 12 characters; these are 9.")).toBeVisible();
    await here.change(old, fresh, `${fresh}?`);
    await expect(here.page.getByText("This is not the same as above.")).toBeVisible();
    await here.change(old, "Dragon2024!!!!");
    await expect(here.notice.filter({ hasText: "list of stolen passwords" })).toBeVisible();
    await here.change(old, `of wardcast and me`);
    await expect(here.notice.filter({ hasText: "contains your name" })).toBeVisible();
  });

  await test.step("a wrong current one is refused", async () => {
    await here.change("not my password", fresh);
    await expect(here.notice.filter({ hasText: "not your current password" })).toBeVisible();
  });

  await test.step("one is shown, hidden and pasted as people like", async () => {
    const field = here.field("New password");
    await expect(field).toHaveAttribute("autocomplete", "new-password");
    await expect(field).toHaveAttribute("type", "password");
    const toggle = here.page.getByRole("button", { name: "Show or hide the password" }).nth(1);
    await toggle.click();
    await expect(field).toHaveAttribute("type", "text");
    await toggle.click();
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await here.page.evaluate((text) => navigator.clipboard.writeText(text), fresh);
    await field.fill("");
    await field.press("ControlOrMeta+v");
    await expect(field).toHaveValue(fresh);
  });

  await test.step("the right one is changed, and the other screen leaves", async () => {
    await here.change(old, fresh);
    await expect(here.notice.filter({ hasText: "Password changed" })).toBeVisible();
    await expect(new SignInPage(there.page).heading).toBeVisible(AT_ONCE);
    await here.page.reload();
    await expect(here.heading).toHaveText("Your account");
  });

  await test.step("from now on only the new one opens the account", async () => {
    const signIn = new SignInPage(there.page);
    await signIn.submit(addressOf(local), old);
    await expect(signIn.problem).toContainText("do not open an account");
    await signIn.submit(addressOf(local), fresh);
    await expect(signIn.secondFactorHeading).toBeVisible();
  });
});

test("guessing the current password locks the account and ends the session", async ({ staff }) => {
  const here = new OwnPasswordPage(await staff.signIn("charge.5b"));
  await here.open();

  for (const guess of [1, 2, 3, 4]) {
    await here.change(`guess number ${guess}`, "vixen otter quartz 83");
    await expect(here.notice.filter({ hasText: "not your current password" })).toHaveCount(
      Math.min(guess, 3),
    );
  }
  await here.change("guess number 5", "vixen otter quartz 83");

  const signIn = new SignInPage(here.page);
  await expect(signIn.heading).toBeVisible();
  await signIn.submit(addressOf("charge.5b"), staff.password("charge.5b"));
  await expect(signIn.problem).toContainText("do not open an account");
});

test("a security officer ends sessions on a page of their own; a nurse has none", async ({
  staff,
}) => {
  const board = new BoardPage(await staff.signIn("nurse.r2"));
  await board.open();
  await expect(board.connection("Live")).toBeVisible();

  const officer = await staff.signIn("security");
  await officer.goto("/security/sessions");
  const end = officer.getByRole("button", {
    name: `End the session of ${staff.name("nurse.r2")}`,
  });
  await (await interactive(end.first())).click();
  await officer.getByRole("dialog").getByRole("button", { name: "End session" }).click();
  await expect(new SignInPage(board.page).heading).toBeVisible(AT_ONCE);

  const nurse = await staff.signIn("nurse.r2");
  for (const path of ["/security/sessions", "/admin/sessions"])
    expect((await nurse.goto(path))?.status(), path).toBe(403);
});

async function signInWithCode(
  page: Page,
  staff: Staff,
  local: string,
  password: string,
): Promise<void> {
  const signIn = new SignInPage(page);
  await signIn.submit(addressOf(local), password);
  await signIn.submitCode(await staff.code(local));
  await expect(signIn.secondFactorHeading).toBeHidden();
}
