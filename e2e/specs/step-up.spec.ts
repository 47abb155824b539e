import { WELL } from "../fixtures/bedside-gateway";
import { addressOf } from "../fixtures/staff";
import { expect, test } from "../fixtures/test";
import { addAuthenticator } from "../fixtures/virtual-authenticator";
import { SessionsPage } from "../pages/admin-pages";
import { BoardPage } from "../pages/board-page";
import { interactive } from "../pages/interactive";
import { SecondFactorsPage, StepUpDialog } from "../pages/second-factor-pages";
import { SignInPage } from "../pages/sign-in-page";

test("what is sensitive asks for a fresh second factor and goes on by itself", async ({
  hospital,
  staff,
}) => {
  const board = new BoardPage(await staff.signIn("nurse.cicu"));
  await board.open();
  const admin = new SessionsPage(await staff.signIn("system"));
  const stepUp = new StepUpDialog(admin.page);
  const { dialog } = stepUp;
  await hospital.letStepUpLapse(addressOf("system"));

  await test.step("looking at the page asks nothing", async () => {
    await admin.open();
    await expect(admin.page.getByRole("table", { name: "Open sessions" })).toBeVisible();
    await expect(dialog).toBeHidden();
  });

  await test.step("thinking better of it does nothing", async () => {
    await admin.endSessionOf(staff.name("nurse.cicu"));
    await expect(dialog).toBeVisible();
    await dialog.getByRole("button", { name: "Close" }).click();
    await expect(dialog).toBeHidden();
    await board.open();
    await expect(board.heading).toBeVisible();
  });

  await test.step("a wrong code is refused, the right one carries it out", async () => {
    await admin.open();
    await admin.endSessionOf(staff.name("nurse.cicu"));
    await stepUp.confirm("000000");
    await expect(dialog).toContainText("did not prove that it is you");
    await stepUp.confirm(await staff.code("system"));
    await expect(dialog).toBeHidden();
    await expect(new SignInPage(board.page).heading).toBeVisible();
  });
});

test("a file leaves only after a fresh second factor; a passkey is one", async ({
  hospital,
  staff,
}) => {
  const patient = await hospital.bedside.admit("SICU", "11", "Exported");
  await patient.measure(WELL);
  const page = await staff.signIn("charge.sicu");
  await addAuthenticator(page);
  const account = new SecondFactorsPage(page);
  await account.open();
  const enrolment = await account.add();
  await enrolment.makePasskey("Desk");
  await enrolment.keepCodes("Done");
  await expect(account.factor("Desk")).toBeVisible();

  const board = new BoardPage(page);
  await board.open("SICU");
  const path = await board.bed("11").link.getAttribute("href");
  const file = `${path}/trends.csv?range=1h`;
  await hospital.letStepUpLapse(addressOf("charge.sicu"));

  await test.step("a program is told so", async () => {
    const answer = await page.request.get(file);
    expect(answer.status()).toBe(403);
    expect(await answer.json()).toEqual({ code: "step-up-required" });
  });

  await test.step("the button asks, and then fetches", async () => {
    await page.goto(String(path));
    const downloaded = page.waitForEvent("download");
    await (await interactive(page.getByRole("link", { name: "CSV" }))).click();
    const { dialog } = new StepUpDialog(page);
    await dialog.getByRole("button", { name: "Use your passkey" }).click();
    expect((await downloaded).suggestedFilename()).toMatch(/^wardcast-trends-.*\.csv$/);
    await expect(dialog).toBeHidden();
  });

  await test.step("a bare address leads to the question, and from there to the file", async () => {
    await hospital.letStepUpLapse(addressOf("charge.sicu"));
    await page.goto(file);
    await expect(page).toHaveURL(/\/step-up\?returnTo=/);
    const downloaded = page.waitForEvent("download");
    const passkey = page.getByRole("button", { name: "Use your passkey" });
    await (await interactive(passkey)).click();
    await downloaded;
    await expect(page.getByText("Confirmed.")).toBeVisible();
  });

  await test.step("a nurse's role exports nothing, fresh or not", async () => {
    const nurse = await staff.signIn("nurse.sicu");
    expect((await nurse.request.get(file)).status()).toBe(403);
    await nurse.goto(String(path));
    await expect(nurse.getByRole("button", { name: "Tables" })).toBeVisible();
    await expect(nurse.getByRole("link", { name: "CSV" })).toHaveCount(0);
  });
});
