import type { Locator, Page } from "@playwright/test";
import { Frame } from "./frame";
import { interactive } from "./interactive";

/** A screen on a wall: nobody is signed in at it. */
export class WallPage {
  constructor(readonly page: Page) {}

  get heading() {
    return this.page.getByRole("heading", { level: 1 });
  }

  /** All that is said of a bed, as it is read aloud. */
  bed(label: string): Locator {
    return this.page.getByRole("listitem").filter({ hasText: `Bed ${label}. ` });
  }

  get beds() {
    return this.page.getByRole("list", { name: /^Beds of / }).getByRole("listitem");
  }

  get banner() {
    return this.page.getByRole("main").getByRole("status");
  }

  /** Why it is not paired. */
  get problem() {
    return this.page.getByRole("main").getByRole("alert");
  }

  async typeCode(code: string): Promise<void> {
    await (await interactive(this.page.getByLabel("Code"))).fill(code);
    await this.page.getByRole("button", { name: "Pair" }).click();
  }
}

/** Where a charge nurse sets displays up. */
export class WallDisplaysPage extends Frame {
  async openFromMenu(): Promise<void> {
    await this.page.goto("/icu");
    await (await interactive(this.account)).click();
    await this.page.getByRole("menuitem", { name: "Wall displays" }).click();
  }

  get table() {
    return this.page.getByRole("table", { name: "Wall displays" });
  }

  display(name: string): Locator {
    return this.table.getByRole("row").filter({ hasText: name });
  }

  /** Answers the link and the code, which are shown this once. */
  async create(name: string): Promise<{ link: string; code: string }> {
    const button = this.page.getByRole("button", { name: "New display" });
    await (await interactive(button)).click();
    const form = this.page.getByRole("dialog", { name: "New display" });
    await form.getByLabel("Name").fill(name);
    await form.getByRole("button", { name: "Create display" }).click();
    const shown = this.page.getByRole("dialog", { name: `Pair a screen with ${name}` });
    const link = await shown.getByRole("group", { name: "One-time link" }).innerText();
    const code = await shown.getByRole("group", { name: "One-time code" }).innerText();
    await shown.getByRole("button", { name: "Done" }).click();
    return { link, code };
  }

  async revoke(name: string): Promise<void> {
    const actions = this.display(name).getByRole("button", { name: `Actions for ${name}` });
    await (await interactive(actions)).click();
    await this.page.getByRole("menuitem", { name: "Revoke" }).click();
    await this.page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
  }
}
