import { createServer, type Server } from "node:net";
import { afterEach, beforeEach, expect, it } from "vitest";
import { REFUSALS, type RefusalCode } from "#models/messages/refusal";
import { MS_PER_HOUR, MS_PER_MINUTE } from "#models/shared/time-range";
import {
  advance,
  fill,
  findPatient,
  newHospital,
  type HospitalEvent,
  type SimulatedHospital,
} from "#models/simulation/simulated-hospital";
import { HospitalSender } from "./hospital-sender";
import { MllpClient } from "./mllp-client";
import { MLLP_END, MLLP_START, MllpFrameReader } from "./mllp-frames";

const START = Date.UTC(2026, 2, 1, 8);
const PACE = () => 5 * MS_PER_MINUTE;
const UNITS = [
  { siteCode: "NORTH", code: "MICU", name: "ICU", kind: "intensive", bedLabels: ["01", "02"] },
  { siteCode: "NORTH", code: "SDU", name: "Step-down", kind: "step-down", bedLabels: ["01", "02"] },
] as const;

let server: Server;
let client: MllpClient;
let hospital: SimulatedHospital;
let sender: HospitalSender;
let received: string[];
/** Why a message is refused; undefined to accept it. */
let refuse: (message: string) => RefusalCode | undefined;

beforeEach(async () => {
  received = [];
  refuse = () => undefined;
  server = createServer((socket) => {
    socket.on("error", () => undefined);
    const reader = new MllpFrameReader((message) => {
      received.push(message);
      socket.write(MLLP_START + answer(message) + MLLP_END);
    });
    socket.on("data", (chunk) => reader.push(chunk));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  if (!address || typeof address === "string") throw new Error("no port");
  client = new MllpClient({ host: "127.0.0.1", port: address.port });
  hospital = newHospital("sender", "t", UNITS, 0.5, START);
  sender = new HospitalSender(client, hospital);
});
afterEach(async () => {
  client.close();
  await new Promise((done) => server.close(done));
});

function answer(message: string): string {
  const code = refuse(message);
  const fault = code ? `ERR||PV1^1^3|205|E||||${REFUSALS[code].text}\r` : "";
  const controlId = message.split("|")[9] ?? "";
  return `MSH|^~\\&|W|W|S|S|20260101||ACK|1|P|2.6\rMSA|${code ? "AE" : "AA"}|${controlId}\r${fault}`;
}

async function send(events: Iterable<HospitalEvent>): Promise<void> {
  for (const event of events) sender.send(event);
  await client.drain();
}

/** Lets every stay end, until somebody is transferred; that message is sent, and answered by `refuse`. */
async function transferSomebody(): Promise<Extract<HospitalEvent, { type: "transferred" }>> {
  await send(fill(hospital, START));
  for (let hour = 1; hour < 2_000; hour += 1) {
    for (const event of advance(hospital, START + hour * MS_PER_HOUR, PACE)) {
      sender.send(event);
      if (event.type !== "transferred") continue;
      await client.drain();
      return event;
    }
    await client.drain();
  }
  throw new Error("nobody was transferred");
}

it("keeps a patient in the old bed when the new one is somebody else's, and tries another later", async () => {
  refuse = (message) => (message.includes("ADT^A02") ? "bed-occupied" : undefined);
  const { identity, bed, priorBed } = await transferSomebody();

  expect(findPatient(hospital, identity.visitNumber)?.bed).toEqual(priorBed);
  expect(received.filter((message) => message.includes("ADT^A03")).join()).not.toContain(
    identity.visitNumber,
  );

  received = [];
  await send(advance(hospital, hospital.at + 6 * MS_PER_HOUR, PACE));
  const said = received.filter((message) => message.includes(identity.visitNumber));
  expect(said.length).toBeGreaterThan(0);
  const refusedBed = `${bed.unitCode}^^${bed.bedLabel}`;
  expect(said.filter((message) => message.includes(refusedBed))).toEqual([]);
});

it("sends a patient home when the old bed has been given away too", async () => {
  refuse = (message) => (message.includes("ADT^A02") ? "bed-occupied" : undefined);
  await send(fill(hospital, START));
  const [one, other] = hospital.units.flatMap(({ beds }) => beds.filter(({ patient }) => patient));
  const mover = one?.patient;
  if (!one || !other?.patient || !mover) throw new Error("two patients are needed");
  const place = (unitCode: string, bedLabel: string) => ({ siteCode: "NORTH", unitCode, bedLabel });

  await send([
    {
      type: "transferred",
      at: START + MS_PER_HOUR,
      identity: mover.identity,
      bed: place("MICU", one.label),
      priorBed: place("SDU", other.label),
      admittedAt: START,
    },
  ]);

  expect(findPatient(hospital, mover.identity.visitNumber)).toBeUndefined();
  expect(received.at(-1)).toContain("ADT^A03");
  expect(received.at(-1)).toContain(mover.identity.visitNumber);
});

it("admits a patient again whose transfer was of nobody the receiver knew", async () => {
  refuse = (message) => (message.includes("ADT^A02") ? "unknown-visit" : undefined);
  const { identity, bed } = await transferSomebody();
  await client.drain();
  expect(findPatient(hospital, identity.visitNumber)?.bed).toEqual(bed);
  expect(received.at(-1)).toContain("ADT^A01");
  expect(received.at(-1)).toContain(identity.visitNumber);
});

it("is done with a patient whose discharge was of nobody the receiver knew", async () => {
  refuse = (message) => (message.includes("ADT^A03") ? "unknown-visit" : undefined);
  await send(fill(hospital, START));
  const gone = new Set<string>();
  for (let hour = 1; gone.size === 0 && hour < 2_000; hour += 1)
    for (const event of advance(hospital, START + hour * MS_PER_HOUR, PACE)) {
      sender.send(event);
      if (event.type === "discharged") gone.add(event.identity.visitNumber);
    }
  await client.drain();

  received = [];
  await send(advance(hospital, hospital.at + 12 * MS_PER_HOUR, PACE));
  expect(gone.size).toBeGreaterThan(0);
  for (const visit of gone) {
    expect(findPatient(hospital, visit)).toBeUndefined();
    expect(received.filter((message) => message.includes(visit))).toEqual([]);
  }
});
