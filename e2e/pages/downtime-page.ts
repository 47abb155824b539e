import type { Page } from "@playwright/test";
import { Frame } from "./frame";

export class DowntimePage extends Frame {
  async open(): Promise<void> {
    await this.page.goto("/downtime");
  }

  get stamp() {
    return this.page.getByText(/^Last made /);
  }

  /** The report opens in a tab of its own. */
  async openUnit(name: string): Promise<Page> {
    const opened = this.page.waitForEvent("popup");
    await this.page.getByRole("link", { name }).click();
    return opened;
  }
}
