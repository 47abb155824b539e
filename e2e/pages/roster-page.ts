import { expect, type Locator } from "@playwright/test";
import { Frame } from "./frame";
import { interactive } from "./interactive";

/** One roster at `/roster/…`: the planner's grid and what stands around it. */
export class RosterPage extends Frame {
  async open(rosterId: string): Promise<void> {
    await this.page.goto(`/roster/${rosterId}`);
    await this.grid.waitFor();
    await this.live.waitFor();
  }

  get live() {
    return this.page.getByRole("main").getByText("Live", { exact: true });
  }

  get grid() {
    return this.page.getByRole("grid", { name: "Roster" });
  }

  /** A square by whom it is of and the date's words: "Mon 30 Nov". */
  square(who: string, date: string): Locator {
    return this.grid.getByRole("gridcell", { name: new RegExp(`^${who}, ${date}: `) });
  }

  async focus(square: Locator): Promise<void> {
    await (await interactive(square)).click();
    await expect(square).toBeFocused();
  }

  press(key: string): Promise<void> {
    return this.page.keyboard.press(key);
  }

  get summary() {
    return this.page.getByRole("region", { name: "What the roster is worth" });
  }

  /** The figure of a tile of the summary. */
  figure(title: string): Locator {
    return this.summary.locator("div", { hasText: title }).locator("strong");
  }

  get broken() {
    return this.page.getByRole("list", { name: "Broken rules" });
  }

  get drawer() {
    return this.page.getByRole("dialog");
  }

  get candidates() {
    return this.page.getByRole("list", { name: "Who could take it" });
  }

  get proposal() {
    return this.page.getByRole("region", { name: "Proposal" });
  }

  get versions() {
    return this.page.getByRole("list", { name: "Changes, the newest first" });
  }

  get comparison() {
    return this.page.getByRole("region", { name: "Comparison" });
  }

  get solver() {
    return this.page.getByRole("region", { name: "Solver" });
  }

  button(name: string): Locator {
    return this.page.getByRole("button", { name, exact: true });
  }

  notice(text: string): Locator {
    return this.page.getByRole("alert").filter({ hasText: text });
  }

  /** Nothing of one's own is on its way any more. */
  async stored(): Promise<void> {
    await expect(this.page.getByText("Saving", { exact: true })).toHaveCount(0);
  }
}
