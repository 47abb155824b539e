import type { Page } from "@playwright/test";
import { type Album, LOOKS, pictures, signIn } from "./album";
import type { Hospital } from "./fixtures/hospital";
import { interactive } from "./pages/interactive";
import { RosterPage } from "./pages/roster-page";

const PLANNER_PAGES = [
  ["/roster", "rosters"],
  ["/roster/approvals", "roster-approvals"],
  ["/roster/cost", "roster-cost"],
  ["/roster/import", "roster-import"],
] as const;

/** A page of a machine that does much else. */
const PATIENTLY_MS = 180_000;
/** A run that is still at work while its picture is taken, three times. */
const SOLVED_FOR_SECONDS = "90";

/** Everything about rosters in the demo hospital: made-up people, one roster that runs, one that is a draft. */
export async function takeRosterPages(album: Album): Promise<void> {
  const { hospital } = album;
  const [published, draft] = await Promise.all(["published", "draft"].map(rosterIn(hospital)));
  if (!published || !draft) throw new Error("the demo hospital has no rosters");
  for (const look of LOOKS) {
    const page = await signIn(album, "scheduler", look.options);
    page.setDefaultTimeout(PATIENTLY_MS);
    const shoot = pictures(album, page, look.suffix);
    for (const [path, name] of PLANNER_PAGES) await shoot(path, name);
    await shoot(`/roster/${published}`, "roster");
    const roster = new RosterPage(page);
    if (look.suffix === "-phone") await shoot(`/roster/${draft}`, "roster-draft");
    else {
      await takeDrawers(roster, shoot.now);
      await takePrinted(page, shoot.now);
      await page.goto(`/roster/${draft}`);
      await takeSolving(roster, shoot.now);
    }
    const nurse = await signIn(album, "nurse.micu", look.options);
    await pictures(album, nurse, look.suffix)("/my-shifts", "my-shifts");
  }
}

const rosterIn = (hospital: Hospital) => async (state: string) => {
  const [found] = await hospital.rows<{ rosterId: string }>(
    `select roster_id as "rosterId" from rosters
      where state = $1 order by starts_on desc, name limit 1`,
    [state],
  );
  return found?.rosterId;
};

async function takeDrawers(
  roster: RosterPage,
  now: (name: string) => Promise<void>,
): Promise<void> {
  const shift = roster.grid.getByRole("gridcell", { name: /: (Long day|Night) in / }).nth(40);
  await roster.focus(shift);
  await roster.press("Enter");
  await roster.candidates.getByRole("listitem").first().waitFor();
  await now("roster-square");
  await roster.press("Escape");
  const gaps = roster.page.getByRole("button", { name: /open: list them$/ });
  if ((await gaps.count()) > 0) {
    await gaps.click();
    await roster.page
      .getByRole("button", { name: /^Who could take / })
      .first()
      .click();
    await now("roster-gaps");
    await roster.press("Escape");
  }
  await (await interactive(roster.button("History"))).click();
  await roster.versions.waitFor();
  await now("roster-history");
  const compare = roster.page.getByRole("button", { name: /^Compare version \d+ with now$/ });
  if ((await compare.count()) === 0) return roster.press("Escape");
  await compare.last().click();
  await roster.comparison.waitFor();
  await now("roster-compare");
  await roster.button("End the comparison").click();
}

/** On paper: what the screen shows is not on it. */
async function takePrinted(page: Page, now: (name: string) => Promise<void>): Promise<void> {
  await page.emulateMedia({ media: "print" });
  await now("roster-print");
  await page.emulateMedia({ media: null });
}

async function takeSolving(
  roster: RosterPage,
  now: (name: string) => Promise<void>,
): Promise<void> {
  await (await interactive(roster.button("Solve"))).click();
  await roster.drawer.getByLabel("Time limit, seconds").fill(SOLVED_FOR_SECONDS);
  await roster.drawer.getByRole("button", { name: "Solve", exact: true }).click();
  await roster.solver.waitFor();
  await now("roster-solving");
  await roster.button("Stop, and keep the best").click();
  await roster.proposal.waitFor();
  await now("roster-proposal");
  await roster.proposal.getByRole("button", { name: "Discard" }).click();
}
