import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createPolicyReportHandler } from "./policy-report";

let server: Server;
let logged: object[];
beforeEach(async () => {
  logged = [];
  const log = { info() {}, warn: (fields: object) => void logged.push(fields), error() {} };
  const handle = createPolicyReportHandler(log);
  server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
});
afterEach(() => new Promise((done) => server.close(done)));

const post = async (body: string) => {
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/api/csp-report`;
  return (await fetch(url, { method: "POST", body })).status;
};

it("logs a report of the older kind, without queries", async () => {
  const report = {
    "effective-directive": "script-src-elem",
    "blocked-uri": "https://elsewhere.example/x.js?token=abc",
    "document-uri": "https://wards.example/icu?patient=Doe",
    "source-file": "inline",
    "line-number": 7,
  };
  expect(await post(JSON.stringify({ "csp-report": report }))).toBe(204);
  expect(logged).toEqual([
    {
      directive: "script-src-elem",
      blocked: "https://elsewhere.example/x.js",
      page: "https://wards.example/icu",
      source: "inline",
      line: 7,
    },
  ]);
});

it("logs reports of the newer kind, and of the policy alone", async () => {
  const body = { effectiveDirective: "connect-src", blockedURL: "data:text/plain,secret" };
  const batch = [
    { type: "csp-violation", body },
    { type: "deprecation", body: {} },
  ];
  expect(await post(JSON.stringify(batch))).toBe(204);
  expect(logged).toMatchObject([{ directive: "connect-src", blocked: "data:" }]);
});

it.each([
  ["nothing", "", 400],
  ["no report", "{}", 400],
  ["too many at once", JSON.stringify(Array(21).fill({ type: "csp-violation", body: {} })), 400],
  ["something deep", "[".repeat(1_000), 400],
  ["something long", "x".repeat(20_000), 413],
])("refuses %s", async (_what, body, status) => {
  expect(await post(body)).toBe(status);
  expect(logged).toEqual([]);
});
