import type { Locator, Page } from "@playwright/test";
import { interactive } from "./interactive";

/** The page on which somebody tries what else might come. */
export class WhatIfPage {
  readonly results: Locator;
  readonly levers: Locator;
  readonly strip: Locator;
  readonly saved: Locator;

  constructor(readonly page: Page) {
    this.results = page.getByRole("region", { name: "What it would do" });
    this.levers = page.getByRole("region", { name: "What is assumed" });
    this.strip = page.getByRole("region", { name: "Exceedance by day" });
    this.saved = page.getByRole("table", { name: "Saved scenarios" });
  }

  async open(path = "/capacity/what-if"): Promise<void> {
    await this.page.goto(path);
    await this.computed();
  }

  /** Everything that is assumed has been computed and drawn. */
  async computed(): Promise<void> {
    await this.results.and(this.page.locator("[aria-busy=false]")).waitFor();
    await this.strip.waitFor();
  }

  lever(name: string): Locator {
    return this.levers.getByRole("slider", { name });
  }

  /** Moves a lever by steps: to the right when positive. */
  async pull(name: string, steps: number): Promise<void> {
    const lever = await interactive(this.lever(name));
    await lever.focus();
    for (let step = 0; step < Math.abs(steps); step += 1)
      await lever.press(steps > 0 ? "ArrowRight" : "ArrowLeft");
    await this.computed();
  }

  async saveAs(name: string, note = ""): Promise<void> {
    await (await interactive(this.page.getByRole("button", { name: "Save as new" }))).click();
    const dialog = this.page.getByRole("dialog", { name: "Save the scenario" });
    await dialog.getByLabel("Name").fill(name);
    await dialog.getByLabel("Note").fill(note);
    await dialog.getByRole("button", { name: "Save" }).click();
    await this.row(name).locator("a[aria-current=page]").waitFor();
  }

  row(name: string): Locator {
    return this.saved.getByRole("row").filter({ has: this.page.getByText(name, { exact: true }) });
  }

  async choose(name: string, item: string): Promise<void> {
    const menu = this.row(name).getByRole("button", { name: `Actions for ${name}` });
    await (await interactive(menu)).click();
    await this.page.getByRole("menuitem", { name: item }).click();
  }
}
