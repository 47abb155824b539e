import type { Page } from "@playwright/test";
import { Frame } from "./frame";
import { interactive } from "./interactive";

/** Adding a factor, on the way in or in one's account. */
export class Enrolment {
  constructor(private readonly page: Page) {}

  get recoveryCodes() {
    return this.page.getByRole("list", { name: "Recovery codes" }).getByRole("listitem");
  }

  /** Begins with an app and answers the secret that would be typed into it. */
  async beginApp(): Promise<string> {
    await (
      await interactive(this.page.getByRole("button", { name: /^Authenticator app/ }))
    ).click();
    const secret = this.page.getByLabel("Secret");
    await secret.filter({ hasText: /[A-Z2-7]{4}/ }).waitFor();
    return ((await secret.textContent()) ?? "").replace(/\s/g, "");
  }

  async confirmApp(code: string): Promise<void> {
    await this.page.getByLabel("The code that the app shows now").fill(code);
    await this.page.getByRole("button", { name: "Add the app" }).click();
  }

  async makePasskey(name: string): Promise<void> {
    await (await interactive(this.page.getByRole("button", { name: /^Passkey/ }))).click();
    await this.page.getByLabel("A name, to tell it from your others").fill(name);
    await this.page.getByRole("button", { name: "Make a passkey" }).click();
  }

  /** Reads the codes and says that they are kept. */
  async keepCodes(goOn: "Go on" | "Done"): Promise<string[]> {
    await this.recoveryCodes.first().waitFor();
    const codes = await this.recoveryCodes.allTextContents();
    await this.page.getByLabel("I have kept them").check();
    await this.page.getByRole("button", { name: goOn }).click();
    return codes;
  }
}

export class SecondFactorsPage extends Frame {
  async open(): Promise<void> {
    await this.page.goto("/account/second-factors");
  }

  factor(name: string) {
    return this.page.getByRole("row").filter({ hasText: name });
  }

  async add(): Promise<Enrolment> {
    const add = this.page.getByRole("button", { name: "Add", exact: true });
    await (await interactive(add)).click();
    return new Enrolment(this.page);
  }

  async openActions(name: string): Promise<void> {
    await (
      await interactive(this.page.getByRole("button", { name: `Actions for ${name}` }))
    ).click();
  }
}

/** The dialog that asks for a second factor again. */
export class StepUpDialog {
  constructor(private readonly page: Page) {}

  get dialog() {
    return this.page.getByRole("dialog", { name: "Confirm that it is you" });
  }

  async confirm(code: string): Promise<void> {
    await this.dialog.getByLabel("Code of the authenticator app").fill(code);
    await this.dialog.getByRole("button", { name: "Confirm" }).click();
  }
}
