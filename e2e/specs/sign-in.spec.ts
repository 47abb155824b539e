import { request } from "@playwright/test";
import { WELL } from "../fixtures/bedside-gateway";
import { addressOf } from "../fixtures/staff";
import { expect, test } from "../fixtures/test";
import { UsersPage } from "../pages/admin-pages";
import { BoardPage } from "../pages/board-page";
import { SignInPage } from "../pages/sign-in-page";

test("somebody signs in on the way to the board, and signs out", async ({
  page,
  hospital,
  staff,
}) => {
  const patient = await hospital.bedside.admit("SDU", "07", "Forgotten");
  await patient.measure(WELL);
  const signIn = new SignInPage(page);
  const board = new BoardPage(page);

  await test.step("a signed-out visit to the board is asked to sign in", async () => {
    await board.open();
    await expect(signIn.heading).toBeVisible();
    await expect(page).toHaveURL(/\/sign-in\?returnTo=%2Ficu$/);
  });

  await test.step("a wrong password is refused in words, and never put into the address", async () => {
    await signIn.submit(addressOf("nurse.sdu"), "not-the-password");
    await expect(signIn.problem).toContainText("do not open an account");
    expect(page.url()).not.toContain("not-the-password");
  });

  await test.step("the right one asks for the second factor, and opens nothing yet", async () => {
    await signIn.submit(addressOf("nurse.sdu"), staff.password("nurse.sdu"));
    await expect(signIn.secondFactorHeading).toBeVisible();
    await expect(page.getByText("npm run demo:code -- nurse.sdu@wardcast.example")).toBeVisible();
    await board.open();
    await expect(signIn.heading).toBeVisible();
    await page.goBack();
  });

  await test.step("its code leads to where they were going", async () => {
    await signIn.submitCode(await staff.code("nurse.sdu"));
    await expect(page).toHaveURL(/\/icu$/);
    await expect(board.heading).toHaveText("Step-down");
    await expect(board.account).toContainText(staff.name("nurse.sdu"));
    await expect(board.bed("07").card).toContainText("Forgotten");
  });

  await test.step("the audit trail has both attempts", async () => {
    const records = await hospital.recordsOf(addressOf("nurse.sdu"));
    const done = records.filter(({ action }) => /^sign-in:|^second-factor:/.test(action));
    expect(done.slice(0, 3).reverse()).toMatchObject([
      {
        action: "sign-in:failed",
        outcome: "refused",
        details: { step: "password", cause: "wrong" },
        ...{ isSubject: true, hasAddress: true },
      },
      { action: "second-factor:passed", outcome: "permitted" },
      {
        action: "sign-in:succeeded",
        outcome: "permitted",
        details: { shown: "password, totp" },
        ...{ isSubject: null, hasAddress: true },
      },
    ]);
  });

  await test.step("signing out leaves nothing behind", async () => {
    const answered = page.waitForResponse(/\/api\/auth\/signout/);
    await board.signOut();
    expect(await (await answered).headerValue("clear-site-data")).toBe('"cache"');
    await expect(page.getByText("You have signed out.")).toBeVisible();
    const { names, text } = await page.evaluate(everythingStored);
    expect(names.filter((name) => !NO_PATIENTS.test(name))).toEqual([]);
    expect(text).not.toContain("Forgotten");
    expect(text).not.toContain(patient.medicalRecord);
    await page.goBack();
    await expect(page.getByText("Forgotten")).toHaveCount(0);
    await board.open();
    await expect(signIn.heading).toBeVisible();
  });
});

test("repeated failures lock an account, and an administrator unlocks it", async ({
  page,
  staff,
}) => {
  const signIn = new SignInPage(page);
  const email = addressOf("nurse.r3");
  await page.goto("/sign-in");

  await test.step("five wrong passwords", async () => {
    for (const attempt of [1, 2, 3, 4, 5]) {
      const answered = page.waitForResponse(/callback\/credentials/);
      await signIn.submit(email, `guess-${attempt}`);
      expect((await answered).status()).toBe(401);
      await expect(signIn.problem).toContainText("do not open an account");
    }
  });

  await test.step("now the right one is refused too, and the message says why it may be", async () => {
    const answered = page.waitForResponse(/callback\/credentials/);
    await signIn.submit(email, staff.password("nurse.r3"));
    expect((await answered).status()).toBe(401);
    await expect(signIn.problem).toContainText("locked for a while, even for the right password");
  });

  await test.step("an administrator sees the lock and takes it away", async () => {
    const users = new UsersPage(await staff.signIn("system"));
    await users.open();
    const account = users.page
      .getByRole("row", { name: staff.name("nurse.r3") })
      .filter({ hasText: email });
    await expect(account).toContainText("Locked until");
    await users.openActions(staff.name("nurse.r3"));
    await users.page.getByRole("menuitem", { name: "Unlock" }).click();
    await expect(account).toContainText("Enabled");
  });

  await test.step("the right password and a code open the board", async () => {
    await signIn.submit(email, staff.password("nurse.r3"));
    await signIn.submitCode(await staff.code("nurse.r3"));
    await expect(page).toHaveURL(/\/icu$/);
  });
});

test("an account that is tried again and again is left alone for a while", async ({ hospital }) => {
  const client = await request.newContext({
    baseURL: hospital.url,
    extraHTTPHeaders: { origin: hospital.url },
  });
  const { csrfToken } = (await (await client.get("/api/auth/csrf")).json()) as {
    csrfToken: string;
  };
  const attempt = (email: string) =>
    client.post("/api/auth/callback/credentials", {
      form: { email, password: "a guess", csrfToken, json: "true" },
    });
  // Nobody has this account: the answer must not tell.
  const email = "somebody.else@wardcast.example";
  for (let count = 0; count < 20; count += 1) expect((await attempt(email)).status()).toBe(401);

  const refused = await attempt(` ${email.toUpperCase()}`);
  expect(refused.status()).toBe(429);
  expect(Number(refused.headers()["retry-after"])).toBeGreaterThan(0);
  expect(await refused.json()).toMatchObject({ error: "too-many-requests" });
  expect((await attempt("another@wardcast.example")).status()).toBe(401);
  await client.dispose();
});

test("a form of another site signs nobody in", async ({ hospital, staff }) => {
  for (const origin of ["https://elsewhere.example", "null", undefined]) {
    const client = await request.newContext({
      baseURL: hospital.url,
      extraHTTPHeaders: origin ? { origin } : {},
    });
    const { csrfToken } = (await (await client.get("/api/auth/csrf")).json()) as {
      csrfToken: string;
    };
    const email = addressOf("nurse.sdu");
    const answer = await client.post("/api/auth/callback/credentials", {
      form: { email, password: staff.password("nurse.sdu"), csrfToken, json: "true" },
    });
    expect(answer.status()).toBe(403);
    expect((await client.storageState()).cookies.map(({ name }) => name)).not.toContain(
      "next-auth.session-token",
    );
    await client.dispose();
  }
});

/** How the screen looks, and that the tabs of one browser were told of a sign-out. */
const NO_PATIENTS = /^(mantine-color-scheme-value|nextauth\.message)$/;

/** What a browser keeps of a site, but for cookies. */
async function everythingStored(): Promise<{ names: string[]; text: string }> {
  const databases = await indexedDB.databases();
  const kept = [...Object.entries(localStorage), ...Object.entries(sessionStorage)];
  return {
    names: [
      ...kept.map(([name]) => name),
      ...databases.map(({ name }) => String(name)),
      ...(await caches.keys()),
    ],
    text: JSON.stringify(kept),
  };
}
