import type { Page } from "@playwright/test";
import { interactive } from "./interactive";

const CODE_FIELDS = {
  app: "Code of the authenticator app",
  recovery: "Recovery code",
} as const;

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

  get secondFactorHeading() {
    return this.page.getByRole("heading", { name: "Confirm that it is you", level: 1 });
  }

  get enrolHeading() {
    return this.page.getByRole("heading", { name: "Set up a second factor", level: 1 });
  }

  get newPasswordHeading() {
    return this.page.getByRole("heading", { name: "Choose your own password", level: 1 });
  }

  async replacePassword(issued: string, next: string): Promise<void> {
    const button = await interactive(this.page.getByRole("button", { name: "Go on" }));
    const field = (name: string) => this.page.getByRole("textbox", { name, exact: true });
    await field("Issued password").fill(issued);
    await field("New password").fill(next);
    await field("New password, once more").fill(next);
    await button.click();
  }

  async submitCode(code: string, kind: keyof typeof CODE_FIELDS = "app"): Promise<void> {
    // The first step has a button of the same name: it must have gone.
    await this.page.getByLabel(CODE_FIELDS[kind]).waitFor();
    const button = await interactive(this.page.getByRole("button", { name: "Sign in" }));
    await this.page.getByLabel(CODE_FIELDS[kind]).fill(code);
    await button.click();
  }

  /** Another way than the one that is offered first. */
  async choose(way: string): Promise<void> {
    await (await interactive(this.page.getByRole("button", { name: way }))).click();
  }
}
