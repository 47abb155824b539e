import { twoNurses, today } from "../fixtures/two-nurses";
import { dayAfter } from "#models/shared/calendar-date";
import { ApprovalsPage } from "../pages/approvals-page";
import { MyShiftsPage } from "../pages/my-shifts-page";
import { type Album, DARK, DESK, LOOKS, PHONE } from "./album";

/** Two nurses and who approves: shifts, a swap from the offer to the decision, places, leave, notices. */
export async function takeNurseStates(album: Album): Promise<void> {
  await twoNurses(album.hospital);
  const approver = new ApprovalsPage(await album.signIn("scheduler", DESK));
  await approver.open();
  await approver.approveEverySwapOf("Cardiology R2");
  const giver = new MyShiftsPage(await album.signIn("nurse.r2", PHONE));
  const taker = new MyShiftsPage(await album.signIn("charge.r2", PHONE));
  await giver.open();
  await taker.open();
  await album.scene("shifts", () => takeShifts(album, giver));
  await album.scene("swap", () => takeSwap(album, giver, taker));
  await album.scene("requests", () => takeRequests(album, giver));
  await album.scene("waiting", () => takeWaiting(album));
  await album.scene("notices", async () => {
    await giver.show("Notices");
    await album.takeWhole(giver.page, "my-notices-phone");
  });
  for (const [suffix, look] of [
    ["", DESK],
    ["-dark", DARK],
  ] as const)
    await album.scene(`desk${suffix}`, async () => {
      const wide = new MyShiftsPage(await album.signIn("nurse.r2", look));
      await wide.open();
      for (const view of ["Shifts", "Requests", "Swaps", "Notices"] as const) {
        await wide.show(view);
        await album.takeWhole(wide.page, `my-${view.toLowerCase()}${suffix}`);
      }
    });
}

async function takeShifts(album: Album, { page }: MyShiftsPage): Promise<void> {
  await album.takeWhole(page, "my-shifts-phone");
  await album.takePrinted(page, "my-shifts");
  await page.getByText("Month", { exact: true }).click();
  await album.takeWhole(page, "my-month-phone");
  await album.takePrinted(page, "my-month");
  await page.getByText("List", { exact: true }).click();
  await page.getByRole("button", { name: "Make a link" }).click();
  await page.getByText("Copy it now").scrollIntoViewIfNeeded();
  await album.take(page, "my-link-phone");
}

async function takeSwap(album: Album, giver: MyShiftsPage, taker: MyShiftsPage): Promise<void> {
  const { page } = giver;
  await page
    .getByRole("button", { name: /^Swap / })
    .first()
    .click();
  const dialog = page.getByRole("dialog", { name: "Swap this shift" });
  await dialog.getByRole("button", { name: "Offer" }).waitFor();
  await album.take(page, "swap-dialog-phone");
  await dialog.getByLabel("To one person").check();
  await album.take(page, "swap-dialog-one-phone");
  await dialog.getByLabel(/To all who could take it/).check();
  await dialog.getByRole("button", { name: "Offer" }).click();
  await dialog.waitFor({ state: "hidden" });
  await giver.show("Swaps");
  await album.takeWhole(page, "my-swaps-phone");

  await taker.waiting.getByRole("button", { name: "Look at it" }).click();
  await album.takeWhole(taker.page, "my-swaps-offered-phone");
  await taker.page
    .getByRole("button", { name: /^Take it/ })
    .first()
    .click();
  await taker.page.getByText("Rest", { exact: true }).waitFor();
  await album.take(taker.page, "take-swap-phone");
  await taker.page
    .getByRole("dialog", { name: "Take this shift?" })
    .getByRole("button", { name: "Take it" })
    .click();
  await taker.page.getByText(/It waits to be approved/).waitFor();
  await album.takeWhole(taker.page, "my-swaps-taken-phone");
}

async function takeRequests(album: Album, giver: MyShiftsPage): Promise<void> {
  const { page } = giver;
  await giver.show("Requests");
  await page
    .getByText(/to choose from/)
    .first()
    .waitFor();
  await album.takeWhole(page, "my-requests-phone");
  await page.getByText("Why others are not shown").first().click();
  await album.take(page, "my-places-why-phone");
  const leave = giver.part("Leave");
  await leave.getByLabel("First day").fill(dayAfter(today(), 5));
  await leave.getByRole("button", { name: "Apply" }).click();
  await leave.getByText("Waits for the scheduler").waitFor();
  await leave.scrollIntoViewIfNeeded();
  await album.take(page, "my-leave-phone");
}

async function takeWaiting(album: Album): Promise<void> {
  for (const [suffix, look] of LOOKS) {
    const { page, swaps } = new ApprovalsPage(await album.signIn("scheduler", look));
    await page.goto("/roster/approvals");
    await swaps.waitFor();
    for (const part of ["Self-rostering", "Policies"])
      await page.getByRole("region", { name: part }).locator("summary").first().click();
    await album.takeWhole(page, `approvals-waiting${suffix}`);
    await page
      .getByRole("button", { name: /^Decline/ })
      .first()
      .click();
    await album.take(page, `decline-dialog${suffix}`);
  }
}
