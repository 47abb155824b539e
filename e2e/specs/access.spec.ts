import { io } from "socket.io-client";
import type { Page } from "@playwright/test";
import { WELL } from "../fixtures/bedside-gateway";
import { addressOf } from "../fixtures/staff";
import { expect, test } from "../fixtures/test";
import { BoardPage } from "../pages/board-page";

test("a nurse of another unit is refused by page, by API and by socket", async ({
  hospital,
  staff,
}) => {
  const patient = await hospital.bedside.admit("CICU", "09", "Private");
  await patient.measure(WELL);
  const own = new BoardPage(await staff.signIn("nurse.cicu"));
  await own.open();
  const patientPath = await own.bed("09").link.getAttribute("href");
  const other = await staff.signIn("nurse.sicu");

  for (const path of ["/icu?unit=CICU", String(patientPath)])
    await test.step(`page ${path.split("/")[1]}: 403, in words`, async () => {
      const answer = await other.goto(path);
      expect(answer?.status()).toBe(403);
      await expectForbidden(other);
      await expect(other.getByText("Private")).toHaveCount(0);
      // Her own board is left on the way, which is recorded as well.
      const records = await hospital.recordsOf(addressOf("nurse.sicu"));
      const refused = records.find(({ action }) => action === "access:refused");
      expect(refused).toMatchObject({ outcome: "refused", permission: "unit:watch" });
      expect(refused?.unitId ?? refused?.encounterId).toBeTruthy();
    });

  await test.step("API: 403, without data", async () => {
    const answer = await other.request.get(`${patientPath}/trends?range=1h`);
    expect(answer.status()).toBe(403);
    expect(await answer.text()).not.toContain("heartRate");
  });

  const cicu = await hospital.unitId("CICU");
  const sicu = await hospital.unitId("SICU");
  await test.step("socket: her own unit is answered, the other is forbidden", async () => {
    const cookie = await cookieOf(other);
    const socket = io(hospital.url, {
      transports: ["websocket"],
      extraHeaders: { cookie, origin: hospital.url },
    });
    const ask = (event: string, request: object): Promise<unknown> =>
      socket.timeout(5_000).emitWithAck(event, request);
    expect(await ask("unit:watch", { unitId: sicu })).toMatchObject({ ok: true });
    for (const event of ["unit:watch", "alerts:catch-up"] as const) {
      const request =
        event === "unit:watch" ? { unitId: cicu } : { unitId: cicu, afterSequence: 0 };
      expect(await ask(event, request)).toEqual({ ok: false, error: { code: "forbidden" } });
    }
    socket.close();
  });

  await test.step("socket: nobody enters without a session, or from a foreign page", async () => {
    expect(await refusal(hospital.url, { origin: hospital.url })).toBe("unauthenticated");
    const foreign = { cookie: await cookieOf(other), origin: "https://elsewhere.example" };
    expect(await refusal(hospital.url, foreign)).toBe("websocket error");
  });
});

const REFUSED = [
  { local: "system", path: "/icu", home: "Administration" },
  { local: "system", path: "/alerts", home: "Administration" },
  { local: "scheduler", path: "/icu", home: "Rosters" },
  { local: "scheduler", path: "/security", home: "Rosters" },
  { local: "system", path: "/security", home: "Administration" },
  { local: "charge.micu", path: "/security/integrity", home: "Medical ICU" },
  { local: "security", path: "/icu", home: "Security" },
  { local: "security", path: "/admin", home: "Security" },
  { local: "nurse.micu", path: "/admin", home: "Medical ICU" },
  { local: "charge.micu", path: "/admin/sessions", home: "Medical ICU" },
] as const;

for (const { local, path, home } of REFUSED)
  test(`${local} may not open ${path}`, async ({ staff }) => {
    const page = await staff.signIn(local);
    const answer = await page.goto(path);
    expect(answer?.status()).toBe(403);
    await expectForbidden(page);

    await page.getByRole("link", { name: "Go to your start page" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toContainText(home);
  });

test("nothing of the server's own folder is served", async ({ staff }) => {
  const page = await staff.signIn("system");
  for (const path of FILES_OF_THE_SERVER)
    expect((await page.request.get(path)).status(), path).toBe(404);
});

test("a patient who is not there is answered with 404", async ({ staff }) => {
  const page = await staff.signIn("charge.micu");
  const answer = await page.goto("/patients/018f0000-0000-7000-8000-000000000000");
  expect(answer?.status()).toBe(404);
  await expect(
    page.getByRole("heading", { name: "There is nothing at this address" }),
  ).toBeVisible();
});

test("a signed-out reader of the trends is sent to sign in", async ({ request }) => {
  const answer = await request.get(
    "/patients/018f0000-0000-7000-8000-000000000000/trends?range=1h",
    { maxRedirects: 0 },
  );
  expect(answer.status()).toBe(307);
  expect(answer.headers().location).toContain("/sign-in");
});

async function expectForbidden(page: Page): Promise<void> {
  await expect(
    page.getByRole("heading", { name: "Your account cannot open this page" }),
  ).toBeVisible();
}

const cookieOf = async (page: Page): Promise<string> =>
  (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");

/** Why the server does not let a socket in. */
const refusal = (url: string, extraHeaders: Record<string, string>): Promise<string> =>
  new Promise((done, fail) => {
    const socket = io(url, { transports: ["websocket"], extraHeaders, reconnection: false });
    socket.once("connect", () => fail(new Error("the socket was let in")));
    socket.once("connect_error", ({ message }) => done(message));
  });

const FILES_OF_THE_SERVER = [
  "/.git/config",
  "/.env",
  "/package.json",
  "/server/main.ts",
  "/.next/BUILD_ID",
  "/_next/static/",
  "/..%2f..%2fpackage.json",
];
