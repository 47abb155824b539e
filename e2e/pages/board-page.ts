import type { Locator } from "@playwright/test";
import { Frame } from "./frame";

export class BoardPage extends Frame {
  async open(unitCode?: string): Promise<void> {
    await this.page.goto(unitCode ? `/icu?unit=${unitCode}` : "/icu");
  }

  get beds() {
    return this.page.getByRole("list", { name: "Occupied beds" }).getByRole("article");
  }

  get filter() {
    return this.page.getByRole("searchbox", { name: "Filter by bed or name" });
  }

  get keyboardHelp() {
    return this.page.getByRole("dialog", { name: "Keyboard" });
  }

  get summary() {
    return this.page.getByRole("region", { name: "Unit summary" });
  }

  bed(label: string): BedOnBoard {
    const link = this.page.getByRole("link", { name: `Bed ${label},` });
    return new BedOnBoard(this.page.getByRole("article").filter({ has: link }));
  }
}

export class BedOnBoard {
  constructor(readonly card: Locator) {}

  get link() {
    return this.card.getByRole("link", { name: /^Bed / });
  }

  /** The score as it is read aloud: "NEWS2 7, High, trend: rising". */
  get score() {
    return this.card.getByText(/^NEWS2 .*trend: /);
  }

  /** The workload class as it is read aloud: "Acuity class 2, set by hand". */
  get acuity() {
    return this.card.getByText(/^Acuity /);
  }

  get alert() {
    return this.card.getByRole("contentinfo").or(this.card.locator("footer"));
  }

  get acknowledge() {
    return this.card.getByRole("button", { name: /^Acknowledge: / });
  }

  get staleMark() {
    return this.card.getByText(/^Stale, last/);
  }

  /** What is technically wrong, as it is read aloud: "Technical: SpO₂ off". */
  get technical() {
    return this.card.locator("span", { hasText: /^Technical: \S/ });
  }

  /** The value of the sign of this name: "Heart rate", "Oxygen saturation". */
  sign(name: string): Locator {
    const cell = this.card.locator("dl > div").filter({ has: this.card.page().getByTitle(name) });
    return cell.getByRole("definition");
  }
}
