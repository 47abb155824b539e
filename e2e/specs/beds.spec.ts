import type { Locator } from "@playwright/test";
import { SEPTIC, WELL } from "../fixtures/bedside-gateway";
import { expectReadable, expectReadableColours } from "../fixtures/readable";
import { addressOf } from "../fixtures/staff";
import { expect, testInOwnHospital } from "../fixtures/test";
import { BedsPage } from "../pages/beds-page";

/** Beds are everybody's: who gives one changes what others find. */
const test = testInOwnHospital();

const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

test("two people give one bed at the same time, and one of them is told so", async ({
  hospital,
  staff,
}) => {
  await hospital.bedside.admit("ED", "01", "Boardman");
  await hospital.bedside.admit("ED", "02", "Waitley");
  const emergency = new BedsPage(await staff.signIn("charge.ed"));
  const coordinator = new BedsPage(await staff.signIn("administrator"));
  const ward = new BedsPage(await staff.signIn("charge.4a"));
  await Promise.all([emergency.open(), coordinator.open(), ward.open()]);

  await test.step("the emergency department asks for beds; everybody sees who waits", async () => {
    await emergency.askForBed("01", "Ward");
    await emergency.askForBed("02", "Ward");
    for (const board of [emergency, coordinator, ward]) await expect(board.boarding).toHaveCount(2);
    await expect(coordinator.totals).toContainText(/Boarding2/);
  });

  await test.step("its own patients have names there, and nobody's have elsewhere", async () => {
    await expect(emergency.boarding.first()).toContainText("Boardman");
    for (const board of [coordinator, ward])
      await expect(board.page.getByText(/Boardman|Waitley/)).toHaveCount(0);
    await emergency.page.keyboard.press("m");
    await expect(emergency.page.getByText(/Boardman|Waitley/)).toHaveCount(0);
    await emergency.page.reload();
    await expect(emergency.boarding).toHaveCount(2);
    await expect(emergency.page.getByText(/Boardman|Waitley/)).toHaveCount(0);
  });

  const boards = [
    { board: coordinator, from: "01" },
    { board: ward, from: "02" },
  ];
  await test.step("both choose the same bed, and both confirm", async () => {
    for (const { board, from } of boards) {
      await board.place(from);
      await expect(board.placing).toContainText(/beds? suit/);
      await board.bed("Medicine 4A", "05").click();
    }
    const confirm = ({ board }: (typeof boards)[number]) =>
      board.dialog.getByRole("button", { name: "Assign", exact: true }).click();
    await Promise.all(boards.map(confirm));
    const refused = async () => (await coordinator.refusal.count()) + (await ward.refusal.count());
    await expect.poll(refused).toBe(1);
  });

  await test.step("the second reads who was first and what to do, and finds another bed", async () => {
    const [second, first] = (await ward.refusal.isVisible())
      ? [ward, coordinator]
      : [coordinator, ward];
    await expect(second.refusal).toContainText(/4A-05.*first.*[Cc]hoose another bed/);
    await expect(first.bed("Medicine 4A", "05")).toContainText("Occupied");
    await expect(second.bed("Medicine 4A", "05")).toContainText("✕ Occupied");
    await second.bed("Medicine 4A", "06").click();
    await second.dialog.getByRole("button", { name: "Assign", exact: true }).click();
    await expect(second.notice("4A 06 is assigned")).toBeVisible();
    for (const board of [emergency, coordinator, ward]) {
      await expect(board.boarding).toHaveCount(0);
      await expect(board.bed("Medicine 4A", "06")).toContainText("Occupied");
    }
  });

  await test.step("what the hospital has it as", async () => {
    const stays = await hospital.rows<{ label: string }>(
      `select label from bed_stays join beds using (bed_id) join units using (unit_id)
        where code = '4A' and upper_inf(during) order by label`,
    );
    expect(stays.map(({ label }) => label)).toEqual(["05", "06"]);
  });

  await test.step("a file has every bed and no patient", async () => {
    const answer = await coordinator.page.request.get("/capacity/beds/beds.csv");
    const file = await answer.text();
    expect(file).toMatch(/^4A,Medicine 4A,ward,Northgate Campus,05,occupied,/m);
    expect(file).not.toMatch(/Boardman|Waitley/);
    const records = await hospital.recordsOf(addressOf("administrator"));
    expect(records.find(({ action }) => action === "beds:exported")).toMatchObject({
      outcome: "permitted",
      permission: "capacity:export",
    });
  });
});

