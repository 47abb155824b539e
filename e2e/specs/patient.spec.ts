import { WELL } from "../fixtures/bedside-gateway";
import { expect, test } from "../fixtures/test";
import { BoardPage } from "../pages/board-page";
import { PatientPage } from "../pages/patient-page";

const MINUTE = 60_000;

/** Chronic lung disease as one wants it: 90 % on air is low on scale 1, and right on scale 2. */
const HYPERCAPNIC = { ...WELL, oxygenSaturation: 90, respiratoryRate: 22 };

/** The signs of every hour; temperature is not among them. */
const HOURLY = { heartRate: 72, respiratoryRate: 16, oxygenSaturation: 97 };

test("the charts go on into the hours to come, where enough is known", async ({
  hospital,
  staff,
}) => {
  const patient = await hospital.bedside.admit("R2", "05", "Outlook");
  for (const hours of [4, 3, 2, 1]) await patient.measure(HOURLY, Date.now() - hours * 60 * MINUTE);
  await patient.measure(WELL);
  const page = new PatientPage(await staff.signIn("nurse.r2"));
  const board = new BoardPage(page.page);
  await board.open();
  await board.bed("05").link.click();

  await test.step("a fan, told in words too", async () => {
    await expect(page.section("Trends")).toContainText("Dashed: forecast of the next 6 h");
    await expect(page.chart("Heart rate")).toHaveAccessibleName(
      /Forecast of Heart rate in 6 h: \d+ \(\d+ to \d+\)/,
    );
  });

  await test.step("none of what is measured too rarely, and why", async () => {
    await expect(page.section("Trends")).toContainText(
      /Not forecast: .*Temperature \(measured in fewer than 3 of the last 24 hours\)/,
    );
    await expect(page.chart("Temperature")).not.toHaveAccessibleName(/Forecast/);
  });

  await test.step("the same numbers in the tables", async () => {
    await page.showTables();
    const rows = page.table("Heart rate, /min").getByRole("row");
    await expect(rows.filter({ hasText: "forecast" })).toHaveCount(6);
  });

  await test.step("and away with it", async () => {
    await page.section("Trends").getByRole("button", { name: "Forecast" }).click();
    await expect(page.section("Trends")).not.toContainText("Dashed: forecast");
  });
});

test("a patient's page says how it has been, how it is, and why", async ({ hospital, staff }) => {
  const patient = await hospital.bedside.admit("R2", "04", "Chronicle");
  for (const minutes of [40, 30, 20, 10])
    await patient.measure(
      { ...HYPERCAPNIC, heartRate: 70 + minutes },
      Date.now() - minutes * MINUTE,
    );
  await patient.measure(HYPERCAPNIC);
  const page = new PatientPage(await staff.signIn("charge.r2"));
  const board = new BoardPage(page.page);
  await board.open();
  await board.bed("04").link.click();

  await test.step("who it is, and the score of now", async () => {
    await expect(page.heading).toContainText("Bed 04");
    await expect(page.heading).toContainText("Chronicle");
    await expect(page.score).toHaveText(/^NEWS2 5, Medium/);
  });

  await test.step("what each parameter adds", async () => {
    await expect(page.parameter("Saturation, scale 1")).toContainText("90 %");
    await expect(page.parameter("Saturation, scale 1").getByRole("cell").last()).toHaveText("3");
    await expect(page.parameter("Respiration").getByRole("cell").last()).toHaveText("2");
    await expect(page.parameter("Pulse").getByRole("cell").last()).toHaveText("0");
  });

  await test.step("why the model says what it says", async () => {
    const why = page.section("Why this risk");
    await expect(why).toContainText(/may be anywhere between .*, alert from .*Model \d/);
    await expect(why.getByRole("listitem").first()).toContainText(/(raises|lowers) the risk/);
  });

  await test.step("trends as charts, and the same numbers as tables", async () => {
    await expect(page.chart("Heart rate")).toBeVisible();
    await page.showTables();
    const heartRates = page.table("Heart rate, /min");
    // Values that come late are in the charts after the next refresh of the rollups, 15 s apart.
    await expect(heartRates.getByRole("row")).toHaveCount(6, { timeout: 60_000 });
    await expect(heartRates).toContainText("110");
    await page.chooseRange("24 h");
    await expect(heartRates).toContainText("110");
  });

  await test.step("the charge nurse prescribes scale 2, and the score falls", async () => {
    await page.prescribeScale(2);
    await expect(page.page.getByText(/prescribed by/)).toContainText(staff.name("charge.r2"));
    await expect(page.parameter("Saturation, scale 2").getByRole("cell").last()).toHaveText("0");
    await expect(page.score).toHaveText(/^NEWS2 2, Low/);
  });

  await test.step("a nurse sees the prescription and cannot change it", async () => {
    const nurse = new PatientPage(await staff.signIn("nurse.r2"));
    await nurse.page.goto(page.page.url());
    await expect(nurse.page.getByText("Oxygen scale 2")).toBeVisible();
    await expect(nurse.page.getByRole("button", { name: /^Switch to scale/ })).toHaveCount(0);
  });
});
