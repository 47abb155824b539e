import { openWindow } from "../fixtures/open-window";
import { MyShiftsPage } from "../pages/my-shifts-page";
import { RosterPage } from "../pages/roster-page";
import { type Album, DESK, LOOKS } from "./album";
import { takeNurseStates } from "./nurse-states";

/** Every roster page of a hospital whose rosters are worked, published and planned. */
export async function takeDemoStates(album: Album): Promise<void> {
  await openWindow(album.hospital, "R2");
  for (const [suffix, look] of LOOKS)
    await album.scene(`pages${suffix}`, async () => {
      const page = await album.signIn("scheduler", look);
      for (const [path, name] of [
        ["/roster", "rosters"],
        ["/roster/cost", "cost"],
        ["/roster/approvals", "approvals"],
      ] as const) {
        await page.goto(path);
        await album.takeWhole(page, `${name}${suffix}`);
      }
    });
  await album.scene("desk", () => takeDesk(album));
  await album.scene("nurse", () => takeNurseStates(album));
  await album.scene("published", () => takePublished(album));
  await album.scene("server gone", () => takeGone(album));
}

async function takeDesk(album: Album): Promise<void> {
  const page = await album.signIn("scheduler", DESK);
  await page.goto("/roster");
  await page.waitForTimeout(1_500);
  await page.getByRole("button", { name: "New roster" }).click();
  await album.take(page, "make-dialog");
  await page.goto("/roster/cost");
  await page.waitForTimeout(1_500);
  await album.takePrinted(page, "cost");
}

async function takePublished(album: Album): Promise<void> {
  const running = await runningRosters(album);
  for (const [suffix, look] of LOOKS) {
    const { page, summary } = new RosterPage(await album.signIn("scheduler", look));
    await page.goto(`/roster/cost?roster=${running[0]}`);
    await album.takeWhole(page, `cost-running${suffix}`);
    for (const rosterId of running) {
      await page.goto(`/roster/${rosterId}`);
      await summary.waitFor();
      await page.waitForTimeout(1_500);
      const list = page.getByRole("button", { name: /open: list them$/ });
      if ((await list.count()) === 0) continue;
      await album.take(page, `published${suffix}`);
      await list.click();
      await page
        .getByRole("button", { name: /^Who could take / })
        .first()
        .click();
      await album.take(page, `gaps${suffix}`);
      break;
    }
  }
}

async function runningRosters({ hospital }: Album): Promise<string[]> {
  const rows = await hospital.rows<{ rosterId: string }>(
    `select roster_id as "rosterId" from rosters where state = 'published' order by name`,
  );
  return rows.map(({ rosterId }) => rosterId);
}

async function takeGone(album: Album): Promise<void> {
  const phones: [MyShiftsPage, string][] = [];
  for (const [suffix, look] of LOOKS) {
    const mine = new MyShiftsPage(await album.signIn("nurse.r2", look));
    await mine.open();
    phones.push([mine, `gone-nurse${suffix}`]);
  }
  await album.hospital.kill();
  // Until a page has noticed.
  await phones[0]?.[0].page.waitForTimeout(8_000);
  for (const [{ page }, name] of phones) await album.take(page, name);
}
