import { WELL } from "../fixtures/bedside-gateway";
import { expect, test } from "../fixtures/test";
import { expectReadable } from "../fixtures/readable";
import { BoardPage } from "../pages/board-page";
import { EmergencyAccessPage, EmergencyBanner } from "../pages/emergency-access-page";
import { Frame } from "../pages/frame";
import { PatientPage } from "../pages/patient-page";

const REASON = "Resuscitation call, the ward's own nurse is with another patient";

test("a patient of another unit: refused, opened in an emergency, ended, reviewed", async ({
  hospital,
  staff,
}) => {
  const patient = await hospital.bedside.admit("CICU", "11", "Breakglass");
  const other = await hospital.bedside.admit("CICU", "12", "Neighbour");
  await patient.measure({ ...WELL, heartRate: 88 });
  await other.measure(WELL);
  const own = new BoardPage(await staff.signIn("charge.cicu"));
  await own.open();
  await expect(own.connection("Live")).toBeVisible();
  const patientPath = String(await own.bed("11").link.getAttribute("href"));
  const officer = new Frame(await staff.signIn("security"));
  await officer.page.goto("/welcome");

  const nurse = new EmergencyAccessPage(await staff.signIn("nurse.sicu"));
  const banner = new EmergencyBanner(nurse);
  const page = new PatientPage(nurse.page);

  await test.step("without it the page is refused, and offers the way", async () => {
    const answer = await nurse.page.goto(patientPath);
    expect(answer?.status()).toBe(403);
    await nurse.page
      .getByRole("main")
      .getByRole("link", { name: "Emergency access", exact: true })
      .click();
    await expect(nurse.heading).toHaveText("Emergency access");
    await expect(nurse.page.getByText("Breakglass")).toHaveCount(0);
  });

  await test.step("a reason is asked for, and the consequences are said", async () => {
    await (await nurse.submit.elementHandle())?.waitForElementState("enabled");
    await nurse.submit.click();
    await expect(nurse.page.getByText("Choose what fits best.")).toBeVisible();
    await expect(nurse.page.getByText("The charge nurses of Cardiac ICU")).toBeVisible();
    await nurse.begin({ category: "Called to help or to advise", reason: REASON, minutes: 15 });
  });

  await test.step("then the one patient is there, live, to look at", async () => {
    await expect(nurse.heading).toContainText("Breakglass");
    await expect(page.parameter("Pulse")).toContainText("88 /min");
    const stop = patient.stream(() => ({ ...WELL, heartRate: 93 }));
    await expect(page.parameter("Pulse")).toContainText("93 /min");
    stop();
    await expect(banner.remaining).toHaveText(/14:\d\d/);
    await expect(nurse.page.getByRole("link", { name: "CSV" })).toHaveCount(0);
    await expect(nurse.page.getByRole("button", { name: /^Switch to scale/ })).toHaveCount(0);
  });

  await test.step("neither the unit, nor its other patients, nor a file", async () => {
    expect((await nurse.page.request.get("/icu?unit=CICU")).status()).toBe(403);
    const file = await nurse.page.request.get(`${patientPath}/trends.csv?range=1h`);
    expect(file.status()).toBe(403);
    const neighbour = await own.bed("12").link.getAttribute("href");
    expect((await nurse.page.request.get(String(neighbour))).status()).toBe(403);
    const html = await (await nurse.page.request.get(patientPath)).text();
    expect(html).not.toContain("Neighbour");
  });

  await test.step("those in charge know at once, without the patient's name", async () => {
    for (const { page: told } of [own, officer]) {
      const notices = told.getByRole("region", { name: "Emergency access by others" });
      await expect(notices).toContainText("Cardiac ICU, bed 11");
      await expect(notices).toContainText(staff.name("nurse.sicu"));
      await expect(notices).not.toContainText("Breakglass");
      await expect(notices).not.toContainText("Resuscitation");
    }
    await own.page.getByRole("button", { name: "Noted" }).click();
    await expect(own.page.getByRole("region", { name: "Emergency access by others" })).toHaveCount(
      0,
    );
  });

  await test.step("the banner is on every page, and ends it everywhere", async () => {
    await nurse.page.goto("/icu");
    await expect(banner.region).toContainText("Cardiac ICU, bed 11");
    await expectReadable(nurse.page);
    const second = new PatientPage(await nurse.page.context().newPage());
    await second.page.goto(patientPath);
    await expect(second.heading).toContainText("Breakglass");
    await banner.end();
    await expect(banner.region.getByRole("timer")).toHaveCount(0);

    await expect(second.heading).toHaveText("Emergency access has ended");
    await expect(second.page.getByText("Breakglass")).toHaveCount(0);
    const answer = await second.page.goto(patientPath);
    expect(answer?.status()).toBe(403);
    await expect(second.heading).toHaveText("Emergency access has ended");
  });

  await test.step("and somebody else reviews it, once", async () => {
    await officer.page.goto("/security/emergency-access");
    const waiting = officer.page.getByRole("article", { name: /Cardiac ICU, bed 11/ });
    await expect(waiting).toContainText(REASON);
    await expect(waiting).toContainText(staff.name("nurse.sicu"));
    await waiting.getByRole("button", { name: /^Review / }).click();
    const form = officer.page.getByRole("dialog");
    await form.getByRole("radio", { name: "Justified", exact: true }).check();
    await form
      .getByRole("textbox", { name: "What it rests on" })
      .fill("The ward confirms the call.");
    await form.getByRole("button", { name: "Close the review" }).click();
    await expect(waiting).toHaveCount(0);
    const reviewed = officer.page.getByRole("row", { name: /Cardiac ICU, bed 11/ });
    await expect(reviewed).toContainText("The ward confirms the call.");
  });
});

test("a patient is found by unit and bed, or by the exact record number, and never by name", async ({
  hospital,
  staff,
}) => {
  const patient = await hospital.bedside.admit("R3", "07", "Findable");
  const nurse = new EmergencyAccessPage(await staff.signIn("nurse.sicu"));
  await nurse.open();
  await expectReadable(nurse.page);

  await nurse.findRecord("Findable");
  await expect(nurse.page.getByText("No patient in a bed has this number.")).toBeVisible();
  await nurse.findRecord(patient.medicalRecord);
  await expect(nurse.page.getByText("Respiratory R3, bed 07")).toBeVisible();
  expect(nurse.page.url()).not.toContain(patient.medicalRecord);

  await nurse.chooseBed("Respiratory R3", "07");
  await expect(nurse.page.getByText("Findable")).toHaveCount(0);
  await expect(nurse.submit).toBeVisible();
  await expectReadable(nurse.page);
});

test("a role that sees no patients is not offered emergency access", async ({ staff }) => {
  const page = await staff.signIn("scheduler");
  expect((await page.goto("/emergency-access"))?.status()).toBe(403);
  expect((await page.goto("/security/emergency-access"))?.status()).toBe(403);
  const nurse = await staff.signIn("nurse.sicu");
  expect((await nurse.goto("/security/emergency-access"))?.status()).toBe(403);
});
