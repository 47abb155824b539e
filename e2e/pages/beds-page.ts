import type { Locator } from "@playwright/test";
import { Frame } from "./frame";
import { interactive } from "./interactive";

/** The hospital's beds at `/capacity/beds`. */
export class BedsPage extends Frame {
  /** Opens it and waits until the server has told of the beds. */
  async open(): Promise<void> {
    await this.page.goto("/capacity/beds");
    await this.page.getByRole("region", { name: "Whole hospital" }).waitFor();
    await this.live.waitFor();
  }

  get live() {
    return this.page.getByRole("main").getByText("Live", { exact: true });
  }

  get totals() {
    return this.page.getByRole("region", { name: "Whole hospital" });
  }

  unit(name: string): Locator {
    return this.page.getByRole("region", { name: new RegExp(`^${name} `) });
  }

  bed(unitName: string, label: string): Locator {
    return this.page
      .getByRole("list", { name: `Beds of ${unitName}` })
      .getByRole("button", { name: new RegExp(`^Bed ${label} `) });
  }

  get boarding() {
    return this.page
      .getByRole("list", { name: "Boarding patients, longest wait first" })
      .getByRole("listitem");
  }

  get search() {
    return this.page.getByRole("searchbox", { name: "Find a bed" });
  }

  get menu() {
    return this.page.getByRole("menu");
  }

  get dialog() {
    return this.page.getByRole("dialog");
  }

  get placing() {
    return this.page.getByRole("region", { name: "Looking for a bed" });
  }

  /** What was said of a command that was not carried out. */
  get refusal() {
    return this.page.getByRole("alert").filter({ hasText: "Not done" });
  }

  notice(text: string | RegExp): Locator {
    return this.page.getByRole("alert").filter({ hasText: text });
  }

  async choose(bed: Locator, action: string | RegExp): Promise<void> {
    await (await interactive(bed)).click();
    await this.menu.getByRole("menuitem", { name: action }).click();
  }

  /** The decision to admit somebody who is in the emergency department. */
  async askForBed(label: string, kind: string): Promise<void> {
    await this.choose(this.bed("Emergency", label), /^Admit: ask for a bed/);
    await this.dialog.getByText(kind, { exact: true }).click();
    await this.dialog.getByRole("button", { name: "Ask for a bed" }).click();
    await this.dialog.waitFor({ state: "hidden" });
  }

  /** Looks for a bed for who waits in that bed of the emergency department. */
  async place(emergencyBed: string): Promise<void> {
    const button = this.page.getByRole("button", {
      name: new RegExp(`^Place .* of ED ${emergencyBed}$`),
    });
    await (await interactive(button)).click();
  }
}
