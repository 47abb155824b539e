// `npm run screenshots`: the pictures of the documentation, taken of the real application; with `-- capacity`
// those of capacity alone, with `-- rosters` those of rosters; with `-- capacity-states FOLDER` every page, dialogue,
// drawer and sheet about capacity, wide, narrow and dark, for whoever looks them over.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type BrowserContextOptions, chromium, type Page } from "@playwright/test";
import { browserOptions } from "./fixtures/browser";
import { Hospital } from "./fixtures/hospital";
import { fillMedicalIcu } from "./fixtures/real-patients";
import { Staff } from "./fixtures/staff";
import { AlertCentre } from "./pages/alert-centre";
import { AlertsPage } from "./pages/alerts-page";
import { BedsPage } from "./pages/beds-page";
import { BoardPage } from "./pages/board-page";
import type { Frame } from "./pages/frame";
import { interactive } from "./pages/interactive";
import { PatientPage } from "./pages/patient-page";
import { WallDisplaysPage } from "./pages/wall-page";
import { takeCapacityStates } from "./capacity-pictures";
import { takeRosterPages } from "./roster-pictures";

const IMAGES = fileURLToPath(new URL("../docs/images", import.meta.url));
const DESK = { viewport: { width: 1440, height: 900 } };
const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true };
/** First a day and more of history at an hour a second, then slowly, so that a picture is of one instant. */
const HISTORY = { speed: 3_600, forMs: 30_000 };
const SLOWLY = 720;

const ALERT_PAGES = [
  ["/alerts/next", "who-next.png"],
  ["/alerts/budget?unit=MICU", "alert-budget.png"],
  ["/alerts/policy?unit=MICU", "alert-policy.png"],
  ["/alerts/report?unit=MICU", "alert-report.png"],
  ["/handover?unit=MICU", "handover.png"],
] as const;

const CAPACITY_PAGES = [
  ["/capacity", "capacity.png"],
  ["/capacity/flu", "flu.png"],
  ["/capacity/escalation", "escalation.png"],
  ["/capacity/nurses", "nurses.png"],
] as const;
/** Of 208 beds. */
const USUALLY_OCCUPIED = 120;
/** Until the simulator has sent the hours before, and the board has heard of them. */
const FILLED_WITHIN_MS = 300_000;

mkdirSync(IMAGES, { recursive: true });
const [, , part, statesFolder] = process.argv;
const hospital = await Hospital.open({
  DEMO_HISTORY_DAYS: part === "capacity" ? "730" : part === "rosters" ? "0" : "60",
  ...(part === "rosters" && { DEMO_ROSTERS: "on" }),
});
const browser = await chromium.launch(browserOptions());
try {
  const staff = new Staff(hospital, browser);
  if (part === "capacity") await takeCapacityPages(staff);
  else if (part === "capacity-states") {
    if (!statesFolder) throw new Error("Say into which folder the pictures go.");
    await fillHospital(staff);
    await takeCapacityStates({ hospital, staff, folder: statesFolder });
  } else if (part === "rosters") await takeRosterPages({ hospital, staff, folder: IMAGES });
  else {
    await takeAll(staff);
    await takeAlertPages(staff);
    await takeWall(staff);
  }
} finally {
  await browser.close();
  await hospital.close();
}

async function takeAll(staff: Staff): Promise<void> {
  const history = fillMedicalIcu(hospital, HISTORY.speed);
  await new Promise((done) => setTimeout(done, HISTORY.forMs));
  await history.stop();
  fillMedicalIcu(hospital, SLOWLY);

  const board = new BoardPage(await signIn(staff, "charge.micu", DESK));
  await board.open();
  await settle(board);
  await answerSomeAlerts(board);
  await take(board, "board.png");

  const alerts = new AlertsPage(await signIn(staff, "charge.micu", DESK));
  await alerts.open();
  await settle(alerts);
  await take(alerts, "alerts.png");

  const phone = new BoardPage(await signIn(staff, "nurse.micu", PHONE));
  await phone.open();
  await settle(phone);
  await take(phone, "board-phone.png");

  const path = await board.beds.nth(1).getByRole("link").first().getAttribute("href");
  const patient = new PatientPage(await signIn(staff, "charge.micu", DESK));
  await patient.page.goto(`${path}?range=24h`);
  await patient.chart("Heart rate").waitFor();
  await settle(patient);
  await take(patient, "patient.png");
}

async function takeAlertPages(staff: Staff): Promise<void> {
  const centre = new AlertCentre(await signIn(staff, "charge.micu", DESK));
  for (const [path, file] of ALERT_PAGES) {
    await centre.page.goto(path);
    await settle(centre);
    await take(centre, file);
  }
  await centre.page.goto("/icu");
  await settle(centre);
  await (await interactive(centre.indicator)).click();
  await centre.drawer.waitFor();
  await settle(centre);
  await take(centre, "alert-drawer.png");
}

/** Of the hospital as `npm run up` shows it: two years of a past, and the simulator's patients. */
async function takeCapacityPages(staff: Staff): Promise<void> {
  const beds = await fillHospital(staff);
  await beds.page.waitForTimeout(6_000);
  await take(beds, "beds.png");
  for (const [path, file] of CAPACITY_PAGES) {
    await beds.page.goto(path);
    await beds.page.waitForTimeout(6_000);
    await take(beds, file);
  }
}

async function fillHospital(staff: Staff): Promise<BedsPage> {
  hospital.send("server/cli/simulate.ts", []);
  const beds = new BedsPage(await signIn(staff, "administrator", DESK));
  await beds.open();
  await occupied(beds).nth(USUALLY_OCCUPIED).waitFor({ timeout: FILLED_WITHIN_MS });
  return beds;
}

// Hoisted: pictures are taken above while this file is still read.
function occupied({ page }: BedsPage) {
  return page.locator('[data-state="occupied"]');
}

async function takeWall(staff: Staff): Promise<void> {
  const displays = new WallDisplaysPage(await signIn(staff, "charge.micu", DESK));
  await displays.openFromMenu();
  const { link } = await displays.create("Corridor");
  const wall = await browser.newPage({
    viewport: { width: 1920, height: 1080 },
    reducedMotion: "reduce",
    baseURL: hospital.url,
  });
  await wall.goto(link);
  await wall.getByRole("list", { name: /^Beds of / }).waitFor();
  await wall.waitForTimeout(6_000);
  await wall.screenshot({ path: join(IMAGES, "wall.png") });
}

/** Without motion: a mark that blinks must not be caught while it is dark. */
function signIn(staff: Staff, local: string, device: BrowserContextOptions): Promise<Page> {
  return staff.signIn(local, { ...device, colorScheme: "dark", reducedMotion: "reduce" });
}

/** Live, and told a few times what its beds do. */
async function settle(frame: Frame): Promise<void> {
  // On a phone the word is only read aloud.
  await frame.connection("Live").waitFor({ state: "attached" });
  await frame.page.mouse.move(0, 0);
  await frame.page.waitForTimeout(6_000);
}

async function take(frame: Frame, file: string): Promise<void> {
  await frame.page.screenshot({ path: join(IMAGES, file) });
}

/** A shift at work: two alerts answered, the others waiting. */
async function answerSomeAlerts(board: BoardPage): Promise<void> {
  const buttons = board.page.getByRole("button", { name: /^Acknowledge: / });
  for (let answered = 0; answered < 2 && (await buttons.count()) > 2; answered += 1) {
    await buttons.last().click();
    await board.page.waitForTimeout(500);
  }
  await board.page.mouse.move(0, 0);
}
