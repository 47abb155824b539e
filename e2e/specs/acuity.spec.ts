import { SEPTIC, WELL } from "../fixtures/bedside-gateway";
import { expectReadable, expectReadableColours } from "../fixtures/readable";
import { expect, test } from "../fixtures/test";
import { BoardPage } from "../pages/board-page";
import { PatientPage } from "../pages/patient-page";

const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

test("how much nursing each patient is, and a nurse who knows better", async ({
  hospital,
  staff,
}) => {
  const quiet = await hospital.bedside.admit("R2", "19", "Tranquil");
  await quiet.measure(WELL);
  const busy = await hospital.bedside.admit("R2", "13", "Laborious");
  await busy.measure(SEPTIC);
  const board = new BoardPage(await staff.signIn("charge.r2"));
  await board.open();
  const nurse = new PatientPage(await staff.signIn("nurse.r2"));
  await nurse.page.goto("/icu");
  await new BoardPage(nurse.page).bed("19").link.click();

  await test.step("the rules find a class, and say why", async () => {
    await expect(board.bed("19").acuity).toHaveText("Acuity class 1");
    await expect(board.bed("13").acuity).toHaveText("Acuity class 3");
    await expect(nurse.acuity).toContainText("1 nurse to 5 patients, 4.8 nursing hours a day");
    await expect(nurse.acuity).toContainText("Came to this bed less than 4 hours ago");
  });

  await test.step("the unit's sum is in the board's summary", async () => {
    await expect(board.summary).toContainText(/\d h nursing a day/);
    const classes = board.summary.getByRole("list", { name: "Patients by acuity class" });
    await expect(classes.getByText("class 3")).toBeVisible();
  });

  await test.step("a class without a reason is not set", async () => {
    await nurse.acuity.getByRole("button", { name: "Set the class" }).click();
    await nurse.acuityForm.getByRole("button", { name: "Set the class" }).click();
    await expect(nurse.acuityForm.getByRole("alert")).toHaveText([
      "Choose a class.",
      "Choose what fits best.",
    ]);
    await nurse.acuityForm.getByRole("button", { name: "Cancel" }).click();
  });

  await test.step("what the nurse sets reaches the charge nurse's board", async () => {
    await nurse.setAcuity(/^4 One to one/, "One-to-one observation");
    await expect(board.bed("19").acuity).toHaveText("Acuity class 4, set by hand");
    await expect(nurse.acuity).toContainText("Class 4, one to one");
    await expect(nurse.acuity).toContainText(`Set by ${staff.name("nurse.r2")}`);
    await expect(nurse.acuity).toContainText("Class 1 by the rules otherwise");
  });

  await test.step("it is on record, in codes", async () => {
    const records = await hospital.recordsOf("nurse.r2@wardcast.example");
    expect(records.find(({ action }) => action === "acuity:overridden")).toMatchObject({
      outcome: "permitted",
      permission: "acuity:override",
      details: { acuityClass: 4, reason: "one-to-one-observation", hours: 8 },
    });
  });

  await test.step("and is undone at once", async () => {
    await nurse.page.getByRole("button", { name: "Undo" }).click();
    await expect(board.bed("19").acuity).toHaveText("Acuity class 1");
    await expect(nurse.acuity).not.toContainText("Set by");
  });
});

test("a class is set with a thumb, and taken back by a colleague", async ({ hospital, staff }) => {
  const patient = await hospital.bedside.admit("R2", "14", "Pocketed");
  await patient.measure(WELL);
  const nurse = new PatientPage(await staff.signIn("nurse.r2", PHONE));
  await nurse.page.goto("/icu?unit=R2");
  await new BoardPage(nurse.page).bed("14").link.click();

  await nurse.setAcuity(/^2 Intermediate/, "Family needs");
  await expect(nurse.acuity).toContainText("Class 2, intermediate");

  const charge = new PatientPage(await staff.signIn("charge.r2"));
  await charge.page.goto(nurse.page.url());
  await charge.acuity.getByRole("button", { name: "Take it back" }).click();
  await expect(nurse.acuity).toContainText("Class 1, basic");
});

test("anybody can read the form, and a class that somebody set", async ({ hospital, staff }) => {
  const patient = await hospital.bedside.admit("R2", "15", "Legible");
  await patient.measure(WELL);
  const nurse = new PatientPage(await staff.signIn("nurse.r2"));
  await nurse.page.goto("/icu?unit=R2");
  await new BoardPage(nurse.page).bed("15").link.click();
  await nurse.acuity.getByRole("button", { name: "Set the class" }).click();
  await nurse.acuityForm.getByText(/^3 Intensive/).click();
  await expectReadable(nurse.page);

  await nurse.acuityForm.getByText("Isolation").click();
  await nurse.acuityForm.getByRole("button", { name: "Set class 3" }).click();
  await expect(nurse.acuity).toContainText("Isolation.");
  await expect(nurse.page.getByRole("button", { name: "Undo" })).toBeVisible();
  await expectReadableColours(nurse.page);
});
