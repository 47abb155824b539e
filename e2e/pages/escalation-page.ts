import type { Locator, Page } from "@playwright/test";

export class EscalationPage {
  constructor(readonly page: Page) {}

  async open(): Promise<void> {
    await this.page.goto("/capacity/escalation");
  }

  async openRules(): Promise<void> {
    await this.page.goto("/capacity/escalation/rules");
  }

  /** The level that counts, with what it waits for. */
  get now(): Locator {
    return this.page.getByRole("region", { name: "The level now" });
  }

  /** A parameter's row of the table that says why. */
  parameter(title: string): Locator {
    return this.page
      .getByRole("table", { name: "Parameters of the escalation level" })
      .getByRole("row")
      .filter({ has: this.page.getByRole("rowheader", { name: title }) });
  }

  get history(): Locator {
    return this.page.getByRole("table", { name: "Escalation levels, the newest first" });
  }

  action(what: string | RegExp): Locator {
    return this.page.getByRole("checkbox", { name: what });
  }

  /** The row of a done action says who did it. */
  doneLine(who: string): Locator {
    return this.page.getByRole("listitem").filter({ hasText: `Done by ${who}` });
  }

  /** A card of the rules' form. */
  card(title: string): Locator {
    return this.page.getByRole("region", { name: title, exact: true });
  }

  async saveRules(): Promise<void> {
    await this.page.getByRole("button", { name: /^Save as version/ }).click();
  }

  /** The notice that another level brings. */
  notice(title: string): Locator {
    return this.page.getByRole("alert").filter({ hasText: title });
  }
}
