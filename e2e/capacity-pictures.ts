import type { BrowserContextOptions } from "@playwright/test";
import { type Album, LOOKS, pictures, signIn } from "./album";
import { BedsPage } from "./pages/beds-page";
import { interactive } from "./pages/interactive";
import { WhatIfPage } from "./pages/what-if-page";

const PAGES = [
  ["/capacity", "capacity"],
  ["/capacity/arrivals", "capacity-arrivals"],
  ["/capacity/flu", "capacity-flu"],
  ["/capacity/nurses", "capacity-nurses"],
  ["/capacity/staffed-beds", "capacity-staffed-beds"],
  ["/capacity/escalation", "capacity-escalation"],
  ["/capacity/accuracy", "capacity-accuracy"],
  ["/capacity/reports/situation", "capacity-situation"],
] as const;

const PANELS = ["Boarding", "Leaving", "Units", "Filter"] as const;

/** A machine that does much else. */
const PATIENTLY_MS = 60_000;
/** In whose unit the beds are worked. */
const [CHARGE, UNIT] = ["charge.4a", "Medicine 4A"] as const;

type Now = (name: string) => Promise<void>;

/** What the pages about capacity come to: open dialogues, phone drawers, waiting, on paper. */
export async function takeCapacityStates(album: Album): Promise<void> {
  for (const { suffix, options } of LOOKS) {
    const charge = await signIn(album, CHARGE, options);
    charge.setDefaultTimeout(PATIENTLY_MS);
    await takeBeds(new BedsPage(charge), pictures(album, charge, suffix).now);
    await charge.context().close();

    const planner = await signIn(album, "administrator", options);
    planner.setDefaultTimeout(PATIENTLY_MS);
    const shoot = pictures(album, planner, suffix);
    for (const [path, name] of PAGES) {
      await shoot(path, name);
      if (suffix === "-phone") continue;
      await planner.emulateMedia({ media: "print" });
      await shoot.now(`${name}-print`);
      await planner.emulateMedia({ media: null });
    }
    await takeWhatIf(new WhatIfPage(planner), shoot.now);
    await planner.context().close();
    await takeWaiting(album, suffix, options);
  }
}

async function takeBeds(beds: BedsPage, now: Now): Promise<void> {
  const { page } = beds;
  await beds.open();
  const ofUnit = page.getByRole("list", { name: `Beds of ${UNIT}` });
  const occupied = ofUnit.locator('button[data-state="occupied"]').first();
  const ask = async (action: RegExp) => {
    await (await interactive(occupied)).click();
    // Beside the bed it is a menu, under a thumb a list of buttons.
    const choice = page.getByRole("menuitem", { name: action });
    await choice.or(beds.dialog.getByRole("button", { name: action })).click();
  };
  const cancel = () => page.keyboard.press("Escape");

  await (await interactive(occupied)).click();
  await now("beds-menu");
  await cancel();
  await ask(/^Discharge…/);
  await now("beds-discharge");
  await cancel();
  await ask(/^Isolation/);
  await now("beds-tags");
  await cancel();
  await ask(/^Transfer/);
  await now("beds-transfer");
  await beds.placing.getByRole("button", { name: "Cancel" }).click();
  await ask(/^Swap/);
  await now("beds-swap");
  await beds.placing.getByRole("button", { name: "Cancel" }).click();

  const bar = page.getByRole("navigation", { name: "Bed board" });
  if (await bar.isVisible())
    for (const panel of PANELS) {
      await bar.getByRole("button", { name: new RegExp(`^${panel}`) }).click();
      await now(`beds-${panel.toLowerCase()}`);
      await cancel();
    }
  else {
    await page.keyboard.press("?");
    await now("beds-keys");
    await cancel();
  }
}

async function takeWhatIf(whatIf: WhatIfPage, now: Now): Promise<void> {
  const { page } = whatIf;
  await whatIf.open();
  await whatIf.pull("Length of stay", 10);
  await page.getByRole("button", { name: "Save as new" }).click();
  await now("what-if-save");
  await page.keyboard.press("Escape");
  await whatIf.saveAs("Long stays", "For the winter meeting");
  await whatIf.computed();
  await now("what-if-saved");
  await whatIf.saved.getByRole("checkbox").first().check();
  await page.getByRole("link", { name: "Compare side by side" }).click();
  await page.getByRole("region", { name: "Scenarios side by side" }).waitFor();
  // One after the other: the last is the last.
  await page.getByLabel("Computing").last().waitFor({ state: "detached" });
  await now("what-if-compare");
  await whatIf.open();
  await whatIf.choose("Long stays", "Delete");
}

/** What a page shows until its figures come: without a script nothing takes its place. */
async function takeWaiting(
  album: Album,
  suffix: string,
  options: BrowserContextOptions,
): Promise<void> {
  const page = await signIn(album, "administrator", { ...options, javaScriptEnabled: false });
  const shoot = pictures(album, page, suffix);
  for (const [path, name] of PAGES) await shoot(path, `${name}-waiting`);
  await page.context().close();
}
