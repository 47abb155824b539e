import type { Locator } from "@playwright/test";
import { Frame } from "./frame";

export class ModelsPage extends Frame {
  async open(unitCode?: string): Promise<void> {
    await this.page.goto(unitCode ? `/models?unit=${unitCode}` : "/models");
    await this.page.getByRole("status", { name: "Loading" }).waitFor({ state: "hidden" });
  }

  part(title: string): Locator {
    return this.page.getByRole("region", { name: title, exact: true });
  }

  row(part: string, header: string | RegExp): Locator {
    const name = this.page.getByRole("rowheader", { name: header });
    return this.part(part).getByRole("row").filter({ has: name });
  }
}
