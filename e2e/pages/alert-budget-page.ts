import type { Locator } from "@playwright/test";
import { Frame } from "./frame";

export class AlertBudgetPage extends Frame {
  async open(unitCode: string): Promise<void> {
    await this.page.goto(`/alerts/budget?unit=${unitCode}`);
  }

  get slider(): Locator {
    return this.page.getByRole("slider", { name: "Most alerts per bed and day" });
  }

  get levels(): Locator {
    return this.page.getByRole("region", { name: "At most" }).getByRole("list");
  }

  get use(): Locator {
    return this.page.getByRole("link", { name: "Use these levels" });
  }

  get replay(): Locator {
    return this.page.getByRole("button", { name: /^Replay (this unit|again)/ });
  }

  /** The figures of one row: chosen, in force, NEWS2. */
  figures(label: string): Locator {
    return this.page.getByRole("row", { name: new RegExp(`^${label}`) }).getByRole("cell");
  }
}
