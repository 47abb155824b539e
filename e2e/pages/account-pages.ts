import type { Locator } from "@playwright/test";
import { Frame } from "./frame";
import { interactive } from "./interactive";

export class OwnSessionsPage extends Frame {
  async open(): Promise<void> {
    await this.page.goto("/account");
  }

  get sessions(): Locator {
    return this.page
      .getByRole("table", { name: "Your sessions" })
      .getByRole("row")
      .filter({
        has: this.page.getByRole("rowheader"),
      });
  }

  /** Ends the one at the top of the list that is not this one. */
  async endAnother(): Promise<void> {
    const end = this.page.getByRole("button", { name: /^End the session of / }).first();
    await (await interactive(end)).click();
    await this.page.getByRole("dialog").getByRole("button", { name: "End session" }).click();
  }

  async endAllOthers(): Promise<void> {
    await (await interactive(this.page.getByRole("button", { name: "End all others" }))).click();
    await this.page.getByRole("dialog").getByRole("button", { name: "End all others" }).click();
  }
}

export class OwnPasswordPage extends Frame {
  async open(): Promise<void> {
    await this.page.goto("/account/password");
  }

  get notice(): Locator {
    return this.page.getByRole("alert");
  }

  field(label: "Current password" | "New password" | "New password, once more"): Locator {
    return this.page.getByRole("textbox", { name: label, exact: true });
  }

  async change(current: string, next: string, repeated = next): Promise<void> {
    await interactive(this.page.getByRole("button", { name: "Change password" }));
    await this.field("Current password").fill(current);
    await this.field("New password").fill(next);
    await this.field("New password, once more").fill(repeated);
    await this.page.getByRole("button", { name: "Change password" }).click();
  }
}
