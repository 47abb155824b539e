import { tryPasswords } from "../fixtures/intruder";
import { expectReadable } from "../fixtures/readable";
import { addressOf } from "../fixtures/staff";
import { expect, test } from "../fixtures/test";
import { IncidentPage, SecurityPage } from "../pages/security-page";

const ACCOUNTS = [
  "nurse.micu",
  "nurse.sicu",
  "nurse.cicu",
  "nurse.sdu",
  "nurse.4a",
  "nurse.5b",
  "nurse.r2",
  "nurse.r3",
  "charge.micu",
  "charge.sicu",
];
/** Of this machine, and nobody else's: staff come from 127.0.0.1. */
const INTRUDER = "127.0.0.7";
const TITLE = "Passwords tried on many accounts";
const REPORT = {
  Finding: "A list of passwords was tried on ten accounts from one address; none was right.",
  Cause: "The address was not blocked at the border of the hospital's network.",
  Measures: "It is blocked now. The network team reviews the border rules until Friday.",
};

test("an officer is told of an intrusion, contains it, and closes it with a report", async ({
  hospital,
  staff,
}) => {
  const overview = new SecurityPage(await staff.signIn("security"));
  await overview.open();
  await expect(overview.connection("Live")).toBeVisible();

  await test.step("it appears by itself, on the page and in the header", async () => {
    await tryPasswords(hospital.url, { from: INTRUDER, accounts: ACCOUNTS });
    await expect(overview.notice).toContainText(TITLE);
    await expect(overview.indicator).toContainText("1 open incident");
    await expect(overview.openIncidents).toContainText(
      "Passwords of at least 10 accounts were tried",
    );
    await expect(overview.openIncidents).toContainText(INTRUDER);
    await expect(overview.openIncidents).toContainText("Nobody yet");
  });

  await overview.openIncident(TITLE);
  const incident = new IncidentPage(overview.page);

  await test.step("it is taken, noted on, and worked through", async () => {
    await incident.take();
    await expect(incident.page.getByRole("article")).toContainText("In hand");
    await incident.write("Called the network team at 09:12.");
    await expect(incident.part("Notes")).toContainText("Called the network team");
    await incident.tick("Find out whose address it is");
    await expect(incident.part("Timeline")).toContainText("Done: Find out whose address it is");
  });

  await test.step("a locked account is signed out at once, and cannot sign in", async () => {
    const nurse = await staff.signIn("nurse.micu");
    await nurse.goto("/icu");
    await incident.page.getByRole("combobox", { name: "Person" }).click();
    await incident.page.getByRole("option", { name: staff.name("nurse.micu") }).click();
    await incident.contain("Lock the account");
    await expect(incident.part("Contain")).toContainText("In force");
    await nurse.waitForURL(/\/sign-in/);
    await expect(staff.signIn("nurse.micu")).rejects.toThrow();
  });

  await test.step("exports are refused while they are frozen", async () => {
    await incident.contain("Freeze all exports");
    await expect(incident.page.getByRole("button", { name: "Exports are frozen" })).toBeDisabled();
    const file = await incident.page.request.get("/security/audit/export/csv");
    expect(file.status()).toBe(403);
    expect(await file.text()).toContain("Exports are frozen by a security officer");
    const [last] = await hospital.recordsOf(addressOf("security"));
    expect(last).toMatchObject({
      action: "audit:exported",
      outcome: "refused",
      details: { reason: "exports-frozen" },
    });
  });

  await expectReadable(incident.page);
  await incident.page.setViewportSize({ width: 1440, height: 900 });

  await test.step("closing asks for the whole report", async () => {
    await incident.close({ Finding: "too short" });
    await expect(incident.page.getByText("Say in a sentence or more what happened.")).toBeVisible();
    await incident.page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
    await incident.close(REPORT);
    await expect(incident.part("Report")).toContainText(REPORT.Measures);
    await expect(overview.indicator).toContainText("0 open incidents");
  });

  await test.step("what is in force outlives the incident until it is lifted", async () => {
    await overview.open();
    const inForce = overview.page.getByRole("table", { name: "Containments in force" });
    for (const what of [/^Lift: Lock the account/, /^Lift: Freeze all exports/]) {
      await inForce.getByRole("button", { name: what }).click();
      await overview.page.getByRole("dialog").getByRole("button", { name: "Lift" }).click();
      await expect(inForce.getByRole("button", { name: what })).toHaveCount(0);
    }
    await staff.signIn("nurse.micu");
  });

  await test.step("the file has everything and names no patient", async () => {
    const link = overview.page
      .getByRole("table", { name: "Closed incidents" })
      .getByRole("link", { name: TITLE });
    const path = await link.getAttribute("href");
    const json = await overview.page.request.get(`${path}/export?format=json`);
    expect(await json.json()).toMatchObject({
      incident: { kind: "credential-stuffing", status: "closed", evidence: { distinct: 10 } },
      report: { finding: REPORT.Finding },
    });
    const csv = await overview.page.request.get(`${path}/export?format=csv`);
    expect(await csv.text()).toContain("timeline,");
  });
});

test("an incident and its file are for security officers alone", async ({ staff }) => {
  const page = await staff.signIn("system");
  const path = "/security/incidents/018f0000-0000-4000-8000-000000000000";
  for (const address of [path, `${path}/export?format=json`])
    expect((await page.request.get(address)).status()).toBe(403);
});

test("an incident that is not there is answered with 404", async ({ staff }) => {
  const page = await staff.signIn("security");
  for (const id of ["018f0000-0000-4000-8000-000000000000", "unknown"])
    expect((await page.goto(`/security/incidents/${id}`))?.status()).toBe(404);
});

test("an officer sees that every protected file is as accepted", async ({ staff }) => {
  const page = await staff.signIn("security");
  await page.goto("/security/integrity");
  const files = page.getByRole("table", { name: "Protected files" });
  await expect(files).toContainText("model deterioration/2.0.0/weights.bin");
  await expect(files).toContainText("session cookies: secret");
  await expect(files.getByText("Changed")).toHaveCount(0);
});
