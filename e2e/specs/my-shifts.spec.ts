import { dayAfter } from "#models/shared/calendar-date";
import { timeFormat } from "#models/shared/time-format";
import type { Hospital } from "../fixtures/hospital";
import { openWindow } from "../fixtures/open-window";
import { expectReadable, expectReadableColours } from "../fixtures/readable";
import { addressOf } from "../fixtures/staff";
import { expect, testInOwnHospital, WITH_ROSTERS } from "../fixtures/test";
import { today, twoNurses } from "../fixtures/two-nurses";
import { ApprovalsPage } from "../pages/approvals-page";
import { MyShiftsPage } from "../pages/my-shifts-page";

const test = testInOwnHospital(WITH_ROSTERS);
const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
const UNIT = "Cardiology R2";
const time = timeFormat("UTC");

const dayInWords = (on: string) => time.day(Date.parse(`${on}T00:00:00Z`));

/** As somebody stands on rosters. */
async function nameOf(hospital: Hospital, local: string): Promise<string> {
  const [person] = await hospital.rows<{ name: string }>(
    "select staff.name from staff join users using (user_id) where email = $1",
    [addressOf(local)],
  );
  if (!person) throw new Error(`${local} is on no roster`);
  return person.name;
}

test("a nurse gives a shift away: two phones, and somebody who approves", async ({
  hospital,
  staff,
}) => {
  const { first, second } = await twoNurses(hospital);
  const [giverName, takerName] = [
    await nameOf(hospital, "nurse.r2"),
    await nameOf(hospital, "charge.r2"),
  ];
  const approver = new ApprovalsPage(await staff.signIn("scheduler"));
  const giver = new MyShiftsPage(await staff.signIn("nurse.r2", PHONE));
  const taker = new MyShiftsPage(await staff.signIn("charge.r2", PHONE));
  await approver.open();
  await giver.open();
  await taker.open();

  await test.step("the next shift comes first, with when and where", async () => {
    await expect(giver.next).toContainText(dayInWords(first));
    await expect(giver.next).toContainText("07:00–19:00");
    await expect(giver.next).toContainText(`Long day, ${UNIT}`);
  });

  await test.step("the unit has every swap approved", async () => {
    await approver.approveEverySwapOf(UNIT);
  });

  await test.step("it is offered to those who may take it, and reaches their phones", async () => {
    await giver.offerToAll(new RegExp(`Swap Long day on ${dayInWords(first)}`));
    await expect(taker.page.getByText(/You are offered a shift/).first()).toBeVisible();
    await expect(taker.waiting).toContainText(`${giverName} offers you a shift.`);
    await taker.waiting.getByRole("button", { name: "Look at it" }).click();
    await expect(taker.part("Offered to you")).toContainText(giverName);
  });

  await test.step("what it does to hours and rest is shown before it is taken", async () => {
    await taker.part("Offered to you").getByRole("button", { name: /^Take/ }).click();
    const dialog = taker.page.getByRole("dialog", { name: "Take this shift?" });
    await expect(dialog).toContainText(`instead of ${giverName}`);
    await expect(dialog).toContainText(/11\.5 h more: .* your contract/);
    await expect(dialog).toContainText("Somebody approves it first.");
    await expectReadableColours(taker.page);
    await dialog.getByRole("button", { name: "Not now" }).click();
    await expect(taker.part("Offered to you")).toContainText(giverName);
    await taker.part("Offered to you").getByRole("button", { name: /^Take/ }).click();
    await dialog.getByRole("button", { name: "Take it" }).click();
    await expect(taker.page.getByText(/^Taken\. It waits to be approved/)).toBeVisible();
  });

  await test.step("whoever approves sees it at once, and that it breaks no rule", async () => {
    const row = approver.swaps.getByRole("listitem");
    await expect(row).toContainText(`${giverName} gives ${takerName}`);
    await expect(row).toContainText("Breaks no rule");
    await expectReadable(approver.page);
    await row.getByRole("button", { name: /^Approve/ }).click();
    await expect(approver.swaps).toContainText("No swap waits.");
  });

  await test.step("both phones show whose shift it is now", async () => {
    await expect(giver.next).toContainText(dayInWords(second));
    await expect(taker.part("Your swaps")).toContainText("Done");
    await taker.show("Shifts");
    await expect(taker.next).toContainText(dayInWords(first));
    await giver.show("Notices");
    await expect(giver.part("Notices")).toContainText("is approved. The roster is changed.");
    await expectReadable(giver.page);
  });

  await test.step("it is on record, by ids", async () => {
    const records = await hospital.recordsOf(addressOf("scheduler"));
    expect(
      records
        .filter(({ action }) => action === "roster-approval:decided")
        .map(({ details }) => details?.command),
    ).toContain("approve-swap");
  });
});

