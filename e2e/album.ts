import { join } from "node:path";
import type { BrowserContextOptions, Page } from "@playwright/test";
import type { Hospital } from "./fixtures/hospital";
import type { Staff } from "./fixtures/staff";

/** Of how a screen looks: as wide as a desk's, as a phone's, and in the dark. */
export const LOOKS: readonly { suffix: string; options: BrowserContextOptions }[] = [
  { suffix: "", options: { viewport: { width: 1440, height: 900 }, colorScheme: "light" } },
  { suffix: "-dark", options: { viewport: { width: 1440, height: 900 }, colorScheme: "dark" } },
  {
    suffix: "-phone",
    options: { viewport: { width: 390, height: 844 }, isMobile: true, colorScheme: "light" },
  },
];

/** Until what comes over the socket is drawn. */
const DRAWN_MS = 5_000;

export interface Album {
  hospital: Hospital;
  staff: Staff;
  folder: string;
}

/** Without motion: nothing must be caught half-way. */
export const signIn = (
  { staff }: Album,
  local: string,
  options: BrowserContextOptions,
): Promise<Page> => staff.signIn(local, { ...options, reducedMotion: "reduce" });

export function pictures({ folder }: Album, page: Page, suffix: string) {
  const now = async (name: string): Promise<void> => {
    await page.waitForTimeout(DRAWN_MS);
    await page.screenshot({ path: join(folder, `${name}${suffix}.png`) });
  };
  const shoot = async (path: string, name: string): Promise<void> => {
    await page.goto(path);
    await now(name);
  };
  return Object.assign(shoot, { now });
}
