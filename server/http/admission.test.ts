import type { IncomingMessage } from "node:http";
import { expect, it } from "vitest";
import { createAdmission } from "./admission";
import { parseAddressList, settleForwarding } from "./client-address";
import { createRateLimits } from "./rate-limits";

const proxies = parseAddressList("10.0.0.7");
const admission = createAdmission({
  proxies,
  isProxyRequired: true,
  publicUrl: new URL("https://wards.example"),
  ownOrigins: ["https://wards.example"],
  limits: createRateLimits(
    {
      REQUESTS_PER_ADDRESS: 100,
      REQUESTS_PER_SESSION: 100,
      SIGN_INS_PER_ADDRESS: 100,
      HANDSHAKES_PER_ADDRESS: 100,
      INGEST_PER_GATEWAY: 100,
    },
    () => 0,
  ),
  log: { info() {}, warn() {}, error() {} },
  now: () => 0,
});

/** As much of a request as is looked at. */
function requestFrom(
  remoteAddress: string,
  url: string,
  headers: Record<string, string> = {},
): IncomingMessage {
  const socket = { remoteAddress, localAddress: "10.0.0.2" };
  const request = { method: "GET", url, headers: { host: "wards.example", ...headers }, socket };
  settleForwarding(request, { proxies, publicHost: "wards.example" });
  return request as unknown as IncomingMessage;
}

// The proxy encrypts: whoever goes round it would sign in, and read, in the clear.
it.each([
  ["the proxy", "10.0.0.7", "/icu", true],
  ["this machine", "127.0.0.1", "/icu", true],
  ["this machine under its own address", "10.0.0.2", "/icu", true],
  ["somebody who goes round the proxy", "10.0.0.99", "/icu", false],
  ["a gateway that goes round the proxy", "10.0.0.99", "/api/ingest/vitals", false],
  ["a probe of the orchestrator", "10.0.0.99", "/api/health", true],
  ["a probe of the orchestrator", "10.0.0.99", "/api/ready", true],
])("where a proxy encrypts, %s (%s) may ask for %s: %s", (_who, address, path, isAdmitted) => {
  const refusal = admission.refuseRequest(requestFrom(address, path), path);
  expect(refusal === undefined).toBe(isAdmitted);
});

it("where a proxy encrypts, nobody opens a socket round it", () => {
  const url = "/socket.io/?transport=websocket";
  expect(admission.refuseUpgrade(requestFrom("10.0.0.99", url))).toMatchObject({ status: 403 });
  expect(admission.refuseUpgrade(requestFrom("10.0.0.7", url))).toBeUndefined();
});

it.each([
  "/patients/%",
  "/patients/%u0000",
  "/icu/%ED%A0%80",
  "/icu/%C3",
  "/patients/a%00b",
  "/icu?unit=%00",
])("takes no address that nobody can read: %s", (path) => {
  expect(
    admission.refuseRequest(requestFrom("127.0.0.1", path), path.split("?", 1)[0] ?? ""),
  ).toMatchObject({
    status: 400,
  });
});

const withRouterState = (state: string) =>
  admission.refuseRequest(
    requestFrom("127.0.0.1", "/icu", { "next-router-state-tree": state }),
    "/icu",
  );
const nested = (levels: number) => "[".repeat(levels) + "]".repeat(levels);

it.each([
  encodeURIComponent('["",{"children":["(dashboard)",{"children":["icu",{}]}]},null,null,true]'),
  '["",{}]',
  encodeURIComponent(nested(20)),
])("takes the pages' own account of where they are: %s", (state) => {
  expect(withRouterState(state)).toBeUndefined();
});

it.each([
  ["nothing", ""],
  ["what does not decode", "%"],
  ["half an encoded sign", "%5B%C3%5D"],
  ["no JSON", "icu"],
  ["half of it", "%5B%22"],
  ["no list", encodeURIComponent('{"children":[]}')],
  ["a bare value", "null"],
  ["a nest", nested(65)],
  ["a nest too deep to walk", encodeURIComponent(nested(1_300))],
  ["objects too deep", `[${'{"a":'.repeat(70)}1${"}".repeat(70)}]`],
  ["far too long", `["${"a".repeat(8_200)}"]`],
])("takes no other account of where a page is: %s", (_what, state) => {
  expect(withRouterState(state)).toMatchObject({ status: 400 });
});
