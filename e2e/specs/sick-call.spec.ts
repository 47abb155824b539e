import { dayInWords } from "#models/rostering/roster-words";
import { expectReadable, expectReadableColours } from "../fixtures/readable";
import { addressOf } from "../fixtures/staff";
import { expect, testInOwnHospital } from "../fixtures/test";
import { publishWithTwoToAsk } from "../fixtures/two-to-ask";
import { MyShiftsPage } from "../pages/my-shifts-page";
import { RosterPage } from "../pages/roster-page";

/** Staff and their rosters are the whole hospital's. */
const test = testInOwnHospital();

const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

test("somebody cannot come: two phones are asked, one has the shift, and a roster is mended", async ({
  hospital,
  staff,
}) => {
  const { made, sick, first, second } = await publishWithTwoToAsk(hospital);

  const planner = new RosterPage(await staff.signIn("scheduler"));
  const [one, two] = [
    new MyShiftsPage(await staff.signIn("nurse.5b", PHONE)),
    new MyShiftsPage(await staff.signIn("charge.5b", PHONE)),
  ];
  await Promise.all([planner.open(made.rosterId), one.open(), two.open()]);
  const { page } = planner;
  const date = dayInWords(made, 0);
  const strip = page.getByRole("region", { name: "Shifts that somebody cannot work" });
  const askedOf = ({ page: of }: MyShiftsPage) => of.getByRole("region", { name: "You are asked" });

  await test.step("it is reported from the person's square", async () => {
    await planner.focus(planner.square(sick.name, date));
    await planner.press("Enter");
    await planner.button("Cannot come").click();
    await expect(planner.drawer).toContainText("Why is neither asked nor kept.");
    await planner.drawer.getByRole("button", { name: "Report" }).click();
    await expect(planner.candidates.getByRole("listitem").first()).toContainText(/points/);
    await expectReadableColours(page);
  });

  await test.step("two are asked, and both phones show it", async () => {
    const everybody = planner.button("Show everybody who could");
    if (await everybody.isVisible()) await everybody.click();
    for (const { name } of [first, second])
      await planner.candidates.getByRole("checkbox", { name: `Choose ${name}` }).check();
    await planner.button("Ask the chosen (2)").click();
    for (const phone of [one, two])
      await expect(askedOf(phone)).toContainText("Can you take this shift?");
    await expectReadable(one.page);
  });

  await test.step("one accepts; the other, and the planner's grid, say so", async () => {
    await askedOf(one).getByRole("button", { name: "Accept" }).click();
    await expect(askedOf(one)).toContainText("The shift is yours.");
    await expect(one.next).toContainText("07:00–19:00");
    await expect(askedOf(two)).toContainText("somebody else was first");
    await expect(page.getByRole("list", { name: "Who was asked" })).toContainText("Takes it");
    await planner.press("Escape");
    await expect(planner.square(first.name, date)).toHaveAccessibleName(/: Long day in /);
    await expect(strip).toContainText(`${first.name} works it`);
  });

  await test.step("a shift that is left is filled by a repair", async () => {
    const later = planner.grid
      .getByRole("gridcell", {
        name: new RegExp(`^${made.people[3]?.name ?? ""}, .*: Long day in`),
      })
      .first();
    await planner.focus(later);
    await planner.press("Enter");
    await planner.button("Cannot come").click();
    await planner.drawer.getByRole("button", { name: "Report" }).click();
    await planner.button("Look for repairs").click();
    const repair = page
      .getByRole("list", { name: "Repairs" })
      .getByRole("listitem")
      .filter({ hasText: "fills the open shift" })
      .first();
    await repair.getByRole("button", { name: /^Carry out/ }).click();
    await expect(planner.drawer.getByRole("status").first()).toContainText("Filled");
  });

  await test.step("it is on record, by ids", async () => {
    const records = await hospital.recordsOf(addressOf("scheduler"));
    const commands = records
      .filter(({ action }) => action === "sick-call:acted")
      .map(({ details }) => details?.command);
    expect(commands).toEqual(expect.arrayContaining(["report", "offer", "repair"]));
  });
});
