// `npm run screenshots:states`: every state of the roster pages, to be looked at.
import { mkdirSync } from "node:fs";
import { chromium } from "@playwright/test";
import { browserOptions } from "./fixtures/browser";
import { Hospital } from "./fixtures/hospital";
import { Staff } from "./fixtures/staff";
import { WITH_ROSTERS } from "./fixtures/test";
import { Album, LOOKS } from "./roster-states/album";
import { takeDemoStates } from "./roster-states/demo-states";
import { takeImportStates } from "./roster-states/import-states";
import { takePlannerStates } from "./roster-states/planner-states";
import { takeSickCallStates } from "./roster-states/sick-call-states";

const [, , folder, part] = process.argv;
if (!folder) throw new Error("say where the pictures are to be put: a folder");
mkdirSync(folder, { recursive: true });
const browser = await chromium.launch(browserOptions());

async function inHospital(settings: Record<string, string>, take: (album: Album) => Promise<void>) {
  const hospital = await Hospital.open(settings);
  try {
    await take(new Album({ hospital, staff: new Staff(hospital, browser), folder: folder ?? "" }));
  } finally {
    await hospital.close();
  }
}

async function takeEmpty(album: Album): Promise<void> {
  for (const [suffix, look] of LOOKS)
    await album.scene(`empty${suffix}`, async () => {
      const page = await album.signIn("scheduler", look);
      for (const name of ["", "/cost", "/approvals", "/import"]) {
        await page.goto(`/roster${name}`);
        await album.takeWhole(page, `empty${name.replace("/", "-")}${suffix}`);
      }
      await page.goto("/my-shifts");
      await album.takeWhole(page, `empty-my-shifts${suffix}`);
    });
}

try {
  if (!part || part === "bare")
    await inHospital({}, async (album) => {
      await takeEmpty(album);
      await takeImportStates(album);
      await takePlannerStates(album);
      await takeSickCallStates(album);
    });
  if (!part || part === "demo") await inHospital(WITH_ROSTERS, takeDemoStates);
} finally {
  await browser.close();
}
