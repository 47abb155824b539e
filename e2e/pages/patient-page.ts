import type { Locator } from "@playwright/test";
import { Frame } from "./frame";

export class PatientPage extends Frame {
  section(title: string): Locator {
    return this.page.getByRole("region", { name: title });
  }

  get score() {
    return this.page.getByText(/^NEWS2 .*trend: /);
  }

  /** A row of the NEWS2 breakdown: parameter, value, age, points. */
  parameter(label: string): Locator {
    return this.section("NEWS2, parameter by parameter").getByRole("row", { name: label });
  }

  get acuity(): Locator {
    return this.section("Acuity");
  }

  get acuityForm(): Locator {
    return this.page.getByRole("dialog", { name: "Set the acuity class" });
  }

  async setAcuity(acuityClass: RegExp, reason: string): Promise<void> {
    await this.acuity.getByRole("button", { name: "Set the class" }).click();
    // The word is what is tapped; the button that holds the state lies hidden beneath it.
    await this.acuityForm.getByText(acuityClass).click();
    await this.acuityForm.getByText(reason).click();
    await this.acuityForm.getByRole("button", { name: /^Set class/ }).click();
  }

  chart(title: string): Locator {
    return this.page.getByRole("img", { name: `Chart: ${title}` });
  }

  table(caption: string): Locator {
    return this.page.getByRole("region", { name: caption }).getByRole("table");
  }

  async showTables(): Promise<void> {
    await this.section("Trends").getByRole("button", { name: "Tables" }).click();
  }

  async chooseRange(label: string): Promise<void> {
    await this.section("Trends").getByText(label, { exact: true }).click();
  }

  async prescribeScale(scale: 1 | 2): Promise<void> {
    await this.page.getByRole("button", { name: `Switch to scale ${scale}` }).click();
    await this.page.getByRole("button", { name: `Prescribe scale ${scale}` }).click();
  }
}
