import type { Locator } from "@playwright/test";
import { Frame } from "./frame";
import { interactive } from "./interactive";

/** The sound, the notices and the drawer that stand around every page. */
export class AlertCentre extends Frame {
  get soundButton(): Locator {
    return this.page.getByRole("button", { name: /^Alert sound: / });
  }

  get soundPanel(): Locator {
    return this.page.getByRole("dialog", { name: "Sound of alerts" });
  }

  get indicator(): Locator {
    return this.page.getByRole("banner").getByRole("button", { name: /unanswered alert/i });
  }

  get toasts(): Locator {
    return this.page.getByRole("region", { name: "New alerts" });
  }

  toast(place: string): Locator {
    return this.toasts.getByRole("group", { name: `Alert, ${place}` });
  }

  get drawer(): Locator {
    return this.page.getByRole("dialog", { name: "Open alerts" });
  }

  /** The alerts of one bed in the drawer. */
  rows(place: string): Locator {
    const link = this.page.getByRole("link", { name: place, exact: true });
    return this.drawer.getByRole("listitem").filter({ has: link });
  }

  async openSoundPanel(): Promise<void> {
    await (await interactive(this.soundButton)).click();
    await this.soundPanel.waitFor();
  }

  async armSound(): Promise<void> {
    await this.openSoundPanel();
    await this.soundPanel.getByRole("button", { name: "Switch sound on" }).click();
    await this.page.keyboard.press("Escape");
  }
}
