import type { Page } from "@playwright/test";
import { interactive } from "./interactive";

export class SignInPage {
  constructor(readonly page: Page) {}

  get heading() {
    return this.page.getByRole("heading", { name: "Sign in", level: 1 });
  }

  get problem() {
    return this.page.getByRole("main").getByRole("alert").first();
  }

  async submit(email: string, password: string): Promise<void> {
    const button = await interactive(this.page.getByRole("button", { name: "Sign in" }));
    await this.page.getByLabel("Email").fill(email);
    await this.page.getByRole("textbox", { name: "Password" }).fill(password);
    await button.click();
  }
}
