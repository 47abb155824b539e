import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { request as requestTls } from "node:https";
import { type AddressInfo, type Socket, connect } from "node:net";
import { connect as connectTls } from "node:tls";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { readCertificates, watchCertificates } from "../tls/certificate-files";
import { clientCertificate } from "../tls/client-certificate";
import { TestAuthority } from "../tls/testing-certificates";
import { NOBODY } from "./client-address";
import { SERVER_LIMITS, type WebServerOptions, createWebServer } from "./web-server";

const authority = new TestAuthority();
const web = authority.issue("web");
afterAll(() => authority.remove());

const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

const log = { info() {}, warn() {}, error() {} };
const IMPATIENT = {
  ...SERVER_LIMITS,
  headersTimeoutMs: 100,
  requestTimeoutMs: 200,
  checkEveryMs: 20,
};

async function serve(options: Partial<WebServerOptions> = {}) {
  const server = createWebServer({
    listener: (request, response) => {
      request.resume();
      request.once("end", () => response.end(clientCertificate(request.socket) ?? "nobody"));
    },
    certificates: undefined,
    limits: SERVER_LIMITS,
    proxies: NOBODY,
    log,
    ...options,
  });
  server.http.listen(0, "127.0.0.1");
  await once(server.http, "listening");
  stops.push(async () => {
    server.http.closeAllConnections();
    await new Promise((done) => server.http.close(done));
  });
  return { ...server, port: (server.http.address() as AddressInfo).port };
}

/** Everything a connection is told until it is closed by the other side. */
async function untilClosed(socket: Socket): Promise<string> {
  let text = "";
  socket.on("data", (chunk: Buffer) => (text += chunk.toString()));
  socket.on("error", () => undefined);
  await new Promise<void>((done) => socket.once("close", () => done()));
  return text;
}

function open(port: number, begin: string): Socket {
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => undefined); // being cut off is what is tested
  socket.write(begin);
  return socket;
}

describe("a caller that takes its time", () => {
  it("is let go in the middle of its headers", async () => {
    const { port } = await serve({ limits: IMPATIENT });
    const socket = open(port, "GET / HTTP/1.1\r\nhost: x\r\n");
    const drip = setInterval(() => socket.write("x-more: 1\r\n"), 30);
    expect(await untilClosed(socket)).toMatch(/^HTTP\/1\.1 408 /);
    clearInterval(drip);
  });

  it("is let go in the middle of its body", async () => {
    const { port } = await serve({ limits: IMPATIENT });
    const socket = open(port, "POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\n\r\n");
    const drip = setInterval(() => socket.write("x"), 30);
    expect(await untilClosed(socket)).toMatch(/^HTTP\/1\.1 408 /);
    clearInterval(drip);
  });

  it("does not keep others from being answered", async () => {
    const { port } = await serve({ limits: IMPATIENT });
    const slow = Array.from({ length: 50 }, () => open(port, "GET / HTTP/1.1\r\nhost: x\r\n"));
    expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe("nobody");
    await Promise.all(slow.map(untilClosed));
  });
});

it("refuses headers that are too long", async () => {
  const { port } = await serve();
  const socket = open(port, `GET / HTTP/1.1\r\nhost: x\r\nx: ${"y".repeat(20_000)}\r\n\r\n`);
  expect(await untilClosed(socket)).toMatch(/^HTTP\/1\.1 431 /);
});

it.each([
  ["two lengths", "content-length: 3\r\ncontent-length: 4\r\n"],
  ["a length and pieces", "content-length: 3\r\ntransfer-encoding: chunked\r\n"],
  ["a length that is none", "content-length: +3\r\n"],
  ["pieces under another name", "transfer-encoding: xchunked\r\n"],
])("refuses a request of which it is not certain where it ends: %s", async (_what, lines) => {
  const { port } = await serve();
  const socket = open(port, `POST / HTTP/1.1\r\nhost: x\r\n${lines}\r\nabcd`);
  expect(await untilClosed(socket)).toMatch(/^HTTP\/1\.1 400 /);
});

it("closes the connections of one address beyond its share, and no others", async () => {
  const { port } = await serve({ limits: { ...SERVER_LIMITS, connectionsPerAddress: 3 } });
  const kept = Array.from({ length: 3 }, () => open(port, ""));
  await Promise.all(kept.map((socket) => once(socket, "connect")));
  expect(await untilClosed(open(port, "GET / HTTP/1.1\r\nhost: x\r\n\r\n"))).toBe("");

  kept[0]?.destroy();
  await expect
    .poll(() => untilClosed(open(port, "GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n")))
    .toMatch(/^HTTP\/1\.1 200 /);
  for (const socket of kept) socket.destroy();
});

