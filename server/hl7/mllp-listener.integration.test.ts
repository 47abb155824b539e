import { X509Certificate } from "node:crypto";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { connect as connectTls } from "node:tls";
import { once } from "node:events";
import fc from "fast-check";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { bedOccupancies } from "#db/placed-encounters";
import { testIdentifiers } from "#db/testing/test-identifiers";
import { adt, heartRate, oru } from "../ingest/testing/messages";
import { type TestHospital, openTestHospital } from "../ingest/testing/hospital";
import { TestAuthority } from "../tls/testing-certificates";
import { frame } from "./mllp-frames";
import { type MllpListener, type SenderIdentities, startMllpListener } from "./mllp-listener";
import { TestClient } from "./testing/test-client";

const SAMPLES = "../shared/data/hl7v2";
const hasSamples = existsSync(SAMPLES);
if (!hasSamples) console.warn(`${SAMPLES} is absent: its messages are not sent`);

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const HOST = "127.0.0.1";

let hospital: TestHospital;
let listener: MllpListener;
beforeAll(async () => {
  hospital = await openTestHospital();
  listener = await startMllpListener({ port: 0, host: HOST, ingest: hospital.ingest, log });
});
afterAll(async () => {
  await listener.stop(1_000);
  await hospital.stop();
});

const codeOf = (answer: string | undefined): string =>
  /MSA\|(\w\w)/.exec(answer ?? "")?.[1] ?? "none";
const controlIdOf = (answer: string): string => /MSA\|\w\w\|([^|\r]*)/.exec(answer)?.[1] ?? "";
const reasonOf = (answer: string): string =>
  /\|\d{3}\^([^^]*)\^/.exec(answer)?.[1] ?? /&([^&]*)&HL70357/.exec(answer)?.[1] ?? "";

const patient = { record: "L1", visit: "LV1", unit: "CICU", bed: "01" };

