import { expect, type Locator } from "@playwright/test";
import { Frame } from "./frame";
import { interactive } from "./interactive";

export class HandoverPage extends Frame {
  async open(query = ""): Promise<void> {
    await this.page.goto(`/handover${query}`);
  }

  /** One patient's sheet, by the name on it. */
  sheet(name: string): Locator {
    return this.page.getByRole("article").filter({ hasText: name });
  }

  section(title: string, bedLabel: string): Section {
    return new Section(this.page.getByRole("region", { name: `${title} of bed ${bedLabel}` }));
  }

  get unitTable() {
    return this.page.getByRole("table");
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole("main").getByRole("button", { name });
  }

  async signAsGiver(): Promise<void> {
    await (await interactive(this.button("Sign as giver"))).click();
    await this.page.getByRole("dialog").getByRole("button", { name: "Sign as giver" }).click();
  }
}

export class Section {
  constructor(readonly region: Locator) {}

  get saving() {
    return this.region.getByRole("status");
  }

  /** Types over what is there, and leaves the field. */
  async write(text: string): Promise<void> {
    await this.type(text);
    await this.region.getByRole("button", { name: /^Done with/ }).click();
    await expect(this.saving).toHaveText(/^Saved/);
  }

  async type(text: string): Promise<void> {
    await (await interactive(this.region.getByRole("button", { name: /^Edit/ }))).click();
    await this.region.getByRole("textbox").fill(text);
  }

  button(name: RegExp): Locator {
    return this.region.getByRole("button", { name });
  }
}
