import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, it } from "vitest";
import type { Readiness } from "./health";
import { type Routes, createRouter } from "./router";

let server: Server;
afterEach(() => new Promise((done) => server.close(done)));

const everythingUp: Readiness = {
  database: { status: "up" },
  scoring: { status: "up" },
  hl7Listener: { status: "up" },
  web: { status: "up" },
  downtimeReport: { status: "up" },
};

async function serve(changes: Partial<Routes> = {}) {
  const logged: string[] = [];
  const log = { info() {}, warn() {}, error: (_: object, message: string) => logged.push(message) };
  const routes: Routes = {
    readiness: () => everythingUp,
    ingestVitals: async (_, response) => void response.end("stored"),
    policyReports: async (_, response) => void response.end("noted"),
    pairWall: async (_, response) => void response.end("paired"),
    calendar: async (_, response) => void response.end("calendar"),
    pages: async (_, response) => void response.end("page"),
    ...changes,
  };
  server = createServer(createRouter(routes, log));
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  const get = (path: string, init?: RequestInit) => fetch(`http://127.0.0.1:${port}${path}`, init);
  return { get, logged };
}

it("says that the process lives", async () => {
  const { get } = await serve();
  const answer = await get("/api/health");
  expect(answer.status).toBe(200);
  expect(await answer.json()).toMatchObject({ status: "alive" });
});

it("is ready when every part is", async () => {
  const { get } = await serve();
  const answer = await get("/api/ready");
  expect(answer.status).toBe(200);
  expect(await answer.json()).toEqual({ status: "ready", parts: everythingUp });
});

it("is not ready when one part is down, and names it", async () => {
  const parts: Readiness = { ...everythingUp, scoring: { status: "down", detail: "no weights" } };
  const { get } = await serve({ readiness: () => parts });
  const answer = await get("/api/ready?verbose");
  expect(answer.status).toBe(503);
  expect(await answer.json()).toEqual({ status: "not-ready", parts });
});

it("stays ready when one part is degraded, and names it", async () => {
  const parts: Readiness = { ...everythingUp, downtimeReport: { status: "degraded" } };
  const { get } = await serve({ readiness: () => parts });
  const answer = await get("/api/ready");
  expect(answer.status).toBe(200);
  expect(await answer.json()).toEqual({ status: "ready", parts });
});

it("refuses another method and says which is allowed", async () => {
  const { get } = await serve();
  const answer = await get("/api/ingest/vitals");
  expect(answer.status).toBe(405);
  expect(answer.headers.get("allow")).toBe("POST");
});

it("leaves every other path to the pages", async () => {
  const { get } = await serve();
  expect(await (await get("/icu?unit=MICU")).text()).toBe("page");
});

it("answers unavailable when a handler breaks, and logs it once", async () => {
  const { get, logged } = await serve({ pages: () => Promise.reject(new Error("broken")) });
  const answer = await get("/icu");
  expect(answer.status).toBe(503);
  expect(logged).toEqual(["http request failed"]);
});
