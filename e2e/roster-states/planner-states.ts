import { dayInWords } from "#models/rostering/roster-words";
import { type MadeUpRoster, makeUpRoster } from "../fixtures/made-up-roster";
import { addressOf } from "../fixtures/staff";
import { interactive } from "../pages/interactive";
import { RosterPage } from "../pages/roster-page";
import { type Album, DARK, DESK, PHONE } from "./album";

/** A run that is still at work while its picture is taken. */
const SOLVED_FOR_SECONDS = "60";

/** What a planner meets at a draft: the grid, the solver, its proposal, why there is none, and another planner. */
export async function takePlannerStates(album: Album): Promise<void> {
  const made = await makeUpRoster(album.hospital, {
    ...{ name: "Respiratory, four weeks", unitCodes: ["R3", "4A"], people: 44, days: 28 },
    isFilled: true,
  });
  const desk = new RosterPage(await album.signIn("scheduler", DESK));
  await desk.open(made.rosterId);
  await album.scene("grid", () => takeGrid(album, desk, made));
  await album.scene("square", () => takeSquare(album, desk));
  await album.scene("solver", () => takeSolver(album, desk));
  await album.scene("versions", () => takeVersions(album, desk));
  await album.scene("infeasible", () => takeInfeasible(album, desk, made));
  await album.scene("planners", () => takePlanners(album, desk, made));
  await album.scene("dialogs", () => takeDialogs(album, desk));
}

async function takeGrid(album: Album, desk: RosterPage, made: MadeUpRoster): Promise<void> {
  const { page } = desk;
  await album.take(page, "grid");
  await album.takePrinted(page, "grid");
  for (const tab of ["Score", "Cost", "Fairness"]) {
    await page.getByRole("tab", { name: tab }).click();
    await album.take(page, `grid-${tab.toLowerCase()}`);
  }
  await page.getByRole("tab", { name: "Broken" }).click();
  await page.getByRole("combobox", { name: "Skill" }).click();
  await page.getByRole("option", { name: "charge" }).click();
  await page.getByRole("switch", { name: "Broken lines only" }).click();
  await album.take(page, "grid-filter");
  await page.getByLabel("Find staff").fill("nobody like this");
  await album.take(page, "grid-filter-nobody");
  await desk.button("Clear").first().click();
  const dark = new RosterPage(await album.signIn("scheduler", DARK));
  await dark.open(made.rosterId);
  await album.take(dark.page, "grid-dark");
  await dark.focus(dark.square(made.people[1]?.name ?? "", dayInWords(made, 1)));
  await dark.press("Enter");
  await album.take(dark.page, "square-dark");
  const phone = await album.signIn("scheduler", PHONE);
  await phone.goto(`/roster/${made.rosterId}`);
  await album.takeWhole(phone, "grid-phone");
}

async function takeSquare(album: Album, desk: RosterPage): Promise<void> {
  const broken = desk.broken.getByRole("button").first();
  await broken.click();
  await desk.press("Enter");
  await album.take(desk.page, "square-broken");
  const why = desk.page.getByText(/Why others cannot|Why not/i).first();
  if ((await why.count()) > 0) {
    await why.click();
    await why.scrollIntoViewIfNeeded();
    await album.take(desk.page, "square-why-not");
  }
  await desk.press("Escape");
  await desk.press("?");
  await album.take(desk.page, "keys");
  await desk.press("Escape");
}

