import { WELL } from "../fixtures/bedside-gateway";
import { expectReadableColours } from "../fixtures/readable";
import { areRealStaysHere, fillMedicalIcu } from "../fixtures/real-patients";
import { expect, test } from "../fixtures/test";
import { BoardPage } from "../pages/board-page";

test("the charge nurse watches real patients change live", async ({
  hospital,
  staff,
}, testInfo) => {
  if (!areRealStaysHere)
    testInfo.annotations.push({ type: "data", description: "simulated: no recorded stays here" });
  const board = new BoardPage(await staff.signIn("charge.micu"));
  await board.open();
  await expect(board.page.getByText("No patient is in this unit.")).toBeVisible();
  const loadedAt = await board.loadedAt();
  const sender = fillMedicalIcu(hospital);

  await test.step("patients arrive on the open board", async () => {
    await expect(board.heading).toHaveText("Medical ICU");
    await expect.poll(() => board.beds.count()).toBeGreaterThan(5);
    await expect(board.summary).toContainText(/\d+ of 24 beds/);
  });

  await test.step("their signs change, one after the other", async () => {
    const shown = () => board.beds.getByRole("definition").allTextContents();
    for (let change = 0; change < 3; change += 1) {
      const before = (await shown()).join();
      await expect.poll(async () => (await shown()).join()).not.toBe(before);
    }
  });

  await test.step("they are scored, by rule and by model", async () => {
    await expect(board.beds.getByText(/^NEWS2 \d+, /).first()).toBeAttached();
    await expect(board.beds.getByText(/^Risk <?\d+(\.\d+)? %, /).first()).toBeAttached();
  });

  expect(await board.loadedAt(), "the page was not loaded again").toBe(loadedAt);
  await sender.stop();
});

test("a bed whose feed stops is marked stale", async ({ hospital, staff }) => {
  const board = new BoardPage(await staff.signIn("nurse.cicu"));
  await board.open();
  const patient = await hospital.bedside.admit("CICU", "01", "Streaming");
  const bed = board.bed("01");
  let heartRate = 60;
  const stop = patient.stream(() => ({ ...WELL, heartRate: heartRate++ }));

  await test.step("while the monitor speaks every second the bed is fresh", async () => {
    await expect(bed.sign("Heart rate")).toHaveText("66");
    await expect(bed.staleMark).toBeHidden();
  });

  await test.step("five seconds after the last word it is stale", async () => {
    stop();
    await expect(bed.staleMark).toHaveText(/^Stale, last [5-7] s ago$/);
    await expect(board.summary).toContainText(/[1-9]\d* stale/);
    await expectReadableColours(board.page);
  });

  await test.step("and fresh again at the next", async () => {
    await patient.measure({ ...WELL, heartRate: 99 });
    await expect(bed.sign("Heart rate")).toContainText("99");
    await expect(bed.staleMark).toBeHidden();
  });
});

test("the board is worked by keyboard alone", async ({ hospital, staff }) => {
  for (const [label, family] of [
    ["11", "Keller"],
    ["12", "Lindgren"],
    ["13", "Moreno"],
  ] as const) {
    const patient = await hospital.bedside.admit("SDU", label, family);
    await patient.measure(family === "Lindgren" ? { ...WELL, heartRate: 140 } : WELL);
  }
  const board = new BoardPage(await staff.signIn("nurse.sdu"));
  await board.open();
  await expect(board.connection("Live")).toBeVisible();
  const press = (key: string) => board.page.keyboard.press(key);
  const [first, second, third] = [board.bed("11"), board.bed("12"), board.bed("13")];
  await expect(third.link).toBeVisible();

  await test.step("j and k move between beds", async () => {
    await press("j");
    await expect(first.link).toBeFocused();
    await press("j");
    await expect(second.link).toBeFocused();
    await press("j");
    await expect(third.link).toBeFocused();
    await press("k");
    await expect(second.link).toBeFocused();
  });

  await test.step("a acknowledges the alert of the bed in focus", async () => {
    await expect(second.acknowledge).toBeVisible();
    await press("a");
    await expect(second.alert).toContainText(`✓ ${staff.name("nurse.sdu")}`);
    await expect(second.acknowledge).toBeHidden();
  });

  await test.step("/ filters, and Escape gives the keys back", async () => {
    await press("/");
    await expect(board.filter).toBeFocused();
    await board.page.keyboard.type("moreno");
    await expect(board.beds).toHaveCount(1);
    await expect(third.link).toBeVisible();
    await board.filter.clear();
    await press("Escape");
    await expect(board.filter).not.toBeFocused();
    await expect(board.beds).toHaveCount(3);
  });

  await test.step("m hides the names", async () => {
    await press("m");
    await expect(first.link).not.toContainText("Keller");
    await press("m");
    await expect(first.link).toContainText("Keller");
  });

  await test.step("? lists the keys", async () => {
    await press("?");
    await expect(board.keyboardHelp).toBeVisible();
    await expect(board.keyboardHelp).toContainText("acknowledge the bed's alert");
    await press("Escape");
    await expect(board.keyboardHelp).toBeHidden();
  });

  await test.step("Enter opens the patient in focus", async () => {
    await first.link.focus();
    await press("Enter");
    await expect(board.page).toHaveURL(/\/patients\//);
    await expect(board.heading).toContainText("Keller");
  });
});
