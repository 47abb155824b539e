import type { Locator } from "@playwright/test";
import { Frame } from "./frame";
import { interactive } from "./interactive";

export class SecurityPage extends Frame {
  async open(): Promise<void> {
    await this.page.goto("/security");
  }

  get openIncidents(): Locator {
    return this.page.getByRole("table", { name: "Open incidents" });
  }

  get indicator(): Locator {
    return this.page.getByRole("banner").getByRole("link", { name: /open incident/ });
  }

  get notice(): Locator {
    return this.page.getByRole("alert").filter({ hasText: "New incident" });
  }

  async openIncident(title: string): Promise<void> {
    await this.openIncidents.getByRole("link", { name: title }).first().click();
    await this.page.getByRole("article").waitFor();
  }
}

export class IncidentPage extends Frame {
  part(title: string): Locator {
    return this.page.getByRole("region", { name: title });
  }

  async take(): Promise<void> {
    await this.press("Take this incident");
  }

  async contain(means: string): Promise<void> {
    await this.press(means);
    await this.page.getByRole("dialog").getByRole("button", { name: means }).click();
  }

  async lift(): Promise<void> {
    await this.part("Contain")
      .getByRole("button", { name: /^Lift: / })
      .click();
    await this.page.getByRole("dialog").getByRole("button", { name: "Lift" }).click();
  }

  async tick(step: string): Promise<void> {
    await this.page.getByRole("checkbox", { name: step }).check();
  }

  async write(note: string): Promise<void> {
    await this.page.getByRole("textbox", { name: "New note" }).fill(note);
    await this.press("Add note");
  }

  async close(report: Readonly<Record<string, string>>): Promise<void> {
    await this.press("Close with a report");
    const form = this.page.getByRole("dialog");
    for (const [label, text] of Object.entries(report))
      await form.getByRole("textbox", { name: label }).fill(text);
    await form.getByRole("button", { name: "Close the incident" }).click();
  }

  private async press(name: string): Promise<void> {
    await (await interactive(this.page.getByRole("button", { name }))).click();
  }
}
