import type { Locator } from "@playwright/test";
import { Frame } from "./frame";

type Part = "Unanswered" | "Acknowledged" | "In hand" | "Snoozed" | "Ended in the last 24 hours";

export class AlertsPage extends Frame {
  async open(): Promise<void> {
    await this.page.goto("/alerts");
  }

  part(name: Part): Locator {
    return this.page.getByRole("region", { name });
  }

  /** The technical alarms of one bed, below the queue. */
  technical(unitCode: string, bedLabel: string): Locator {
    const link = this.page.getByRole("link", { name: `Bed ${bedLabel}`, exact: true });
    return this.page
      .getByRole("region", { name: `Technical, ${unitCode}` })
      .getByRole("listitem")
      .filter({ has: link });
  }

  /** The alerts of one bed in one part of the queue. */
  alerts(part: Part, unitCode: string, bedLabel: string): Locator {
    const link = this.page.getByRole("link", { name: `${unitCode} ${bedLabel}`, exact: true });
    return this.part(part).getByRole("listitem").filter({ has: link });
  }
}

export const acknowledgeButton = (alert: Locator): Locator =>
  alert.getByRole("button", { name: /^Acknowledge: / });
