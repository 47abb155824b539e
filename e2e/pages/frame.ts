import type { Locator, Page } from "@playwright/test";
import { interactive } from "./interactive";

/** What stands around every page behind the sign-in. */
export class Frame {
  constructor(readonly page: Page) {}

  get heading() {
    return this.page.getByRole("heading", { level: 1 });
  }

  get navigation() {
    return this.page.getByRole("navigation", { name: "Main" });
  }

  get account() {
    return this.page.getByRole("button", { name: /: account$/ });
  }

  /** The word in the header that says whether the screen is live. */
  connection(word: "Live" | "Reconnecting"): Locator {
    return this.page.getByRole("banner").getByText(word, { exact: true });
  }

  get banner() {
    return this.page.getByRole("status").filter({ hasText: "Degraded." });
  }

  async signOut(): Promise<void> {
    await (await interactive(this.account)).click();
    await this.page.getByRole("menuitem", { name: "Sign out" }).click();
  }

  /** When the page was loaded: the same instant later proves that it was not loaded again. */
  loadedAt(): Promise<number> {
    return this.page.evaluate(() => performance.timeOrigin);
  }
}
