// `npm run screenshots:states -- FOLDER [PART]`: every state of the roster pages, to be looked at, with what axe says.
import { mkdirSync } from "node:fs";
import { chromium } from "@playwright/test";
import { browserOptions } from "./fixtures/browser";
import { Hospital } from "./fixtures/hospital";
import { Staff } from "./fixtures/staff";
import { WITH_ROSTERS } from "./fixtures/test";
import { Album } from "./roster-states/album";
import { takeDemoStates } from "./roster-states/demo-states";
import { takeEmptyStates } from "./roster-states/empty-states";
import { takeImportStates } from "./roster-states/import-states";
import { takePlannerStates } from "./roster-states/planner-states";
import { takeSickCallStates } from "./roster-states/sick-call-states";

interface Part {
  settings: Record<string, string>;
  take: (album: Album) => Promise<void>;
}

/** Each in a hospital of its own: one makes rosters, another kills the server. */
const PARTS: Readonly<Record<string, Part>> = {
  empty: { settings: {}, take: takeEmptyStates },
  import: { settings: {}, take: takeImportStates },
  planner: { settings: {}, take: takePlannerStates },
  "sick-call": { settings: {}, take: takeSickCallStates },
  demo: { settings: WITH_ROSTERS, take: takeDemoStates },
};

const [, , folder, only] = process.argv;
if (!folder) throw new Error("Say where the pictures go: npm run screenshots:states -- FOLDER");
const parts = only === undefined ? Object.values(PARTS) : [PARTS[only]];
mkdirSync(folder, { recursive: true });
const browser = await chromium.launch(browserOptions());
try {
  for (const part of parts) {
    if (!part) throw new Error(`The parts are ${Object.keys(PARTS).join(", ")}`);
    const hospital = await Hospital.open(part.settings);
    try {
      await part.take(new Album({ hospital, staff: new Staff(hospital, browser), folder }));
    } finally {
      await hospital.close();
    }
  }
} finally {
  await browser.close();
}
