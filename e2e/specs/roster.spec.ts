import { dayInWords } from "#models/rostering/roster-words";
import { makeUpRoster } from "../fixtures/made-up-roster";
import { expectReadable, expectReadableColours } from "../fixtures/readable";
import { addressOf } from "../fixtures/staff";
import { expect, testInOwnHospital } from "../fixtures/test";
import { RosterPage } from "../pages/roster-page";

/** Staff and their rosters are the whole hospital's. */
const test = testInOwnHospital();

const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

test("a scheduler lets a roster be solved, has a shift explained, and publishes", async ({
  hospital,
  staff,
}) => {
  const made = await makeUpRoster(hospital, {
    ...{ name: "Surgery, four weeks", unitCodes: ["5B"], people: 14, days: 14, isFilled: false },
  });
  const roster = new RosterPage(await staff.signIn("scheduler"));
  const { page } = roster;

  await test.step("the list leads to it", async () => {
    await page.goto("/");
    await expect(roster.heading).toHaveText("Rosters");
    await expect(page.getByRole("region", { name: "Gaps of the next 72 hours" })).toBeVisible();
    await page.getByRole("link", { name: made.name }).click();
    await roster.grid.waitFor();
    await expect(roster.figure("Shifts below minimum")).not.toHaveText("0");
  });

  await test.step("the solver finds a proposal, which is shown before it is taken", async () => {
    await roster.button("Solve").click();
    await roster.drawer.getByLabel("Time limit, seconds").fill("3");
    await roster.drawer.getByRole("button", { name: "Solve", exact: true }).click();
    await expect(roster.proposal).toBeVisible({ timeout: 30_000 });
    await expect(roster.grid.locator("[data-proposed]").first()).toBeVisible();
    await roster.button("Apply").click();
    await expect(roster.proposal).toBeHidden();
    await expect(roster.figure("Hard rules broken")).toHaveText("0");
  });

  await test.step("a shift says who else could take it, and at which price", async () => {
    const shift = roster.grid.getByRole("gridcell", { name: /: (Long day|Night) in / }).first();
    await roster.focus(shift);
    await roster.press("Enter");
    await expect(roster.candidates.getByRole("listitem").first()).toContainText(/points/);
    await expectReadableColours(page);
    await roster.press("Escape");
    await expect(shift).toBeFocused();
  });

  await test.step("it is published, and everybody who may reads it", async () => {
    await roster.button("Publish").click();
    await roster.drawer.getByRole("button", { name: "Publish", exact: true }).click();
    await expect(page.getByText("Published", { exact: true })).toBeVisible();
    const charge = new RosterPage(await staff.signIn("charge.5b"));
    await charge.open(made.rosterId);
    await expect(charge.button("Solve")).toHaveCount(0);
    await expect(charge.grid).toHaveAttribute("aria-readonly", "true");
  });

  await test.step("the file has its shifts, and taking it is recorded", async () => {
    const answer = await page.request.get(`/roster/${made.rosterId}/roster.csv`);
    expect(answer.headers()["content-disposition"]).toMatch(
      /filename="roster-5B-[\d-]{21}-published-v\d+\.csv"/,
    );
    const file = await answer.text();
    expect(file).toMatch(/^\d{4}-\d{2}-\d{2},.+,5B,(Long day|Night),[DN],/m);
    const records = await hospital.recordsOf(addressOf("scheduler"));
    expect(records.find(({ action }) => action === "roster:exported")).toMatchObject({
      outcome: "permitted",
      permission: "roster:export",
    });
  });
});

test("two planners at once do not overwrite each other", async ({ hospital, staff }) => {
  const made = await makeUpRoster(hospital, {
    ...{ name: "Respiratory, two weeks", unitCodes: ["R3"], people: 10, days: 14, isFilled: true },
  });
  await hospital.rows("update users set role = 'scheduler' where email = $1", [
    addressOf("nurse.sdu"),
  ]);
  const one = new RosterPage(await staff.signIn("scheduler"));
  const two = new RosterPage(await staff.signIn("nurse.sdu"));
  await Promise.all([one.open(made.rosterId), two.open(made.rosterId)]);
  const who = made.people[2]?.name ?? "";
  const date = dayInWords(made, 0);
  const squares = [one.square(who, date), two.square(who, date)] as const;

  await test.step("each sees that the other is there, and what the other does", async () => {
    await expect(one.page.getByRole("list", { name: "Who has it open" })).toContainText(
      staff.name("nurse.sdu"),
    );
    await one.focus(squares[0]);
    await one.press("n");
    await one.stored();
    await expect(squares[1]).toHaveAccessibleName(/: Night in /);
  });

  await test.step("both change one square while one of them has not heard of it", async () => {
    await two.focus(squares[1]);
    // The news is held back, as a slow line would.
    const cells = await hospital.rows<{ version: number }>(
      `update roster_cells set shift_id = 'long-day', version = version + 1
        where roster_id = $1 and person_id = $2 and day = 0 returning version`,
      [made.rosterId, made.people[2]?.personId],
    );
    expect(cells).toHaveLength(1);
    await two.press("Delete");
    await expect(two.notice("Not done")).toBeVisible();
    await expect(squares[1]).toHaveAttribute("data-state", "conflict");
    await expect(squares[1]).toHaveAccessibleName(/: Long day in .*your change was not made/);
    await expectReadableColours(two.page);
  });

  await test.step("what was first stays, until the second sets theirs after having seen it", async () => {
    const stored = () =>
      hospital.rows<{ shiftId: string | null }>(
        `select shift_id as "shiftId" from roster_cells
          where roster_id = $1 and person_id = $2 and day = 0`,
        [made.rosterId, made.people[2]?.personId],
      );
    expect(await stored()).toEqual([{ shiftId: "long-day" }]);
    await two.button("Set mine").click();
    await two.stored();
    await expect.poll(stored).toEqual([{ shiftId: null }]);
    await expect(squares[0]).toHaveAccessibleName(/: free/);
  });
});

