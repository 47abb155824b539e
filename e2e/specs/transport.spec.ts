import { connect as connectTls } from "node:tls";
import { io } from "socket.io-client";
import { test as base, expect } from "@playwright/test";
import { TestAuthority } from "../../server/tls/testing-certificates";
import { WELL } from "../fixtures/bedside-gateway";
import { Hospital } from "../fixtures/hospital";
import { addressOf, Staff } from "../fixtures/staff";
import { BoardPage } from "../pages/board-page";
import { SignInPage } from "../pages/sign-in-page";

/** A hospital whose server encrypts by itself, with a certificate of its own authority. */
const test = base.extend<{ staff: Staff }, { authority: TestAuthority; hospital: Hospital }>({
  authority: [
    async ({}, use) => {
      const authority = new TestAuthority();
      await use(authority);
      authority.remove();
    },
    { scope: "worker" },
  ],
  hospital: [
    async ({ authority }, use) => {
      const { certFile, keyFile } = authority.issue("wards");
      const hospital = await Hospital.open({ TLS_CERT_FILE: certFile, TLS_KEY_FILE: keyFile });
      await use(hospital);
      await hospital.close();
    },
    { scope: "worker", timeout: 90_000 },
  ],
  baseURL: ({ hospital }, use) => use(hospital.url),
  ignoreHTTPSErrors: true,
  staff: async ({ hospital, browser }, use) => {
    await use(new Staff(hospital, browser));
  },
});

test("pages and sockets are encrypted by the server itself", async ({ page, hospital, staff }) => {
  const patient = await hospital.bedside.admit("SDU", "03", "Encrypted");
  const stopStream = patient.stream(() => WELL);
  const sockets: string[] = [];
  page.on("websocket", (socket) => sockets.push(socket.url()));
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });

  await test.step("somebody signs in and sees the board live", async () => {
    const signIn = new SignInPage(page);
    await page.goto("/icu");
    await signIn.submit(addressOf("nurse.sdu"), staff.password("nurse.sdu"));
    await signIn.submitCode(await staff.code("nurse.sdu"));
    const board = new BoardPage(page);
    await expect(board.heading).toHaveText("Step-down");
    await expect(board.connection("Live")).toBeAttached();
    await expect(board.bed("03").card).toContainText("Encrypted");
  });

  await test.step("over wss:", async () => {
    expect(sockets.length).toBeGreaterThan(0);
    for (const url of sockets) expect(url).toMatch(/^wss:/);
    expect(complaints).toEqual([]);
  });

  await test.step("with cookies that only this host can set and no script can read", async () => {
    const cookies = await page.context().cookies();
    expect(cookies.map(({ name }) => name).sort()).toEqual([
      "__Host-next-auth.callback-url",
      "__Host-next-auth.csrf-token",
      "__Host-next-auth.session-token",
    ]);
    for (const { name, secure, httpOnly, sameSite } of cookies)
      expect({ secure, httpOnly, sameSite }).toEqual({
        secure: true,
        httpOnly: true,
        sameSite: name.includes("csrf") ? "Strict" : "Lax",
      });
    expect(await page.evaluate(() => document.cookie)).toBe("");
  });

  await test.step("whatever is loaded insecurely is upgraded", async () => {
    const policy = (await page.goto("/icu"))?.headers()["content-security-policy"];
    expect(policy).toContain("upgrade-insecure-requests");
    expect(policy).toContain(` wss://${new URL(hospital.url).host}`);
  });

  await test.step("signing out ends it", async () => {
    await new BoardPage(page).signOut();
    await expect(page.getByText("You have signed out.")).toBeVisible();
  });
  stopStream();
});

test("nothing older than TLS 1.2 is spoken, and no plain text", async ({ hospital }) => {
  const { port } = new URL(hospital.url);
  const protocol = (options: object) =>
    new Promise<string>((done) => {
      const socket = connectTls({ port: Number(port), rejectUnauthorized: false, ...options });
      socket.once("secureConnect", () => done(socket.getProtocol() ?? "none"));
      socket.once("error", () => done("refused"));
    });
  expect(await protocol({})).toBe("TLSv1.3");
  expect(await protocol({ maxVersion: "TLSv1.2" })).toBe("TLSv1.2");
  const old = { minVersion: "TLSv1", maxVersion: "TLSv1.1", ciphers: "DEFAULT:@SECLEVEL=0" };
  expect(await protocol(old)).toBe("refused");
  const plain = await fetch(hospital.url.replace("https:", "http:")).catch(() => undefined);
  expect(plain?.ok ?? false).toBe(false);
});

test("a socket of a page without encryption is a foreign one", async ({ hospital, staff }) => {
  const page = await staff.signIn("nurse.sdu");
  const cookies = await page.context().cookies();
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  const outcome = (origin: string) =>
    new Promise<string>((done) => {
      const socket = io(hospital.url, {
        transports: ["websocket"],
        reconnection: false,
        forceNew: true,
        rejectUnauthorized: false,
        extraHeaders: { cookie, origin },
      });
      socket.once("connect", () => done("connected"));
      socket.once("connect_error", () => done("refused"));
      socket.once("connect", () => socket.close());
    });
  expect(await outcome(hospital.url)).toBe("connected");
  expect(await outcome(hospital.url.replace("https:", "http:"))).toBe("refused");
  expect(await outcome("https://localhost")).toBe("refused");
});
