import { join } from "node:path";
import AxeBuilder from "@axe-core/playwright";
import type { BrowserContextOptions, Page } from "@playwright/test";
import type { Hospital } from "../fixtures/hospital";
import type { Staff } from "../fixtures/staff";

/** Without motion: nothing must be caught half-way. */
export const DESK: BrowserContextOptions = {
  viewport: { width: 1440, height: 900 },
  reducedMotion: "reduce",
};
export const DARK: BrowserContextOptions = { ...DESK, colorScheme: "dark" };
export const PHONE: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  isMobile: true,
  hasTouch: true,
  reducedMotion: "reduce",
};
export const LOOKS: readonly (readonly [suffix: string, look: BrowserContextOptions])[] = [
  ["", DESK],
  ["-dark", DARK],
  ["-phone", PHONE],
];

/** Until what comes over the socket is drawn. */
const DRAWN_MS = 1_500;
/** A page of a machine that does much else. */
const PATIENTLY_MS = 30_000;

interface Options {
  hospital: Hospital;
  staff: Staff;
  folder: string;
}

/** Pictures of states, and what is wrong with them that a machine can see. */
export class Album {
  readonly hospital: Hospital;
  readonly staff: Staff;
  readonly #folder: string;

  constructor({ hospital, staff, folder }: Options) {
    this.hospital = hospital;
    this.staff = staff;
    this.#folder = folder;
  }

  async signIn(local: string, look: BrowserContextOptions): Promise<Page> {
    const page = await this.staff.signIn(local, look);
    page.setDefaultTimeout(PATIENTLY_MS);
    return page;
  }

  /** What the window shows. */
  async take(page: Page, name: string): Promise<void> {
    await page.waitForTimeout(DRAWN_MS);
    await page.screenshot({ path: join(this.#folder, `${name}.png`) });
    await this.#judge(page, name);
  }

  /** From top to bottom, in a window as high as the page: what sticks to an edge is then where it belongs. */
  async takeWhole(page: Page, name: string): Promise<void> {
    await page.waitForTimeout(DRAWN_MS);
    const size = page.viewportSize();
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    if (size) await page.setViewportSize({ ...size, height: Math.max(height, size.height) });
    await this.take(page, name);
    if (size) await page.setViewportSize(size);
  }

  /** As it would come out of a printer. */
  async takePrinted(page: Page, name: string): Promise<void> {
    await page.emulateMedia({ media: "print" });
    await page.pdf({ path: join(this.#folder, `${name}.pdf`), preferCSSPageSize: true });
    await page.emulateMedia({ media: null });
  }

  /** What cannot be shown does not keep others from being shown. */
  async scene(name: string, play: () => Promise<void>): Promise<void> {
    try {
      await play();
    } catch (cause) {
      this.#say(`${name}: ${cause instanceof Error ? cause.message : String(cause)}`);
    }
  }

  async #judge(page: Page, name: string): Promise<void> {
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
    for (const { id, nodes } of violations)
      this.#say(`${name}: ${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    if (overflow > 0) this.#say(`${name}: ${overflow} px to scroll sideways`);
  }

  #say(problem: string): void {
    process.exitCode = 1;
    console.error(problem);
  }
}
