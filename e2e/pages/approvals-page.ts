import type { Locator, Page } from "@playwright/test";

/** What waits for a charge nurse or the scheduler. */
export class ApprovalsPage {
  readonly swaps: Locator;
  readonly leaves: Locator;

  constructor(readonly page: Page) {
    this.swaps = page.getByRole("region", { name: /^Swaps/ });
    this.leaves = page.getByRole("region", { name: /^Leave/ });
  }

  async open(): Promise<void> {
    await this.page.goto("/roster/approvals");
    await this.swaps.waitFor();
  }

  async approveEverySwapOf(unitName: string): Promise<void> {
    const policies = this.page.getByRole("region", { name: "Policies" });
    await policies.locator("summary").filter({ hasText: unitName }).click();
    const form = policies.getByRole("form", { name: `Policy of ${unitName}` });
    await form.getByLabel("Swaps").selectOption("always");
    await form.getByRole("button", { name: "Save the policy" }).click();
    await this.page.getByText(`The policy of ${unitName} holds from now on.`).waitFor();
  }
}