test("the grid is worked by keyboard alone, and everybody can read it", async ({
  hospital,
  staff,
}) => {
  const made = await makeUpRoster(hospital, {
    ...{ name: "Medicine, eight weeks", unitCodes: ["4A", "R2"], people: 60, days: 56 },
    isFilled: true,
  });
  const roster = new RosterPage(await staff.signIn("scheduler"));
  await roster.open(made.rosterId);
  const focused = roster.page.locator(":focus");

  await test.step("arrows move, what is out of view comes into view", async () => {
    await roster.focus(roster.page.locator('[data-square="1 0"]'));
    await roster.press("ArrowRight");
    await expect(roster.page.locator('[data-square="1 1"]')).toBeFocused();
    await roster.press("End");
    await expect(roster.page.locator('[data-square="1 55"]')).toBeFocused();
    await expect(focused).toBeInViewport();
    await roster.press("Control+ArrowDown");
    await expect(focused).toBeInViewport();
    await roster.press("Control+Home");
    await expect(roster.page.locator('[data-square="1 0"]')).toBeFocused();
  });

  await test.step("letters set, Delete clears, P pins, and all is taken back", async () => {
    await roster.press("n");
    await expect(focused).toHaveAccessibleName(/: Night in /);
    await roster.press("p");
    await expect(focused).toHaveAccessibleName(/pinned/);
    await roster.press("Delete");
    await expect(focused).toHaveAccessibleName(/: free/);
    await roster.stored();
    await roster.press("Control+z");
    await expect(focused).toHaveAccessibleName(/: Night in /);
    await roster.press("Control+Shift+Z");
    await expect(focused).toHaveAccessibleName(/: free/);
  });

  await test.step("what is selected is copied elsewhere", async () => {
    await roster.press("d");
    await roster.press("Shift+ArrowRight");
    await roster.press("Control+c");
    await roster.press("ArrowDown");
    await roster.press("Home");
    await roster.press("Control+v");
    await expect(focused).toHaveAccessibleName(/: Long day in /);
    await roster.stored();
  });

  await test.step("two versions of the past are compared", async () => {
    await roster.button("History").click();
    await roster.versions
      .getByRole("button", { name: /^Compare version \d+ with another$/ })
      .last()
      .click();
    await roster.versions
      .getByRole("button", { name: /^Compare \d+ with \d+$/ })
      .last()
      .click();
    await expect(roster.comparison).toContainText(/^Version \d+ against version \d+: \d+ square/);
    await expect(roster.grid.locator("s").first()).toBeAttached();
    await roster.button("End the comparison").click();
    await expect(roster.comparison).toBeHidden();
  });

  await test.step("what is broken leads to where it is", async () => {
    const first = roster.broken.getByRole("button").first();
    await first.click();
    await expect(focused).toHaveAttribute("role", "gridcell");
    await roster.press("?");
    await expect(roster.page.getByRole("dialog", { name: "Keys and marks" })).toBeVisible();
    await roster.press("Escape");
  });

  await expectReadable(roster.page);
});

test("on a phone the day is read", async ({ hospital, staff }) => {
  const made = await makeUpRoster(hospital, {
    ...{ name: "Step-down", unitCodes: ["SDU"], people: 12, days: 14, isFilled: true },
  });
  const page = await staff.signIn("scheduler", PHONE);
  await page.goto(`/roster/${made.rosterId}`);
  await expect(page.getByRole("heading", { name: dayInWords(made, 0) })).toBeVisible();
  await expect(page.getByRole("grid")).toHaveCount(0);
  await expect(page.getByText(/Nurses: \d+ planned/).first()).toBeVisible();
  await page.getByRole("button", { name: "The day after" }).click();
  await expect(page.getByRole("heading", { name: /^Tue / })).toBeVisible();
});