test("a calendar follows a link until it is revoked", async ({ hospital, staff }) => {
  const { second } = await twoNurses(hospital);
  const nurse = new MyShiftsPage(await staff.signIn("nurse.r2", PHONE));
  await nurse.open();
  const feed = nurse.part("Calendar link");
  await feed.getByRole("button", { name: "Make a link" }).click();
  const link = await feed.getByLabel("Calendar link").inputValue();

  const calendar = await fetch(link);
  expect(calendar.headers.get("content-type")).toContain("text/calendar");
  expect(calendar.headers.get("cache-control")).toContain("private");
  const text = await calendar.text();
  expect(text).toContain("SUMMARY:D R2");
  expect(text).toContain(`DTSTART:${second.replaceAll("-", "")}T`);

  await nurse.page.emulateMedia({ media: "print" });
  await expect(feed, "a secret is not printed").toBeHidden();
  await expect(nurse.next).toBeVisible();
  await nurse.page.emulateMedia({ media: null });

  await nurse.page.reload();
  await expect(feed).toContainText("Last read");
  await expect(feed.getByLabel("Calendar link")).toHaveCount(0);
  await feed.getByRole("button", { name: "Revoke" }).click();
  await nurse.page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
  await expect(feed).toContainText("There is no link.");
  expect((await fetch(link)).status).toBe(404);
  expect(hospital.log()).not.toContain(new URL(link).searchParams.get("key"));
});

test("a nurse wishes for a day off and applies for leave", async ({ hospital, staff }) => {
  await twoNurses(hospital);
  const nurse = new MyShiftsPage(await staff.signIn("nurse.r2", PHONE));
  const approver = new ApprovalsPage(await staff.signIn("scheduler"));
  await nurse.open();
  await approver.open();
  await nurse.show("Requests");

  await test.step("everybody has the same points", async () => {
    const wishes = nurse.part(/^Wishes for/);
    await expect(wishes).toContainText("12 of 12 points left");
    const day = await wishes.getByLabel("Day").getAttribute("min");
    await wishes.getByLabel("Day").fill(day ?? "");
    await wishes.getByText("3 · A lot").click();
    await wishes.getByRole("button", { name: "Ask for it" }).click();
    await expect(wishes).toContainText("9 of 12 points left");
    await wishes.getByRole("button", { name: /^Take back/ }).click();
    await expect(wishes).toContainText("12 of 12 points left");
  });

  await test.step("the scheduler declines leave with a reason, which the nurse reads", async () => {
    const leave = nurse.part("Leave");
    await leave.getByLabel("First day").fill(dayAfter(today(), 3));
    await leave.getByRole("button", { name: "Apply" }).click();
    await expect(leave).toContainText("Waits for the scheduler");

    const row = approver.leaves.getByRole("listitem");
    await expect(row).toContainText("rostered for D, to be filled");
    await row.getByRole("button", { name: /^Decline/ }).click();
    const dialog = approver.page.getByRole("dialog");
    await dialog.getByLabel("Reason").fill("Nobody could take that day.");
    await dialog.getByRole("button", { name: "Decline" }).click();
    await expect(leave).toContainText("Nobody could take that day.");
    await expectReadable(nurse.page);
  });
});

test("a nurse chooses shifts by week, and asks why others are not shown", async ({
  hospital,
  staff,
}) => {
  await openWindow(hospital, "R2");
  const nurse = new MyShiftsPage(await staff.signIn("nurse.r2", PHONE));
  await nurse.open();
  await nurse.waiting.getByRole("button", { name: "Choose" }).click();
  const choice = nurse.part("Choose your shifts");
  const night = choice.getByRole("button", { name: /^Take Night on / }).first();
  // On the same day other units may have a night too: the place is known by its day and its unit.
  const [, on = "", unit = ""] =
    / on (.*?), .*, (\w+)$/.exec((await night.textContent()) ?? "") ?? [];
  const sameNight = (act: "Take" | "Leave") =>
    choice.getByRole("button", { name: new RegExp(`^${act} Night on ${on}, .*, ${unit}$`) });
  await night.click();
  await expect(sameNight("Leave")).toBeVisible();
  await expect(choice.getByText(/^1 yours/)).toBeVisible();

  await choice.getByText("Why others are not shown").click();
  await expect(choice.getByRole("listitem").filter({ hasText: /rest/i }).first()).toBeVisible();
  await expectReadable(nurse.page);

  await sameNight("Leave").click();
  await expect(sameNight("Take")).toBeVisible();
});
