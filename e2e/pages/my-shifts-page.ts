import type { Locator, Page } from "@playwright/test";

/** Somebody's own shifts, on a phone as on a desk. */
export class MyShiftsPage {
  readonly next: Locator;
  readonly toasts: Locator;
  /** What somebody has to answer, above everything else. */
  readonly waiting: Locator;

  constructor(readonly page: Page) {
    this.next = page.getByRole("region", { name: /Next shift|On shift now/ });
    this.waiting = page.getByRole("list", { name: "What waits for you" });
    this.toasts = page.getByRole("alert");
  }

  async open(): Promise<void> {
    await this.page.goto("/my-shifts");
    await this.page.getByRole("tab", { name: "Shifts" }).waitFor();
  }

  async show(view: "Shifts" | "Requests" | "Swaps" | "Notices"): Promise<void> {
    await this.page.getByRole("tab", { name: view }).click();
  }

  part(name: string | RegExp): Locator {
    return this.page.getByRole("region", { name });
  }

  /** Offers the shift of that day to everybody who could take it. */
  async offerToAll(day: RegExp): Promise<void> {
    await this.part("All shifts").getByRole("button", { name: day }).click();
    const dialog = this.page.getByRole("dialog", { name: "Swap this shift" });
    await dialog.getByRole("radio", { name: /To all who could take it/ }).check();
    await dialog.getByRole("button", { name: "Offer" }).click();
    await dialog.waitFor({ state: "hidden" });
  }
}
