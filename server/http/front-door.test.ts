import { type IncomingMessage, type RequestListener, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { connect } from "node:net";
import type { Duplex } from "node:stream";
import { afterEach, describe, expect, it } from "vitest";
import { clientAddress, NOBODY, parseAddressList } from "./client-address";
import { type FrontDoorOptions, guardFrontDoor } from "./front-door";
import { createRateLimits } from "./rate-limits";

const GENEROUS = {
  REQUESTS_PER_ADDRESS: 1_000,
  REQUESTS_PER_SESSION: 1_000,
  SIGN_INS_PER_ADDRESS: 1_000,
  HANDSHAKES_PER_ADDRESS: 1_000,
  INGEST_PER_GATEWAY: 1_000,
};

const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

interface Changes extends Partial<Omit<FrontDoorOptions, "limits">> {
  rates?: Partial<typeof GENEROUS>;
  /** What stands behind the door. */
  behind?: RequestListener;
}

async function serve({ rates, behind, ...changes }: Changes = {}) {
  const seen: IncomingMessage[] = [];
  const upgraded: Duplex[] = [];
  const warned: object[] = [];
  const limited: object[] = [];
  const http = createServer((request, response) => {
    seen.push(request);
    if (behind) behind(request, response);
    else response.end("page");
  });
  // As the sockets' library does: it listens beside the pages.
  http.on("upgrade", (request, socket) => {
    seen.push(request);
    upgraded.push(socket.resume().once("end", () => socket.end()));
    socket.write("HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\n\r\n");
  });
  guardFrontDoor({
    http,
    proxies: NOBODY,
    isProxyRequired: false,
    publicUrl: new URL("https://wards.example"),
    ownOrigins: ["https://wards.example"],
    limits: createRateLimits({ ...GENEROUS, ...rates }, () => 0),
    socketsPerAddress: 100,
    log: { info() {}, warn: (fields) => void warned.push(fields), error() {} },
    now: () => 0,
    onLimited: (event) => void limited.push(event),
    ...changes,
  });
  await new Promise<void>((done) => http.listen(0, "127.0.0.1", done));
  const { port } = http.address() as AddressInfo;
  stops.push(async () => {
    http.closeAllConnections();
    for (const socket of upgraded) socket.destroy();
    await new Promise((done) => http.close(done));
  });
  const ask = (path: string, init?: RequestInit) => fetch(`http://127.0.0.1:${port}${path}`, init);
  const ours = { origin: "https://wards.example" };
  const send = (path: string, headers: Record<string, string> = ours, body = "x=1") =>
    ask(path, { method: "POST", headers, body });
  return { ask, send, port, seen, warned, limited };
}

/** The first line of what a bare connection is answered, after it has written this. */
function answerTo(port: number, text: string): Promise<{ text: string; close(): void }> {
  return new Promise((done, fail) => {
    const socket = connect(port, "127.0.0.1", () => socket.write(text));
    socket.once("error", fail);
    socket.once("data", (chunk) =>
      done({ text: chunk.toString(), close: () => void socket.destroy() }),
    );
  });
}

const handshake = "GET /socket.io/?transport=websocket HTTP/1.1\r\nhost: x\r\n";
const UPGRADE = `${handshake}connection: upgrade\r\nupgrade: websocket\r\n\r\n`;

describe("every answer", () => {
  it.each(["/icu", "/api/session", "/_next/static/a.js"])("to %s has the headers", async (path) => {
    const { ask } = await serve();
    const { headers } = await ask(path);
    expect(Object.fromEntries(headers)).toMatchObject({
      "strict-transport-security": "max-age=63072000; includeSubDomains",
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "referrer-policy": "same-origin",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
      "cross-origin-embedder-policy": "require-corp",
    });
    expect(headers.get("permissions-policy")).toContain("publickey-credentials-get=(self)");
    expect(headers.get("permissions-policy")).toContain("camera=()");
    expect(headers.get("cache-control")).toBe(path.startsWith("/_next") ? null : "no-store");
  });

  it.each([
    ["/api/session", "default-src 'none'; frame-ancestors 'none'"],
    ["/icu", null], // the pages' own stands in its place
  ])("to %s has the policy %s", async (path, policy) => {
    const { ask } = await serve();
    expect((await ask(path)).headers.get("content-security-policy")).toBe(policy);
  });

  it("lets no other site read it, whatever that asks for", async () => {
    const { ask } = await serve();
    const origin = "https://evil.test";
    const preflight = { "access-control-request-method": "POST", origin };
    for (const path of ["/icu", "/api/session", "/_next/static/a.js"])
      for (const init of [
        { headers: { origin } },
        { method: "OPTIONS", headers: preflight },
        { method: "POST", headers: { origin }, body: "x=1" },
      ]) {
        const names = [...(await ask(path, init)).headers.keys()];
        expect(names.filter((name) => name.startsWith("access-control"))).toEqual([]);
      }
  });

  it("pins nobody to encryption where there is none, or on a developer's machine", async () => {
    for (const url of ["http://wards.example", "https://localhost:3000", "https://127.0.0.1"]) {
      const { ask } = await serve({ publicUrl: new URL(url) });
      expect((await ask("/")).headers.get("strict-transport-security")).toBeNull();
    }
  });

  it("has them when it is a refusal too", async () => {
    const { send } = await serve();
    const refused = await send("/icu", {});
    expect(refused.status).toBe(403);
    expect(refused.headers.get("x-frame-options")).toBe("DENY");
  });
});

describe("a request that may change something", () => {
  it.each([
    ["a page of ours", { origin: "https://wards.example" }, 200],
    ["a page of ours that sends no origin", { "sec-fetch-site": "same-origin" }, 200],
    ["another site", { origin: "https://evil.test" }, 403],
    ["a sub-domain", { origin: "https://evil.wards.example" }, 403],
    ["another port", { origin: "https://wards.example:8443" }, 403],
    ["the same host without encryption", { origin: "http://wards.example" }, 403],
    ["a frame without an origin", { origin: "null" }, 403],
    ["nobody who says", {}, 403],
    [
      "another site that forwards its own host",
      { origin: "https://evil.test", "x-forwarded-host": "evil.test", forwarded: "host=evil.test" },
      403,
    ],
  ])("from %s", async (_who, headers, status) => {
    const { send, seen } = await serve();
    expect((await send("/api/session/touch", headers)).status).toBe(status);
    expect(seen).toHaveLength(status === 200 ? 1 : 0);
  });

  it.each(["PUT", "PATCH", "DELETE"])("by %s is judged alike", async (method) => {
    const { ask } = await serve();
    expect((await ask("/icu", { method })).status).toBe(403);
  });

  it("is judged by the configuration behind a proxy too, which may forward any host", async () => {
    const { send } = await serve({ proxies: parseAddressList("127.0.0.1") });
    const headers = { origin: "https://evil.test", "x-forwarded-host": "evil.test" };
    expect((await send("/icu", headers)).status).toBe(403);
  });

  it("comes from a gateway or a browser's report without an origin", async () => {
    const { send } = await serve();
    expect((await send("/api/ingest/vitals", {})).status).toBe(200);
    expect((await send("/api/csp-report", {})).status).toBe(200);
  });
});

it("answers no method that it does not know", async () => {
  const { port } = await serve();
  const answer = await answerTo(port, "TRACE / HTTP/1.1\r\nhost: x\r\n\r\n");
  expect(answer.text).toMatch(/^HTTP\/1\.1 405 /);
});

describe("where a request comes from", () => {
  it("is what its connection says, whatever it claims", async () => {
    const { ask, seen } = await serve();
    await ask("/", { headers: { "x-forwarded-for": "9.9.9.9", "x-wardcast-address": "9.9.9.9" } });
    expect(seen.map(clientAddress)).toEqual(["127.0.0.1"]);
  });

  it("is what a proxy of ours says", async () => {
    const { ask, seen } = await serve({ proxies: parseAddressList("127.0.0.1") });
    await ask("/", { headers: { "x-forwarded-for": "9.9.9.9, 203.0.113.9" } });
    expect(seen.map(clientAddress)).toEqual(["203.0.113.9"]);
  });
});

describe("a call of an action", () => {
  const ID = "40".padEnd(42, "a");
  const headers = (changes: Record<string, string> = {}) => ({
    origin: "https://wards.example",
    "next-action": ID,
    "content-type": "text/plain;charset=UTF-8",
    ...changes,
  });
  const echo: RequestListener = (request, response) => void request.pipe(response);

  it.each([
    "[]",
    '[{"record":"4711","at":"$D2026-03-01T08:00:00.000Z"}]',
    '["$undefined",null,"$$escaped",-1.5]',
  ])("is handed on as it came: %s", async (body) => {
    const { send } = await serve({ behind: echo });
    const answer = await send("/icu", headers(), body);
    expect(answer.status).toBe(200);
    expect(await answer.text()).toBe(body);
  });

  it("is handed on whole when it comes in many pieces", async () => {
    const { send } = await serve({ behind: echo });
    const body = JSON.stringify([Array.from({ length: 9_000 }, (_, index) => `id ${index}`)]);
    expect(await (await send("/icu", headers(), body)).text()).toBe(body);
  });

  it.each([
    ["nothing", ""],
    ["half of it", '[{"record":'],
    ["no list", '{"record":"4711"}'],
    ["a bare value", "null"],
    ["a nest", `${"[".repeat(40)}${"]".repeat(40)}`],
    ["a part that is not there", '["$1"]'],
    ["a reference deep within", '[{"a":[{"b":"$Q7"}]}]'],
    ["a function", '["$F1"]'],
    ["a form", "x=1"],
  ])("with arguments that are %s is refused and goes no further", async (_what, body) => {
    const { send, seen } = await serve();
    expect((await send("/icu", headers(), body)).status).toBe(400);
    expect(seen).toHaveLength(0);
  });

  it.each(["", "x", ID.slice(1), `${ID}0`, ID.toUpperCase(), `${ID.slice(1)}/`, `${ID}, ${ID}`])(
    "with the id %j is of no action",
    async (id) => {
      const { send, seen } = await serve();
      expect((await send("/icu", headers({ "next-action": id }), "[]")).status).toBe(404);
      expect(seen).toHaveLength(0);
    },
  );

  it.each(["multipart/form-data", "multipart/form-data; boundary=x", "application/json", ""])(
    "of the type %j is refused",
    async (type) => {
      const { send, seen } = await serve();
      expect((await send("/icu", headers({ "content-type": type }), "[]")).status).toBe(415);
      expect(seen).toHaveLength(0);
    },
  );

  it.each(["multipart/form-data", "application/x-www-form-urlencoded; charset=utf-8"])(
    "is not made by a form of the type %j without an id",
    async (type) => {
      const { send, seen } = await serve();
      const form = { origin: "https://wards.example", "content-type": type };
      expect((await send("/icu", form)).status).toBe(415);
      expect((await send("/api/auth/signout", form)).status).toBe(200);
      expect(seen).toHaveLength(1);
    },
  );

  it("may not grow too long while it is held", async () => {
    const { port, seen } = await serve();
    const lines = Object.entries(headers()).map(([name, value]) => `${name}: ${value}`);
    const chunk = `10000\r\n${"[".repeat(65_536)}\r\n`;
    const { text } = await answerTo(
      port,
      `POST /icu HTTP/1.1\r\nhost: x\r\n${lines.join("\r\n")}\r\ntransfer-encoding: chunked\r\n\r\n${chunk.repeat(6)}`,
    );
    expect(text).toMatch(/^HTTP\/1\.1 413 /);
    expect(seen).toHaveLength(0);
  });
});

describe("limits", () => {
  it("refuse whoever asks too often, in words, and say when to come again", async () => {
    const { ask, warned, limited } = await serve({ rates: { REQUESTS_PER_ADDRESS: 1 } });
    const answers = await Promise.all(Array.from({ length: 12 }, () => ask("/icu")));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(10);

    const refused = answers.find(({ status }) => status === 429);
    expect(refused?.headers.get("retry-after")).toBe("1");
    expect(await refused?.text()).toBe(
      "Too many requests in a short time. Try again in a second.\n",
    );
    // Told once, not for every request: a flood must not become a flood of log lines.
    expect(warned).toEqual([{ address: "127.0.0.1", limit: "requests" }]);
    expect(limited).toHaveLength(1);
  });

  it("answer programs with a code", async () => {
    const { ask } = await serve({ rates: { REQUESTS_PER_ADDRESS: 1 } });
    const answers = await Promise.all(Array.from({ length: 11 }, () => ask("/api/session")));
    const refused = answers.find(({ status }) => status === 429);
    expect(await refused?.json()).toMatchObject({ error: "too-many-requests" });
  });

  it("count each client behind a proxy for itself", async () => {
    const { ask } = await serve({
      proxies: parseAddressList("127.0.0.1"),
      rates: { REQUESTS_PER_ADDRESS: 1 },
    });
    const from = (address: string) => ask("/icu", { headers: { "x-forwarded-for": address } });
    for (let count = 0; count < 10; count += 1) await from("203.0.113.1");
    expect((await from("203.0.113.1")).status).toBe(429);
    expect((await from("203.0.113.2")).status).toBe(200);
  });

  it("are stricter for signing in, and let the rest go on", async () => {
    const { ask, send } = await serve({ rates: { SIGN_INS_PER_ADDRESS: 2 } });
    const attempt = () => send("/api/auth/callback/credentials");
    expect((await attempt()).status).toBe(200);
    expect((await attempt()).status).toBe(200);

    const refused = await attempt();
    expect(refused.status).toBe(429);
    expect(await refused.json()).toMatchObject({
      error: "too-many-requests",
      url: "https://wards.example/sign-in?error=too-many-requests",
    });
    expect((await ask("/sign-in")).status).toBe(200);
    expect((await send("/api/auth/signout")).status).toBe(200);
  });

  it("are strict for pairing a screen, right or wrong, and let the rest go on", async () => {
    const { send } = await serve();
    const attempts: number[] = [];
    for (let attempt = 0; attempt < 11; attempt += 1)
      attempts.push((await send("/api/wall/pair", undefined, "{}")).status);
    expect(attempts).toEqual([...Array.from({ length: 10 }, () => 200), 429]);
    expect((await send("/api/auth/signout")).status).toBe(200);
  });

  it("count a session wherever it comes from", async () => {
    const { ask } = await serve({
      proxies: parseAddressList("127.0.0.1"),
      rates: { REQUESTS_PER_SESSION: 1 },
    });
    const as = (session: string, address: string) =>
      ask("/icu", {
        headers: {
          cookie: `__Host-next-auth.session-token=${session}`,
          "x-forwarded-for": address,
        },
      });
    for (let count = 0; count < 10; count += 1) await as("one", `203.0.113.${count}`);
    expect((await as("one", "203.0.113.99")).status).toBe(429);
    expect((await as("two", "203.0.113.99")).status).toBe(200);
  });

  it("leave built files alone: a page is made of many", async () => {
    const { ask } = await serve({ rates: { REQUESTS_PER_ADDRESS: 1 } });
    const answers = await Promise.all(
      Array.from({ length: 40 }, () => ask("/_next/static/chunks/a.js")),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  });

  it("refuse a body that is too long by its own word", async () => {
    const { send, seen } = await serve();
    const refused = await send("/icu", { origin: "https://wards.example" }, "x".repeat(300_000));
    expect(refused.status).toBe(413);
    expect(seen).toHaveLength(0);
  });

  it("stop a body that grows too long without a word", async () => {
    const read: number[] = [];
    const { port } = await serve({
      behind: (request) => void request.on("data", (chunk: Buffer) => read.push(chunk.length)),
    });
    const chunk = `10000\r\n${"x".repeat(65_536)}\r\n`;
    const { text } = await answerTo(
      port,
      `POST /icu HTTP/1.1\r\nhost: x\r\norigin: https://wards.example\r\ntransfer-encoding: chunked\r\n\r\n${chunk.repeat(6)}`,
    );
    expect(text).toMatch(/^HTTP\/1\.1 413 /);
    expect(read.reduce((sum, length) => sum + length, 0)).toBeLessThanOrEqual(262_144);
  });

  it("refuse more sockets than an address may have, until one closes", async () => {
    const { port, limited } = await serve({ socketsPerAddress: 2 });
    const first = await answerTo(port, UPGRADE);
    const second = await answerTo(port, UPGRADE);
    expect([first.text, second.text]).toEqual([
      expect.stringMatching(/^HTTP\/1\.1 101 /),
      expect.stringMatching(/^HTTP\/1\.1 101 /),
    ]);
    const third = await answerTo(port, UPGRADE);
    expect(third.text).toMatch(/^HTTP\/1\.1 429 /);
    expect(third.text).toMatch(/retry-after: 60/);
    expect(limited).toEqual([{ address: "127.0.0.1", limit: "sockets" }]);

    first.close();
    await expect.poll(async () => (await answerTo(port, UPGRADE)).text).toMatch(/^HTTP\/1\.1 101 /);
  });

  it("refuse handshakes that come too fast", async () => {
    const { port } = await serve({ rates: { HANDSHAKES_PER_ADDRESS: 1 } });
    const answers = [];
    for (let count = 0; count < 11; count += 1) answers.push(await answerTo(port, UPGRADE));
    expect(answers.at(-1)?.text).toMatch(/^HTTP\/1\.1 429 /);
  });
});

it("has sockets at one address alone", async () => {
  const { port, seen } = await serve();
  const answer = await answerTo(port, UPGRADE.replace("/socket.io/", "/elsewhere"));
  expect(answer.text).toMatch(/^HTTP\/1\.1 404 /);
  expect(seen).toHaveLength(0);
});

it("lets this machine ask for its own pages where only a proxy may come in", async () => {
  const { ask } = await serve({
    isProxyRequired: true,
    proxies: parseAddressList("203.0.113.1"),
  });
  expect((await ask("/icu")).status).toBe(200);
});