describe("the MLLP listener", () => {
  it("answers in order, many messages in one packet", async () => {
    const client = await TestClient.to(listener.port);
    const ids = Array.from({ length: 50 }, (_, index) => `ORDER${index}`);
    const messages = ids.map((controlId) => oru(patient, [heartRate("70")], { controlId }));
    client.socket.write(
      [adt("A01", patient, undefined, { controlId: "ADMIT" }), ...messages].map(frame).join(""),
    );

    const answers = await client.waitFor(51);
    expect(answers.map(controlIdOf)).toEqual(["ADMIT", ...ids]);
    expect(new Set(answers.map(codeOf))).toEqual(new Set(["AA"]));
    client.socket.end();
  });

  it("takes a message split at any byte", async () => {
    const client = await TestClient.to(listener.port);
    const bytes = Buffer.from(frame(oru(patient, [heartRate("71")])));
    for (let at = 1; at < bytes.length; at += 29) {
      client.socket.write(bytes.subarray(0, at));
      await new Promise((resolve) => setImmediate(resolve));
      client.socket.write(bytes.subarray(at));
    }
    const sent = Math.ceil((bytes.length - 1) / 29);
    expect((await client.waitFor(sent)).map(codeOf)).toEqual(Array(sent).fill("AA"));
    client.socket.end();
  });

  it("answers a sender that has closed its side", async () => {
    const client = await TestClient.to(listener.port);
    client.socket.end(frame(oru(patient, [heartRate("72")])));
    expect((await client.waitFor(1)).map(codeOf)).toEqual(["AA"]);
    await client.waitForClose();
  });

  it("swaps sender and receiver and keeps the sender's version", async () => {
    const client = await TestClient.to(listener.port);
    client.send(oru(patient, [heartRate("73")], { version: "2.3", controlId: "V23" }));
    client.send(oru({ ...patient, record: "NOBODY", visit: "" }, [], { version: "2.3" }));
    const [taken, refused] = await client.waitFor(2);
    expect(taken).toMatch(
      /^MSH\|\^~\\&\|WARDCAST\|HOSP\|MONITOR\|WARD\|[^|]*\|\|ACK\^R01\|[^|]+\|P\|2\.3\rMSA\|AA\|V23\r$/,
    );
    expect(refused).toMatch(/\rERR\|PID\^1\^3\^204&Unknown patient&HL70357\r$/);
    client.socket.end();
  });

  it("takes line feeds, other delimiters and ISO 8859-1", async () => {
    const client = await TestClient.to(listener.port);
    client.send(oru(patient, [heartRate("74")]).replaceAll("\r", "\n"));
    client.send(oru(patient, [heartRate("74")]).replaceAll("\r", "\r\n"));
    client.send(
      oru(patient, [heartRate("74")])
        .replaceAll("|", "#")
        .replaceAll("^", "@"),
    );
    const latin = adt("A08", patient).replace("Example^Erin", "M\u00fcller^Zo\u00eb");
    client.socket.write(Buffer.from(frame(latin), "latin1"));
    expect((await client.waitFor(4)).map(codeOf)).toEqual(["AA", "AA", "AA", "AA"]);

    const { pool } = hospital.database;
    const names = (await bedOccupancies(pool, testIdentifiers)).map(({ name }) => name);
    expect(names).toEqual(["M\u00fcller, Zo\u00eb"]);
    client.socket.end();
  });

  it("refuses a message beyond the limit and closes", async () => {
    const client = await TestClient.to(listener.port);
    client.send(oru(patient, [`NTE|1||${"x".repeat(1_100_000)}`]));
    await client.waitForClose();
    expect(client.answers.map(codeOf)).toEqual(["AR"]);
  });

  it("closes a connection that never finishes its message, and leaves an idle one", async () => {
    const { ingest } = hospital;
    const impatient = await startMllpListener({
      port: 0,
      host: HOST,
      ingest,
      log,
      unfinishedFrameMs: 100,
    });
    const idle = await TestClient.to(impatient.port);
    idle.send(oru(patient, [heartRate("70")]));
    await idle.waitFor(1);
    const slow = await TestClient.to(impatient.port);
    const trickle = setInterval(() => slow.socket.write("x"), 20);
    slow.socket.write("\x0bMSH|^~\\&|");

    await slow.waitForClose();
    clearInterval(trickle);
    idle.send(oru(patient, [heartRate("70")]));
    expect((await idle.waitFor(2)).map(codeOf)).toEqual(["AA", "AA"]);
    await impatient.stop(100);
  });

  it("refuses a connection too many", async () => {
    const { ingest } = hospital;
    const narrow = await startMllpListener({ port: 0, host: HOST, ingest, log, maxConnections: 1 });
    const first = await TestClient.to(narrow.port);
    const second = await TestClient.to(narrow.port);
    await second.waitForClose();
    first.send(oru(patient, [heartRate("70")]));
    expect((await first.waitFor(1)).map(codeOf)).toEqual(["AA"]);
    await narrow.stop(100);
  });

  it("is not stopped by garbage or by mutated messages", async () => {
    const good = oru(patient, [heartRate("75")]);
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.oneof(
            fc.uint8Array({ maxLength: 80 }).map((bytes) => Buffer.from(bytes)),
            fc
              .tuple(fc.nat(good.length), fc.string({ maxLength: 4 }))
              .map(([at, text]) =>
                Buffer.from(frame(good.slice(0, at) + text + good.slice(at + text.length + 1))),
              ),
          ),
          { maxLength: 6 },
        ),
        async (chunks) => {
          const client = await TestClient.to(listener.port);
          for (const chunk of chunks) client.socket.write(chunk);
          client.send(oru(patient, [heartRate("76")], { controlId: "AFTER" }));
          while (
            !client.isClosed &&
            !client.answers.some((answer) => controlIdOf(answer) === "AFTER")
          )
            await new Promise((resolve) => setTimeout(resolve, 2));
          expect(client.isClosed).toBe(false);
          client.socket.destroy();
        },
      ),
      { numRuns: 60 },
    );
  });

  it.skipIf(!hasSamples)("answers each of the sample messages once, and rightly", async () => {
    const client = await TestClient.to(listener.port);
    const tally = new Map<string, number>();
    for (const file of readdirSync(SAMPLES).filter((name) => name.endsWith(".hl7"))) {
      const before = client.answers.length;
      const content = readFileSync(join(SAMPLES, file), "utf8").replace(/\r?\n/g, "\r");
      client.send(content);
      const answer = (await client.waitFor(before + 1))[before] ?? "";
      const key = `${codeOf(answer)} ${reasonOf(answer)}`.trim();
      tally.set(key, (tally.get(key) ?? 0) + 1);
    }
    expect(client.isClosed).toBe(false);
    expect(client.answers).toHaveLength(139);
    // None is about a patient or bed of this hospital: what is accepted is one A04 and the appointments.
    expect(Object.fromEntries([...tally].sort())).toMatchInlineSnapshot(`
      {
        "AA": 14,
        "AE The time has not come yet": 16,
        "AE Unknown bed": 3,
        "AE Unknown patient": 3,
        "AE Unknown visit": 4,
        "AR Unsupported event code": 35,
        "AR Unsupported message type": 55,
        "CE Unknown patient": 2,
        "CR Unsupported event code": 2,
        "CR Unsupported message type": 5,
      }
    `);
    client.socket.end();
  });
});

