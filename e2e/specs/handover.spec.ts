import { readFileSync } from "node:fs";
import AxeBuilder from "@axe-core/playwright";
import { SEPTIC, WELL } from "../fixtures/bedside-gateway";
import { addressOf } from "../fixtures/staff";
import { expect, testInOwnHospital } from "../fixtures/test";
import { HandoverPage } from "../pages/handover-page";
import { interactive } from "../pages/interactive";
import { StepUpDialog } from "../pages/second-factor-pages";

const test = testInOwnHospital();

test("a shift is handed over: drafted, worded by two, given, received, and fixed", async ({
  hospital,
  staff,
}) => {
  const well = await hospital.bedside.admit("SICU", "07", "Osterberg");
  await well.measure(WELL);
  const septic = await hospital.bedside.admit("SICU", "08", "Lindqvist");
  await septic.measure(SEPTIC);
  for (const stored of ["alerts where priority = 'high'", "early_warning_scores where score = 14"])
    await expect.poll(() => hospital.rows(`select from ${stored}`)).not.toHaveLength(0);
  const nurse = new HandoverPage(await staff.signIn("nurse.sicu"));
  const charge = new HandoverPage(await staff.signIn("charge.sicu"));
  await nurse.open();

  await test.step("each sheet is drafted from what is stored", async () => {
    const situation = nurse.section("Situation", "08").region;
    await expect(situation).toContainText("NEWS2 14 (high risk)");
    await expect(situation).toContainText("Open alert: *** high, NEWS2 14 from 7 of 7 inputs");
    await expect(nurse.section("Assessment", "07").region).toContainText("Heart rate 72 /min");
    const recommendation = nurse.section("Recommendation", "08").region;
    await expect(recommendation).toContainText("Answer the *** high alert");
    const row = nurse.unitTable.getByRole("row").filter({ hasText: "Lindqvist" });
    await expect(row).toContainText("not answered");
    expect(await nurse.sheet("Osterberg").textContent()).toContain("No open alert");
  });

  const background = nurse.section("Background", "08");
  await test.step("what is typed is saved, and said to be", async () => {
    await background.write("Cholecystectomy yesterday. Full escalation.");
    await nurse.page.reload();
    await expect(background.region).toContainText("Cholecystectomy yesterday.");
    await expect(background.region).toContainText("worded");
    const [stored] = await hospital.rows<{ text: Buffer }>("select text from handover_entries");
    expect(stored?.text.toString("latin1")).not.toContain("Cholecystectomy");
  });

  await test.step("two who write the same section are told, and decide", async () => {
    await charge.open();
    const theirs = charge.section("Background", "08");
    await background.write("Cholecystectomy yesterday. Full escalation. Allergic to penicillin.");
    await theirs.type("Cholecystectomy yesterday, complicated.");
    await theirs.button(/^Done with/).click();
    const conflict = theirs.region.getByRole("alert");
    await expect(conflict).toContainText(`${staff.name("nurse.sicu")} changed this`);
    await expect(conflict).toContainText("Allergic to penicillin.");
    await theirs.button(/^Take theirs/).click();
    await expect(theirs.region).toContainText("Allergic to penicillin.");
    await expect(theirs.region).not.toContainText("complicated");
  });

  await test.step("the system's words can be taken again, and that taken back", async () => {
    const situation = nurse.section("Situation", "07");
    await situation.write("Ready for the ward.");
    await situation.button(/^Take the system's words again/).click();
    await expect(situation.region).toContainText("Bed 07: ");
    await nurse.page.getByRole("button", { name: "Undo" }).click();
    await expect(situation.region).toContainText("Ready for the ward.");
    await expect(situation.saving).toHaveText(/^Saved/);
  });

  await test.step("words that cannot be saved stay and are tried again", async () => {
    const assessment = nurse.section("Assessment", "07");
    await nurse.page.route("**/handover*", (route) =>
      route.request().method() === "POST" ? route.abort() : route.fallback(),
    );
    await assessment.type("Comfortable.");
    await assessment.button(/^Done with/).click();
    await expect(assessment.saving).toContainText("Not saved. The system did not answer.");
    await expect(assessment.region).toContainText("Comfortable.");
    await nurse.page.unrouteAll();
    await assessment.button(/^Try again$/).click();
    await expect(assessment.saving).toHaveText(/^Saved/);
  });

  await test.step("the giver signs, and nobody changes it any more", async () => {
    await nurse.signAsGiver();
    await expect(nurse.page.getByText(`${staff.name("nurse.sicu")}, `).first()).toBeVisible();
    await expect(nurse.button(/^Edit/)).toHaveCount(0);
    await expect(nurse.button("Sign as receiver")).toHaveCount(0);
    // A page that was opened before is told so.
    const late = charge.section("Situation", "08");
    await late.type("too late");
    await late.button(/^Done with/).click();
    await expect(late.saving).toContainText("has signed this handover");
  });

  await test.step("the receiver signs in a session of their own", async () => {
    charge.page.on("dialog", (dialog) => void dialog.accept());
    await charge.open();
    await expect(charge.sheet("Lindqvist")).toContainText("Allergic to penicillin.");
    await (await interactive(charge.button("Sign as receiver"))).click();
    await expect(charge.button("Sign as receiver")).toHaveCount(0);
    await expect(charge.page.getByText("not signed")).toHaveCount(0);
    await nurse.page.reload();
    await expect(nurse.button("Take back my signature")).toHaveCount(0);
    await expect(nurse.page.getByText(`${staff.name("charge.sicu")}, `).first()).toBeVisible();
  });

  await test.step("what has happened since does not change it", async () => {
    await septic.measure(WELL);
    await charge.page.reload();
    await expect(charge.sheet("Lindqvist")).toContainText("NEWS2 14 (high risk)");
    const actions = (await hospital.recordsOf(addressOf("nurse.sicu"))).map(({ action }) => action);
    for (const action of ["handover:viewed", "handover:written", "handover:given"])
      expect(actions).toContain(action);
    const records = await hospital.rows<{ details: unknown }>(
      "select details from audit_events where action like 'handover:%'",
    );
    expect(JSON.stringify(records)).not.toMatch(/penicillin|Lindqvist/);
  });
});

test("a handover leaves as a file after a fresh second factor, and prints on paper", async ({
  hospital,
  staff,
}) => {
  const patient = await hospital.bedside.admit("5B", "03", "Papier");
  await patient.measure(WELL);
  const page = await staff.signIn("charge.5b", { acceptDownloads: true });
  const handover = new HandoverPage(page);
  await handover.open();
  await handover.section("Background", "03").write("Lives alone.");
  await hospital.letStepUpLapse(addressOf("charge.5b"));

  const take = async (item: string) => {
    await handover.button("Export").click();
    await page.getByRole("menuitem", { name: item }).click();
  };
  await take("As plain text");
  const downloaded = page.waitForEvent("download");
  await new StepUpDialog(page).confirm(await staff.code("charge.5b"));
  const file = await downloaded;
  expect(file.suggestedFilename()).toBe("wardcast-handover.txt");
  const text = readFileSync(await file.path(), "utf8");
  expect(text).toMatch(/== Bed 03: Papier, Robin\n\nSITUATION\n/);
  expect(text).toContain("BACKGROUND (worded)\nLives alone.");

  await page.emulateMedia({ media: "print" });
  await expect(handover.sheet("Papier")).toContainText("Lives alone.");
  await expect(handover.navigation).toBeHidden();
  await expect(handover.button(/^Edit/)).toHaveCount(0);
});

for (const width of [1440, 390])
  test(`a handover can be read and written at ${width} px`, async ({ hospital, staff }) => {
    const patient = await hospital.bedside.admit("4A", width === 390 ? "05" : "06", `W${width}`);
    await patient.measure(SEPTIC);
    const page = await staff.signIn("nurse.4a", { viewport: { width, height: 844 } });
    const handover = new HandoverPage(page);
    await handover.open();
    const section = handover.section("Recommendation", patient.bed.bedLabel);
    await section.type("See first.");
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
    await section.button(/^Done with/).click();
    await expect(section.saving).toHaveText(/^Saved/);
  });