describe("with certificates", () => {
  const certificates = { cert: authority.read("web.crt"), key: authority.read("web.key") };
  const ca = authority.read("ca.crt");

  const shake = (port: number, options: object) => {
    const socket = connectTls({ port, host: "127.0.0.1", ca, ...options });
    return new Promise<string>((done, fail) => {
      socket.once("secureConnect", () =>
        done(`${socket.getProtocol()} ${socket.getCipher().name}`),
      );
      socket.once("error", fail);
    }).finally(() => socket.destroy());
  };

  it("speaks TLS 1.3, and 1.2 with forward secrecy, and nothing older or weaker", async () => {
    const { port } = await serve({ certificates });
    expect(await shake(port, {})).toMatch(/^TLSv1\.3 /);
    expect(await shake(port, { maxVersion: "TLSv1.2" })).toMatch(/^TLSv1\.2 ECDHE-ECDSA-/);
    const old = { minVersion: "TLSv1", maxVersion: "TLSv1.1", ciphers: "DEFAULT:@SECLEVEL=0" };
    await expect(shake(port, old)).rejects.toThrow();
    const weak = { maxVersion: "TLSv1.2", ciphers: "ECDHE-ECDSA-AES128-SHA:@SECLEVEL=0" };
    await expect(shake(port, weak)).rejects.toThrow();
  });

  it("takes renewed files without a restart, and keeps the old ones while the new are no use", async () => {
    const files = {
      cert: ["TLS_CERT_FILE", web.certFile],
      key: ["TLS_KEY_FILE", web.keyFile],
    } as const;
    const { port, renew } = await serve({ certificates });
    const complaints: string[] = [];
    const watched = watchCertificates({
      read: () => readCertificates(files, { isKeyGuarded: false }),
      current: certificates,
      onRenewed: renew,
      log: { ...log, warn: (_, message) => void complaints.push(message) },
      everyMs: 10,
    });
    const servedName = async () => {
      const socket = connectTls({ port, host: "127.0.0.1", ca });
      await once(socket, "secureConnect");
      const { subject } = socket.getPeerCertificate();
      socket.destroy();
      return subject.CN;
    };

    const renewed = authority.issue("renewed");
    writeFileSync(web.certFile, authority.read("renewed.crt"));
    await expect.poll(() => complaints.length).toBeGreaterThan(0);
    expect(await servedName()).toBe("web");

    writeFileSync(web.keyFile, authority.read("renewed.key"));
    await expect.poll(servedName).toBe("renewed");
    expect(renewed.certFile).toContain("renewed");
    // The same complaint again and again is one complaint.
    expect(complaints).toHaveLength(1);
    watched.stop();
  });

  it("knows a client by a certificate of the authority, and lets others in as nobody", async () => {
    const stranger = new TestAuthority();
    stranger.issue("stranger");
    authority.issue("gateway");
    const { port } = await serve({ certificates: { ...certificates, ca } });
    const whoAmI = (identity: object) =>
      new Promise<string>((done, fail) => {
        const request = requestTls({ port, host: "127.0.0.1", ca, ...identity }, (response) => {
          let text = "";
          response.on("data", (chunk: Buffer) => (text += chunk.toString()));
          response.on("end", () => done(text));
        });
        request.once("error", fail);
        request.end();
      });

    expect(await whoAmI({})).toBe("nobody");
    expect(
      await whoAmI({ cert: authority.read("gateway.crt"), key: authority.read("gateway.key") }),
    ).toMatch(/^[0-9a-f]{64}$/);
    expect(
      await whoAmI({ cert: stranger.read("stranger.crt"), key: stranger.read("stranger.key") }),
    ).toBe("nobody");
    stranger.remove();
  });
});

describe("certificate files", () => {
  const named = (cert: string, key: string) =>
    ({ cert: ["TLS_CERT_FILE", cert], key: ["TLS_KEY_FILE", key] }) as const;

  it("must go together", async () => {
    const other = authority.issue("other");
    await expect(
      readCertificates(named(authority.caFile, other.keyFile), { isKeyGuarded: false }),
    ).rejects.toThrow(/^TLS_CERT_FILE .* do not go together/);
  });

  it("must be there", async () => {
    await expect(
      readCertificates(named("/nowhere.crt", web.keyFile), { isKeyGuarded: false }),
    ).rejects.toThrow(/^TLS_CERT_FILE \/nowhere\.crt is not there/);
  });
});