async function takeSolver(album: Album, desk: RosterPage): Promise<void> {
  const phone = await album.signIn("scheduler", PHONE);
  await phone.goto(desk.page.url());
  await (await interactive(desk.button("Solve"))).click();
  await album.take(desk.page, "solve-dialog");
  await desk.drawer.getByLabel("Time limit, seconds").fill(SOLVED_FOR_SECONDS);
  await desk.drawer.getByRole("button", { name: "Solve", exact: true }).click();
  await desk.solver.waitFor();
  await album.take(desk.page, "solver-running");
  await album.take(phone, "solver-running-phone");
  // It may have found the best there is by itself.
  const stop = desk.button("Stop, and keep the best");
  if (await stop.isVisible()) await stop.click({ timeout: 5_000 }).catch(() => undefined);
  await desk.proposal.waitFor();
  await album.take(desk.page, "proposal");
  await album.take(phone, "proposal-phone");
  await desk.button("Apply").click();
  await desk.proposal.waitFor({ state: "hidden" });
}

async function takeVersions(album: Album, desk: RosterPage): Promise<void> {
  await desk.button("History").click();
  await desk.versions.waitFor();
  await album.take(desk.page, "history");
  const another = desk.versions.getByRole("button", { name: /with another$/ });
  await another.first().click();
  await album.take(desk.page, "history-another");
  await desk.versions
    .getByRole("button", { name: /^Compare \d+ with (\d+|now)$/ })
    .first()
    .click();
  await desk.comparison.waitFor();
  await album.take(desk.page, "comparison");
  await desk.button("End the comparison").click();
}

async function takeInfeasible(album: Album, desk: RosterPage, made: MadeUpRoster): Promise<void> {
  const who = made.people[1]?.name ?? "";
  await desk.focus(desk.square(who, dayInWords(made, 0)));
  for (const key of ["n", "p", "ArrowRight", "d", "p"]) await desk.press(key);
  await desk.stored();
  await desk.button("Solve").click();
  await desk.drawer.getByLabel("Time limit, seconds").fill("5");
  const whole = desk.drawer.getByLabel("The whole roster");
  await whole.check();
  await desk.drawer.getByRole("button", { name: "Solve", exact: true }).click();
  await desk.solver.waitFor();
  await desk.solver.waitFor({ state: "hidden", timeout: 60_000 });
  await album.take(desk.page, "infeasible");
  const phone = await album.signIn("scheduler", PHONE);
  await phone.goto(desk.page.url());
  await album.take(phone, "infeasible-phone");
  if (await desk.proposal.isVisible())
    await desk.proposal.getByRole("button", { name: "Discard" }).click();
}

async function takePlanners(album: Album, desk: RosterPage, made: MadeUpRoster): Promise<void> {
  const { hospital } = album;
  await hospital.rows("update users set role = 'scheduler' where email = $1", [
    addressOf("nurse.sdu"),
  ]);
  const other = new RosterPage(await album.signIn("nurse.sdu", DARK));
  await other.open(made.rosterId);
  for (const place of [3, 5]) {
    const person = made.people[place];
    const square = other.square(person?.name ?? "", dayInWords(made, 0));
    await other.focus(square);
    // The news is held back, as a slow line would.
    await hospital.rows(
      `insert into roster_cells (roster_id, person_id, day, shift_id, unit_id, changed_at)
       select $1, $2, 0, 'long-day', home_unit_id, now() from staff where person_id = $2
           on conflict (roster_id, person_id, day)
           do update set shift_id = 'long-day', unit_id = excluded.unit_id, version = roster_cells.version + 1`,
      [made.rosterId, person?.personId],
    );
    await other.press("n");
    await other.notice("Not done").first().waitFor();
    await album.take(other.page, place === 3 ? "conflict-dark" : "conflicts-dark");
  }
  await album.take(desk.page, "two-planners");
}

async function takeDialogs(album: Album, desk: RosterPage): Promise<void> {
  await desk.button("Publish").click();
  await album.take(desk.page, "publish-dialog");
  await desk.press("Escape");
  for (const item of ["Keep this version", "Rules and demand", "Discard the roster"]) {
    await desk.button("More").click();
    await desk.page.getByRole("menuitem", { name: item }).click();
    await album.take(desk.page, `dialog-${item.toLowerCase().replaceAll(" ", "-")}`);
    await desk.press("Escape");
  }
}
