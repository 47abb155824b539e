import type { Locator, Page } from "@playwright/test";

export class AlertPolicyPage {
  constructor(readonly page: Page) {}

  async open(): Promise<void> {
    await this.page.goto("/alerts/policy");
  }

  /** A card of fields. */
  group(name: string): Locator {
    return this.page.getByRole("region", { name, exact: true });
  }

  get summary(): Locator {
    return this.page.getByRole("complementary", { name: "In plain words" });
  }

  get versions(): Locator {
    return this.page.getByRole("region", { name: "Versions" });
  }

  get dialog(): Locator {
    return this.page.getByRole("dialog");
  }

  async review(): Promise<void> {
    await this.page.getByRole("button", { name: "Review and save" }).click();
  }

  async save(): Promise<void> {
    await this.dialog.getByRole("button", { name: "Save and put in force" }).click();
  }
}