test("a ward's beds are worked by keyboard alone", async ({ hospital, staff }) => {
  const patient = await hospital.bedside.admit("R3", "01", "Keyworth");
  await patient.measure(WELL);
  const board = new BedsPage(await staff.signIn("charge.r3"));
  await board.open();
  const press = (key: string) => board.page.keyboard.press(key);
  const bed = (label: string) => board.bed("Respiratory R3", label);
  await press("/");
  await expect(board.search).toBeFocused();
  await board.page.keyboard.type("R3");
  await press("Escape");

  await test.step("arrows move from bed to bed", async () => {
    await press("ArrowRight");
    await expect(bed("01")).toBeFocused();
    await press("ArrowRight");
    await expect(bed("02")).toBeFocused();
    await press("End");
    await expect(bed("24")).toBeFocused();
    await press("Home");
    await expect(bed("01")).toBeFocused();
  });

  await test.step("Enter opens the menu of what is possible, Escape leads back", async () => {
    await press("Enter");
    await expect(board.menu).toContainText("Transfer to another bed");
    await expect(board.menu).not.toContainText("Assign");
    await press("Escape");
    await expect(board.menu).toBeHidden();
    await expect(bed("01")).toBeFocused();
  });

  await test.step("a letter does it: cleaning, and clean", async () => {
    await press("ArrowRight");
    await press("c");
    await expect(bed("02")).toContainText("Being cleaned");
    await expect(bed("02")).toBeFocused();
    await isAnswered(bed("02"));
    await press("f");
    await expect(bed("02")).toContainText("Available");
    await isAnswered(bed("02"));
  });

  await test.step("b blocks with a reason, and it can be undone", async () => {
    await press("b");
    await expect(board.dialog).toContainText("Block R3 02");
    await expect(board.dialog.getByRole("radio", { name: "Maintenance" })).toBeFocused();
    await press("Space");
    await press("Enter");
    await expect(bed("02")).toContainText("Maintenance");
    await board.page.getByRole("button", { name: "Undo" }).last().press("Enter");
    await expect(bed("02")).toContainText("Available");
  });

  await test.step("t looks for another bed: n to one that suits, Enter twice", async () => {
    await bed("01").focus();
    await press("t");
    await expect(board.placing).toContainText("Keyworth");
    await expect(bed("01")).toContainText("Lies here");
    await press("n");
    await expect(board.page.locator(":focus")).toContainText("✓ Suits");
    await press("Enter");
    await expect(board.dialog).toContainText("Transfer to R3");
    await expect(board.dialog.getByRole("button", { name: "Transfer" })).toBeFocused();
    await press("Enter");
    await expect(board.placing).toBeHidden();
    await expect(bed("01")).not.toContainText("Keyworth");
  });

  await test.step("Escape leaves the search, ? tells the keys", async () => {
    await board.page.getByRole("button", { name: /Keyworth/ }).focus();
    await press("w");
    await expect(board.placing).toBeVisible();
    await press("Escape");
    await expect(board.placing).toBeHidden();
    await press("?");
    await expect(board.dialog).toContainText("Keyboard");
  });
});

/** News of a bed may come before the answer, until which nothing else is done to it. */
const isAnswered = (bed: Locator) => expect(bed).not.toHaveAttribute("aria-busy", "true");

test("with a thumb: a patient who waits gets a bed", async ({ hospital, staff }) => {
  await hospital.bedside.admit("ED", "11", "Pocket");
  const emergency = new BedsPage(await staff.signIn("charge.ed"));
  await emergency.open();
  await emergency.askForBed("11", "Step-down");

  const phone = new BedsPage(await staff.signIn("administrator", PHONE));
  await phone.open();
  await phone.page.getByRole("button", { name: "Boarding 1" }).tap();
  await phone.place("11");
  await expect(phone.placing).toContainText("Step-down");
  await phone.bed("Step-down", "03").tap();
  await phone.dialog.getByRole("button", { name: "Assign", exact: true }).tap();
  await expect(phone.bed("Step-down", "03")).toContainText("Occupied");

  await phone.bed("Step-down", "04").tap();
  await phone.dialog.getByRole("button", { name: "Start cleaning" }).tap();
  await expect(phone.bed("Step-down", "04")).toContainText("Being cleaned");
});

test("anybody can read the beds in each state, and while a bed is looked for", async ({
  hospital,
  staff,
}) => {
  const patient = await hospital.bedside.admit("CICU", "01", "Legible");
  await patient.measure(SEPTIC);
  const board = new BedsPage(await staff.signIn("charge.cicu"));
  await board.open();
  const bed = (label: string) => board.bed("Cardiac ICU", label);
  await board.search.fill("CICU");
  await board.choose(bed("02"), /^Start cleaning/);
  await board.choose(bed("03"), /^Block/);
  await board.dialog.getByText("Infection control").click();
  await board.dialog.getByRole("button", { name: "Block", exact: true }).click();
  await board.choose(bed("04"), /^Reserve/);
  await board.dialog.getByText("After surgery").click();
  await board.dialog.getByRole("button", { name: "Reserve", exact: true }).click();
  await board.choose(bed("05"), /^Isolation and equipment/);
  await board.dialog.getByText("Airborne isolation").click();
  await board.dialog.getByRole("button", { name: "Save" }).click();
  await board.choose(bed("01"), /^Discharge pending/);
  await expect(bed("01")).toContainText("Discharge pending");
  await expect(bed("05")).toContainText("Airborne");
  await expectReadable(board.page);

  await board.page.setViewportSize({ width: 1440, height: 900 });
  await bed("01").click();
  await expectReadableColours(board.page);
  await board.menu.getByRole("menuitem", { name: /^Transfer/ }).click();
  await expect(board.placing).toBeVisible();
  await expectReadable(board.page);
});

test("the server is killed and comes back; the beds say so meanwhile", async ({
  hospital,
  staff,
}) => {
  const board = new BedsPage(await staff.signIn("charge.5b"));
  await board.open();
  const bed = board.bed("Surgery 5B", "09");
  await expect(bed).toContainText("Available");

  await hospital.kill();
  await expect(board.banner).toContainText("No connection to the server");
  await bed.click();
  await expect(board.menu).toContainText("Nothing can be done while the connection is away");
  await expectReadableColours(board.page);
  await board.page.keyboard.press("Escape");

  await hospital.start();
  await expect(board.live).toBeVisible();
  await hospital.bedside.admit("5B", "09", "Returned");
  await expect(bed).toContainText("Returned");
});
