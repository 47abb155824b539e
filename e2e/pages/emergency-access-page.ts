import type { Locator } from "@playwright/test";
import { Frame } from "./frame";
import { interactive } from "./interactive";

/** Finding a patient of another unit, and saying why. */
export class EmergencyAccessPage extends Frame {
  async open(): Promise<void> {
    await this.page.goto("/emergency-access");
  }

  async chooseBed(unitName: string, label: string): Promise<void> {
    await this.page.getByRole("link", { name: unitName, exact: true }).click();
    await this.beds(unitName)
      .getByRole("link", { name: `${label} occupied` })
      .click();
  }

  beds(unitName: string): Locator {
    return this.page.getByRole("list", { name: `Beds of ${unitName}` });
  }

  async findRecord(record: string): Promise<void> {
    const find = this.page.getByRole("button", { name: "Find" });
    await this.page.getByRole("textbox", { name: "Record number" }).fill(record);
    await (await interactive(find)).click();
  }

  async begin({
    category,
    reason,
    minutes,
  }: {
    category: string;
    reason: string;
    minutes: 15 | 30 | 60;
  }): Promise<void> {
    await interactive(this.submit);
    await this.page.getByRole("radio", { name: category }).check();
    await this.page.getByRole("textbox", { name: "Reason" }).fill(reason);
    await this.page.getByText(`${minutes} minutes`, { exact: true }).click();
    await this.submit.click();
  }

  get submit(): Locator {
    return this.page.getByRole("button", { name: "Open the patient" });
  }
}

/** What stands on every page while a patient of another unit is open. */
export class EmergencyBanner {
  constructor(private readonly frame: Frame) {}

  get region(): Locator {
    return this.frame.page.getByRole("region", { name: "Emergency access", exact: true });
  }

  get remaining(): Locator {
    return this.region.getByRole("timer");
  }

  async end(): Promise<void> {
    await this.region.getByRole("button", { name: /^End emergency access/ }).click();
  }
}
