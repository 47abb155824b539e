import { dayInWords } from "#models/rostering/roster-words";
import { publishWithTwoToAsk } from "../fixtures/two-to-ask";
import { MyShiftsPage } from "../pages/my-shifts-page";
import { RosterPage } from "../pages/roster-page";
import { type Album, DARK, DESK, PHONE } from "./album";

/** Somebody cannot come: reported, asked, answered, mended, and the same without a server. */
export async function takeSickCallStates(album: Album): Promise<void> {
  const { hospital } = album;
  const { made, sick, first, second } = await publishWithTwoToAsk(hospital);
  const desk = new RosterPage(await album.signIn("scheduler", DESK));
  const dark = new RosterPage(await album.signIn("scheduler", DARK));
  const phone = await album.signIn("scheduler", PHONE);
  const one = new MyShiftsPage(await album.signIn("nurse.5b", PHONE));
  const two = new MyShiftsPage(await album.signIn("charge.5b", PHONE));
  await desk.open(made.rosterId);
  await one.open();
  await two.open();
  const date = dayInWords(made, 0);
  const asked = ({ page }: MyShiftsPage) => page.getByRole("region", { name: "You are asked" });
  const report = async (name: string, on: string) => {
    await desk.focus(desk.square(name, on));
    await desk.press("Enter");
    await desk.button("Cannot come").click();
  };

  await album.scene("report", async () => {
    await report(sick.name, date);
    await album.take(desk.page, "sick-dialog");
    await desk.drawer.getByRole("button", { name: "Report" }).click();
    await desk.candidates.getByRole("listitem").first().waitFor();
    await album.take(desk.page, "sick-candidates");
    await phone.goto(`/roster/${made.rosterId}`);
    await album.takeWhole(phone, "sick-planner-phone");
    await phone
      .getByRole("button", { name: /^Fill / })
      .first()
      .click();
    await phone
      .getByRole("list", { name: "Who could take it" })
      .getByRole("listitem")
      .first()
      .waitFor();
    await album.take(phone, "sick-candidates-phone");
    await dark.open(made.rosterId);
    await dark.page
      .getByRole("button", { name: /^Fill / })
      .first()
      .click();
    await album.take(dark.page, "sick-candidates-dark");
  });
  await album.scene("ask", async () => {
    const everybody = desk.button("Show everybody who could");
    if (await everybody.isVisible()) await everybody.click();
    for (const { name } of [first, second])
      await desk.candidates.getByRole("checkbox", { name: `Choose ${name}` }).check();
    await desk.button("Ask the chosen (2)").click();
    await asked(one).getByText("Can you take this shift?").waitFor();
    await album.takeWhole(one.page, "asked-phone");
    await album.take(desk.page, "sick-asked");
    await asked(one).getByRole("button", { name: "Accept" }).click();
    await asked(one).getByText("The shift is yours.").waitFor();
    await album.takeWhole(one.page, "accepted-phone");
    await album.takeWhole(two.page, "late-phone");
    await album.take(desk.page, "sick-accepted");
    await desk.press("Escape");
  });
  await album.scene("known call", async () => {
    await report(sick.name, date);
    await desk.drawer.getByRole("button", { name: "Report" }).click();
    await album.take(desk.page, "sick-already");
    await desk.drawer.getByRole("button", { name: "Close" }).last().click();
    await desk.press("Escape");
  });
  await album.scene("repair", async () => {
    const later = new RegExp(`^${made.people[3]?.name ?? ""}, .*: Long day in`);
    await desk.focus(desk.grid.getByRole("gridcell", { name: later }).first());
    await desk.press("Enter");
    await desk.button("Cannot come").click();
    const until = desk.drawer.getByLabel("Last day");
    await until.fill(dayLater(await until.inputValue(), 4));
    await desk.drawer.getByRole("button", { name: "Report" }).click();
    for (const [page, name] of [
      [desk.page, "sick-repairs"],
      [phone, "sick-repairs-phone"],
    ] as const) {
      if (page === phone) {
        await phone.goto(`/roster/${made.rosterId}`);
        await phone
          .getByRole("button", { name: /^Fill / })
          .first()
          .click();
      }
      await page.getByRole("button", { name: "Look for repairs" }).click();
      const repairs = page.getByRole("list", { name: "Repairs" });
      await repairs.waitFor();
      await repairs.scrollIntoViewIfNeeded();
      await album.take(page, name);
    }
  });
  await album.scene("list", async () => {
    const list = await album.signIn("scheduler", DESK);
    await list.goto("/roster");
    await album.takeWhole(list, "list-open-shifts");
    const narrow = await album.signIn("scheduler", PHONE);
    await narrow.goto("/roster");
    await album.takeWhole(narrow, "list-open-shifts-phone");
  });
  await album.scene("server gone", async () => {
    await dark.open(made.rosterId);
    await dark.page
      .getByRole("button", { name: /^Fill / })
      .first()
      .click();
    await dark.page.waitForTimeout(1_500);
    const list = await album.signIn("scheduler", PHONE);
    await list.goto("/roster");
    const cost = await album.signIn("scheduler", DESK);
    await cost.goto("/roster/cost");
    const approvals = await album.signIn("scheduler", PHONE);
    await approvals.goto("/roster/approvals");
    await approvals.waitForTimeout(1_500);
    await hospital.kill();
    await desk.page.waitForTimeout(8_000);
    await album.take(desk.page, "gone-planner");
    await album.take(dark.page, "gone-sick-dark");
    await album.take(phone, "gone-sick-phone");
    await album.takeWhole(one.page, "gone-my-shifts-phone");
    await album.takeWhole(list, "gone-list-phone");
    await album.take(cost, "gone-cost");
    await album.takeWhole(approvals, "gone-approvals-phone");
  });
}

const dayLater = (on: string, days: number): string =>
  new Date(Date.parse(`${on}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
