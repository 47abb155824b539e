import { io } from "socket.io-client";
import type { Page } from "@playwright/test";
import { expectReadable } from "../fixtures/readable";
import { addressOf } from "../fixtures/staff";
import { expect, test } from "../fixtures/test";
import { addAuthenticator } from "../fixtures/virtual-authenticator";
import { UsersPage } from "../pages/admin-pages";
import { BoardPage } from "../pages/board-page";
import { interactive } from "../pages/interactive";
import { Enrolment, SecondFactorsPage } from "../pages/second-factor-pages";
import { SignInPage } from "../pages/sign-in-page";

test("a new account enrols and chooses its password at its first sign-in, and a recovery code opens it once", async ({
  page,
  hospital,
  staff,
}) => {
  const email = "new.nurse@wardcast.example";
  const signIn = new SignInPage(page);
  const board = new BoardPage(page);
  const admin = new UsersPage(await staff.signIn("system"));
  const issued = await createNurse(admin, email);
  const password = "vixen otter quartz 83";
  let codes: string[] = [];

  await test.step("the password alone leads to the enrolment", async () => {
    await board.open();
    await signIn.submit(email, issued);
    await expect(signIn.enrolHeading).toBeVisible();
  });

  await test.step("a wrong code enrols nothing; the app's own does", async () => {
    const enrolment = new Enrolment(page);
    const secret = await enrolment.beginApp();
    const code = await hospital.app.code(secret);
    await enrolment.confirmApp(code === "000000" ? "000001" : "000000");
    await expect(signIn.problem).toContainText("not the code of this secret");
    await enrolment.confirmApp(code);
    await expect(enrolment.recoveryCodes).toHaveCount(10);
    await expectReadable(page);
  });

  await test.step("the codes must be kept before the way in is free", async () => {
    await expect(page.getByRole("button", { name: "Go on" })).toBeDisabled();
    codes = await new Enrolment(page).keepCodes("Go on");
    await expect(signIn.newPasswordHeading).toBeVisible();
  });

  await test.step("the issued password opens nothing but the way to another", async () => {
    await board.open();
    await expect(signIn.newPasswordHeading).toBeVisible();
    await expectReadable(page);
    await signIn.replacePassword(issued, issued);
    await expect(page.getByText("That is the password you have now.")).toBeVisible();
    await signIn.replacePassword(issued, password);
    await expect(page).toHaveURL(/\/icu$/);
    await expect(board.heading).toHaveText("Medicine 4A");
  });

  await test.step("a recovery code opens the account", async () => {
    await board.signOut();
    await signIn.submit(email, password);
    await signIn.choose("Use a recovery code");
    await signIn.submitCode(codes[0] ?? "", "recovery");
    await expect(board.account).toBeVisible();
  });

  await test.step("once", async () => {
    await board.signOut();
    await signIn.submit(email, password);
    await signIn.choose("Use a recovery code");
    await signIn.submitCode(codes[0] ?? "", "recovery");
    await expect(signIn.problem).toContainText("did not prove that it is you");
  });
});

test("a code is good once, and a wrong one is refused", async ({ page, browser, staff }) => {
  const signIn = new SignInPage(page);
  const email = addressOf("charge.ed");
  const password = staff.password("charge.ed");
  const code = await staff.code("charge.ed");
  await page.goto("/sign-in");
  await signIn.submit(email, password);

  await signIn.submitCode(code === "000000" ? "000001" : "000000");
  await expect(signIn.problem).toContainText("did not prove that it is you");
  await signIn.submitCode(`${code.slice(0, 3)} ${code.slice(3)}`);
  await expect(page).toHaveURL(/\/icu$/);

  const other = new SignInPage(await browser.newPage({ baseURL: new URL(page.url()).origin }));
  await other.page.goto("/sign-in");
  await other.submit(email, password);
  await other.submitCode(code);
  await expect(other.problem).toContainText("did not prove that it is you");
  await other.page.goto("/icu");
  await expect(other.heading).toBeVisible();
});

test("a session that waits for its second factor opens no page, API, action or socket", async ({
  hospital,
  staff,
}) => {
  const action = await anAction(await staff.signIn("nurse.ed"));
  const page = await staff.typePassword("nurse.ed");

  for (const path of ["/icu", "/alerts", "/account/second-factors", "/welcome", "/step-up"])
    await test.step(`page ${path}`, async () => {
      await page.goto(path);
      await expect(new SignInPage(page).heading).toBeVisible();
    });

  await test.step("API", async () => {
    const headers = { origin: hospital.url };
    expect((await page.request.get("/api/session")).status()).toBe(401);
    expect((await page.request.post("/api/session/touch", { headers })).status()).toBe(401);
  });

  await test.step("action", async () => {
    const { url, headers, data } = action;
    const answer = await page.request.post(url, { headers, data });
    expect(await answer.text()).toContain('"code":"unauthenticated"');
  });

  await test.step("socket", async () => {
    const cookies = await page.context().cookies();
    const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
    expect(await socketRefusal(hospital.url, cookie)).toBe("unauthenticated");
  });

  await test.step("but the second factor turns it into a session", async () => {
    await page.goto("/sign-in/second-factor?returnTo=/icu");
    await new SignInPage(page).submitCode(await staff.code("nurse.ed"));
    await expect(page).toHaveURL(/\/icu$/);
  });
});

