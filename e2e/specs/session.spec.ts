import { WELL } from "../fixtures/bedside-gateway";
import { expect, test } from "../fixtures/test";
import { SessionsPage, UsersPage } from "../pages/admin-pages";
import { BoardPage } from "../pages/board-page";
import { SignInPage } from "../pages/sign-in-page";

/** From the administrator's click to the other person's screen. */
const AT_ONCE = { timeout: 3_000 };

test("a session that an administrator ends leaves the open board at once", async ({ staff }) => {
  const board = new BoardPage(await staff.signIn("nurse.5b"));
  await board.open();
  await expect(board.connection("Live")).toBeVisible();
  const admin = new SessionsPage(await staff.signIn("system"));
  await admin.open();

  await admin.endSessionOf(staff.name("nurse.5b"));

  await expect(new SignInPage(board.page).heading).toBeVisible(AT_ONCE);
  await expect(board.page.getByRole("status")).toContainText([
    "An administrator ended your session",
  ]);
  await board.open();
  await expect(new SignInPage(board.page).heading).toBeVisible();
});

test("a unit taken from somebody is no longer sent to their screen", async ({
  hospital,
  staff,
}) => {
  const patient = await hospital.bedside.admit("SDU", "19", "Removed");
  await patient.measure(WELL);
  const board = new BoardPage(await staff.signIn("charge.critical-care"));
  const frames: string[] = [];
  board.page.on("websocket", (socket) =>
    socket.on("framereceived", ({ payload }) => frames.push(String(payload))),
  );
  await board.open("SDU");
  const bed = board.bed("19");
  await expect(bed.link).toContainText("Removed");
  await expect(board.connection("Live")).toBeVisible();
  const unitId = await hospital.unitId("SDU");
  const admin = new UsersPage(await staff.signIn("system"));
  await admin.open();

  await admin.removeUnit(staff.name("charge.critical-care"), "Step-down");

  await expect(bed.card).toBeHidden(AT_ONCE);
  await expect(
    board.page.getByRole("heading", { name: "Your account cannot open this page" }),
  ).toBeVisible();
  const before = frames.length;
  await patient.measure({ ...WELL, heartRate: 123 });
  const own = new BoardPage(await staff.signIn("nurse.sdu"));
  await own.open();
  await expect(own.bed("19").sign("Heart rate")).toContainText("123");
  expect(frames.slice(before).filter((frame) => frame.includes(unitId))).toEqual([]);
});
