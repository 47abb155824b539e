import { chromium } from "@playwright/test";
import { browserOptions } from "./fixtures/browser";
import { Hospital } from "./fixtures/hospital";
import { fillMedicalIcu } from "./fixtures/real-patients";
import { Staff } from "./fixtures/staff";
import { BoardPage } from "./pages/board-page";
import { PatientPage } from "./pages/patient-page";

const hospital = await Hospital.open();
const browser = await chromium.launch(browserOptions());
try {
  const staff = new Staff(hospital, browser);
  const history = fillMedicalIcu(hospital, 3600);
  await new Promise((done) => setTimeout(done, 40_000));
  await history.stop();
  fillMedicalIcu(hospital, 60);
  const open = async (device: object, scheme: "dark" | "light") =>
    staff.signIn("charge.micu", { ...device, colorScheme: scheme, reducedMotion: "reduce" });
  const desk = { viewport: { width: 1440, height: 900 } };
  const board = new BoardPage(await open(desk, "light"));
  await board.open();
  await board.page.waitForTimeout(5000);
  const paths = [];
  for (const index of [1, 3]) paths.push(await board.beds.nth(index).getByRole("link").first().getAttribute("href"));
  for (const [n, path] of paths.entries()) {
    for (const [name, device, scheme] of [
      ["desk", desk, "light"], ["dark", desk, "dark"],
      ["phone", { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true }, "light"],
    ] as const) {
      if (n === 1 && name !== "desk") continue;
      const patient = new PatientPage(await open(device, scheme));
      patient.page.on("console", (m) => { if (m.type() === "error") console.log("console:", m.text().slice(0, 300)); });
      await patient.page.goto(`${hospital.url}${path}?range=12h`);
      await patient.page.waitForTimeout(9000);
      await patient.page.screenshot({ path: `/tmp/fc/${name}-${n}.png` });
      await patient.page.screenshot({ path: `/tmp/fc/${name}-${n}-full.png`, fullPage: true });
      if (name === "desk") {
        await patient.showTables();
        await patient.page.getByRole("button", { name: "Table", exact: true }).click();
        await patient.page.waitForTimeout(1000);
        await patient.page.screenshot({ path: `/tmp/fc/${name}-${n}-tables.png`, fullPage: true });
      }
    }
  }
} catch (e) { console.log(e); } finally {
  await browser.close();
  await hospital.close();
}
