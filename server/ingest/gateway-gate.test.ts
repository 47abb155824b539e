import { X509Certificate } from "node:crypto";
import { once } from "node:events";
import { request as requestTls, type RequestOptions } from "node:https";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { AuditEvent } from "#models/audit/audit-event";
import { NOBODY, settleForwarding } from "../http/client-address";
import { createRateLimits } from "../http/rate-limits";
import { SERVER_LIMITS, type WebServer, createWebServer } from "../http/web-server";
import { TestAuthority } from "../tls/testing-certificates";
import type {
  CertificateRecognition,
  GatewayDirectory,
  TokenRecognition,
} from "./gateway-directory";
import { type GatewayGate, createGatewayGate } from "./gateway-gate";

const authority = new TestAuthority();
const log = { info() {}, warn() {}, error() {} };
let server: WebServer;
let gate: GatewayGate;
let recorded: AuditEvent[];
const tokens = new Map<string, TokenRecognition>();
const certificates = new Map<string, CertificateRecognition>();
const asked: string[] = [];

const directory: GatewayDirectory = {
  byToken: async (token) => {
    asked.push(token);
    return tokens.get(token) ?? { kind: "unknown" };
  },
  byCertificate: async (sha256) =>
    certificates.get(sha256) ?? { kind: "unknown", isInUse: certificates.size > 0 },
  forget: () => undefined,
};

beforeAll(async () => {
  for (const name of ["web", "one", "two"]) authority.issue(name);
  server = createWebServer({
    listener: (request, response) => {
      settleForwarding(request, { proxies: NOBODY, publicHost: "wards.example" });
      void gate
        .admit(request)
        .then((admitted) =>
          response.end(admitted.ok ? admitted.value.name : `refused: ${admitted.error.reason}`),
        );
    },
    certificates: {
      cert: authority.read("web.crt"),
      key: authority.read("web.key"),
      ca: authority.read("ca.crt"),
    },
    limits: SERVER_LIMITS,
    proxies: NOBODY,
    log,
  });
  server.http.listen(0, "127.0.0.1");
  await once(server.http, "listening");
});
afterAll(async () => {
  server.http.closeAllConnections();
  await new Promise((done) => server.http.close(done));
  authority.remove();
});

beforeEach(() => {
  tokens.clear();
  certificates.clear();
  asked.length = 0;
  recorded = [];
  const rates = {
    REQUESTS_PER_ADDRESS: 1_000,
    REQUESTS_PER_SESSION: 1_000,
    SIGN_INS_PER_ADDRESS: 1_000,
    HANDSHAKES_PER_ADDRESS: 1_000,
    INGEST_PER_GATEWAY: 1_000,
  };
  gate = createGatewayGate({
    directory,
    limits: createRateLimits(rates, () => 0),
    audit: { record: async (...events) => void recorded.push(...events) },
    log,
    now: () => 0,
  });
});

function ask(token: string | undefined, certificate?: "one" | "two"): Promise<string> {
  const options: RequestOptions = {
    port: (server.http.address() as AddressInfo).port,
    host: "127.0.0.1",
    ca: authority.read("ca.crt"),
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    agent: false,
    ...(certificate && {
      cert: authority.read(`${certificate}.crt`),
      key: authority.read(`${certificate}.key`),
    }),
  };
  return new Promise((done, fail) => {
    const request = requestTls(options, (response) => {
      let text = "";
      response.on("data", (chunk: Buffer) => (text += chunk.toString()));
      response.on("end", () => done(text));
    });
    request.once("error", fail);
    request.end();
  });
}

const sha256Of = (name: string) => {
  const pem = new X509Certificate(authority.read(`${name}.crt`));
  return pem.fingerprint256.replaceAll(":", "").toLowerCase();
};
const one = { gatewayId: "1", name: "gateway one" };
const two = { gatewayId: "2", name: "gateway two" };

it("knows a gateway by its token alone when it has no certificate", async () => {
  tokens.set("t1", { kind: "good", gateway: one, certificateSha256: null });
  expect(await ask("t1")).toBe("gateway one");
  expect(await ask("t1", "two")).toBe("gateway one");
});

it("knows a gateway by its certificate alone", async () => {
  certificates.set(sha256Of("one"), { kind: "good", gateway: one });
  expect(await ask(undefined, "one")).toBe("gateway one");
  expect(await ask(undefined, "two")).toBe("refused: certificate-unknown");
  expect(await ask(undefined)).toBe("refused: unauthenticated");
});

it("takes a stolen token from nobody but the gateway whose certificate goes with it", async () => {
  tokens.set("t1", { kind: "good", gateway: one, certificateSha256: sha256Of("one") });
  expect(await ask("t1", "one")).toBe("gateway one");
  expect(await ask("t1", "two")).toBe("refused: certificate-mismatch");
  expect(await ask("t1")).toBe("refused: certificate-needed");
});

it.each([
  ["expired", "refused: token-expired"],
  ["revoked", "refused: token-revoked"],
] as const)("says of a token that is %s that it is", async (kind, expected) => {
  tokens.set("t1", { kind, gateway: one });
  certificates.set(sha256Of("one"), { kind: "good", gateway: one });
  // Its certificate does not save it: whoever sends an ended token is told.
  expect(await ask("t1", "one")).toBe(expected);
  expect(recorded).toMatchObject([
    {
      action: "gateway:refused",
      outcome: "refused",
      actor: { kind: "gateway", name: "gateway one" },
      address: "127.0.0.1",
      details: { reason: `token-${kind}` },
    },
  ]);
});

it("refuses a revoked gateway's certificate", async () => {
  certificates.set(sha256Of("two"), { kind: "revoked", gateway: two });
  expect(await ask(undefined, "two")).toBe("refused: certificate-revoked");
});

it("stops guesses before they cost a question, and lets a gateway at the same address go on", async () => {
  tokens.set("t1", { kind: "good", gateway: one, certificateSha256: null });
  expect(await ask("t1")).toBe("gateway one");
  for (let guess = 0; guess < 60; guess += 1) await ask(`guess-${guess}`);
  asked.length = 0;

  expect(await ask("one-more")).toBe("refused: too-many-requests");
  expect(asked).toEqual([]);
  expect(await ask("t1")).toBe("gateway one");
  // One record for the guesses of a minute, whatever their number, and no token in it.
  expect(recorded).toHaveLength(1);
  expect(JSON.stringify(recorded)).not.toContain("guess-");
});
