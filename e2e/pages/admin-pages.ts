import { Frame } from "./frame";
import { interactive } from "./interactive";

export class SessionsPage extends Frame {
  async open(): Promise<void> {
    await this.page.goto("/admin/sessions");
  }

  /** The one that was used last, of several: they are listed in that order. */
  async endSessionOf(name: string): Promise<void> {
    const end = this.page.getByRole("button", { name: `End the session of ${name}` }).first();
    await (await interactive(end)).click();
    await this.page.getByRole("dialog").getByRole("button", { name: "End session" }).click();
  }
}

export class UsersPage extends Frame {
  async open(): Promise<void> {
    await this.page.goto("/admin");
  }

  async openActions(name: string): Promise<void> {
    const actions = this.page.getByRole("button", { name: `Actions for ${name}` });
    await (await interactive(actions)).click();
  }

  /** Takes one unit from an account and leaves the others. */
  async removeUnit(name: string, unitName: string): Promise<void> {
    await this.openActions(name);
    await this.page.getByRole("menuitem", { name: "Edit name, role and units" }).click();
    const form = this.page.getByRole("dialog");
    const pill = form.getByText(unitName, { exact: true }).locator("..");
    await pill.locator("button").click();
    await form.getByRole("button", { name: "Save" }).click();
  }
}