describe("with TLS", () => {
  const authority = new TestAuthority();
  const stranger = new TestAuthority();
  const gateways = new Map<string, string | "revoked">();
  const identities: SenderIdentities = {
    identify: async (sha256) => {
      const known = gateways.get(sha256);
      if (known === "revoked") return { isAdmitted: false };
      return known ? { isAdmitted: true, sender: known } : { isAdmitted: gateways.size === 0 };
    },
  };

  let secure: MllpListener;
  beforeAll(async () => {
    for (const name of ["server", "gateway", "other"]) authority.issue(name);
    stranger.issue("intruder");
    const tls = {
      cert: authority.read("server.crt"),
      key: authority.read("server.key"),
      ca: authority.read("ca.crt"),
    };
    const { ingest } = hospital;
    secure = await startMllpListener({ port: 0, host: HOST, tls, identities, ingest, log });
  });
  afterEach(() => gateways.clear());
  afterAll(async () => {
    await secure.stop(1_000);
    authority.remove();
    stranger.remove();
  });

  const connectAs = (name?: string, by = authority) =>
    connectTls({
      port: secure.port,
      host: HOST,
      ca: authority.read("ca.crt"),
      ...(name ? { cert: by.read(`${name}.crt`), key: by.read(`${name}.key`) } : {}),
    });
  const sha256Of = (name: string) =>
    new X509Certificate(authority.read(`${name}.crt`)).fingerprint256
      .replaceAll(":", "")
      .toLowerCase();
  const rejectedSenders = async () => {
    const { rows } = await hospital.database.pool.query<{ sender: string }>(
      "select distinct sender from rejected_observations order by sender",
    );
    return rows.map(({ sender }) => sender);
  };

  it("lets a gateway with our certificate in", async () => {
    const socket = connectAs("gateway");
    await once(socket, "secureConnect");
    const client = TestClient.over(socket);
    client.send(oru(patient, [heartRate("77")]));
    expect((await client.waitFor(1)).map(codeOf)).toEqual(["AA"]);
    socket.destroy();
  });

  it.each([
    ["no certificate", undefined, authority],
    ["a stranger's", "intruder", stranger],
  ])("keeps out a client with %s", async (_what, name, by) => {
    const client = TestClient.over(connectAs(name, by));
    client.send(oru(patient, [heartRate("78")]));
    await client.waitForClose();
    expect(client.answers).toEqual([]);
  });

  it("takes a message for its certificate's gateway, whatever the header says", async () => {
    gateways.set(sha256Of("gateway"), "gateway north");
    const client = TestClient.over(connectAs("gateway"));
    // Sent before it is known who speaks, and with a value that is kept with its sender.
    client.send(oru(patient, [heartRate("7200")]));
    expect((await client.waitFor(1)).map(codeOf)).toEqual(["AA"]);
    expect(await rejectedSenders()).toContain("gateway north");
    client.socket.destroy();
  });

  it("keeps out a certificate of ours that is no gateway's, once gateways have them", async () => {
    gateways.set(sha256Of("gateway"), "gateway north");
    const client = TestClient.over(connectAs("other"));
    client.send(oru(patient, [heartRate("79")]));
    await client.waitForClose();
    expect(client.answers).toEqual([]);
  });

  it("ends the connection of a gateway that is revoked", async () => {
    gateways.set(sha256Of("gateway"), "gateway north");
    const client = TestClient.over(connectAs("gateway"));
    client.send(oru(patient, [heartRate("77")]));
    await client.waitFor(1);

    gateways.set(sha256Of("gateway"), "revoked");
    secure.recheckSenders();
    await client.waitForClose();
    expect(client.answers.map(codeOf)).toEqual(["AA"]);
  });
});

describe("stopping", () => {
  it("answers what it has in hand and takes nothing more", async () => {
    const brief = await startMllpListener({ port: 0, host: HOST, ingest: hospital.ingest, log });
    const client = await TestClient.to(brief.port);
    for (let count = 0; count < 20; count += 1) client.send(oru(patient, [heartRate("79")]));
    await client.waitFor(1);
    await brief.stop();
    await client.waitForClose();
    expect(new Set(client.answers.map(codeOf))).toEqual(new Set(["AA"]));
  });
});

describe("without the database", () => {
  it("gives no answer and closes, so that the sender keeps the message", async () => {
    const dying = await openTestHospital();
    const lonely = await startMllpListener({ port: 0, host: HOST, ingest: dying.ingest, log });
    const client = await TestClient.to(lonely.port);
    client.send(adt("A01", patient));
    await client.waitFor(1);

    await dying.stop();
    client.send(oru(patient, [heartRate("80")]));
    await client.waitForClose();
    expect(client.answers.map(codeOf)).toEqual(["AA"]);
    await lonely.stop(100);
  });
});