test("somebody with a second factor cannot enrol another by the password alone", async ({
  staff,
}) => {
  const page = await staff.typePassword("charge.cicu");

  await page.goto("/sign-in/enrol");

  await expect(new SignInPage(page).secondFactorHeading).toBeVisible();
  await expectReadable(page);
});

test("a passkey is made, opens the account with and without the password, and is removed", async ({
  staff,
}) => {
  const page = await staff.signIn("charge.sdu");
  await addAuthenticator(page);
  const signIn = new SignInPage(page);
  const account = new SecondFactorsPage(page);
  const board = new BoardPage(page);
  await account.open();

  await test.step("made in the account", async () => {
    const enrolment = await account.add();
    await enrolment.makePasskey("Ward laptop");
    await enrolment.keepCodes("Done");
    await expect(account.factor("Ward laptop")).toContainText("Passkey");
    await expect(page.getByText("10 of 10 left")).toBeVisible();
  });

  await test.step("beside the password", async () => {
    await account.signOut();
    await signIn.submit(addressOf("charge.sdu"), staff.password("charge.sdu"));
    await signIn.choose("Use your passkey");
    await expect(board.account).toBeVisible();
  });

  await test.step("instead of it", async () => {
    await board.signOut();
    await signIn.choose("Use a passkey");
    await expect(board.account).toBeVisible();
  });

  await test.step("removed, but not the last one", async () => {
    await account.open();
    await account.openActions("Demonstration");
    await page.getByRole("menuitem", { name: "Remove" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
    await expect(account.factor("Demonstration")).toHaveCount(0);
    await account.openActions("Ward laptop");
    await expect(page.getByRole("menuitem", { name: "Remove (not the only one)" })).toBeDisabled();
  });
});

test("an administrator takes a lost factor away: screens close, and the next sign-in enrols", async ({
  staff,
}) => {
  const board = new BoardPage(await staff.signIn("charge.5b"));
  await board.open();
  await expect(board.connection("Live")).toBeVisible();
  const admin = new UsersPage(await staff.signIn("system"));
  await admin.open();

  await admin.openActions(staff.name("charge.5b"));
  await admin.page.getByRole("menuitem", { name: "Remove second factors" }).click();
  const dialog = admin.page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Remove second factors" }).click();

  const signIn = new SignInPage(board.page);
  await expect(signIn.heading).toBeVisible();
  await signIn.submit(addressOf("charge.5b"), staff.password("charge.5b"));
  await expect(signIn.enrolHeading).toBeVisible();
  await expectReadable(board.page);
  await new Enrolment(board.page).beginApp();
  await expectReadable(board.page);
});

/** Makes an account as an administrator does, and reads the password that is shown once. */
async function createNurse(admin: UsersPage, email: string): Promise<string> {
  await admin.open();
  const open = admin.page.getByRole("button", { name: "New user" });
  await (await interactive(open)).click();
  const form = admin.page.getByRole("dialog");
  await form.getByLabel("Email").fill(email);
  await form.getByLabel("Name").fill("New Nurse");
  await form.getByLabel("Units").click();
  await admin.page.getByRole("option", { name: "Medicine 4A" }).click();
  await form.getByLabel("Name").click();
  await form.getByRole("button", { name: "Create user" }).click();
  const password = admin.page.getByLabel("One-time password");
  return (await password.textContent()) ?? "";
}

/** A server action as a signed-in page sends it, to be sent again by somebody else. */
async function anAction(page: Page) {
  const account = new SecondFactorsPage(page);
  await account.open();
  const sent = page.waitForRequest((request) => "next-action" in request.headers());
  await account.add();
  const request = await sent;
  const { "next-action": id = "", "content-type": type = "" } = request.headers();
  return {
    url: request.url(),
    headers: { "next-action": id, "content-type": type, origin: new URL(request.url()).origin },
    data: request.postData() ?? "",
  };
}

const socketRefusal = (url: string, cookie: string): Promise<string> =>
  new Promise((done, fail) => {
    const extraHeaders = { cookie, origin: url };
    const socket = io(url, { transports: ["websocket"], extraHeaders, reconnection: false });
    socket.once("connect", () => fail(new Error("the socket was let in")));
    socket.once("connect_error", ({ message }) => done(message));
  });
