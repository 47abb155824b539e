import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { REFUSALS } from "#models/messages/refusal";
import { MEASURED_COLUMNS } from "../physionet/columns";
import type { IcuPatient } from "../physionet/read-patients";
import { MLLP_END, MLLP_START, MllpFrameReader } from "./mllp-frames";
import type { ProgressLine } from "../progress-line";
import { replay, type ReplayOptions } from "./replay";
import { ReplayClock } from "./replay-clock";
import { replaySpan } from "./replay-stay";

const HEART_RATE = MEASURED_COLUMNS.findIndex(({ kind }) => kind === "heartRate");
const LACTATE = MEASURED_COLUMNS.findIndex(({ kind }) => kind === "lactate");

const stay = (number: number, hours: number): IcuPatient => ({
  patientId: `p${String(number).padStart(6, "0")}`,
  hospital: "A",
  age: 64.4,
  sex: "female",
  hoursBeforeUnit: 3,
  unit: undefined,
  hours: Array.from({ length: hours }, (_, hour) => {
    const values = new Float64Array(MEASURED_COLUMNS.length).fill(Number.NaN);
    values[HEART_RATE] = 80 + hour;
    if (hour === 0) values[LACTATE] = 1.4;
    return { iculos: hour + 1, values, sepsisLabel: 0 };
  }),
});

const bed = (bedLabel: string) => ({ unitCode: "MICU", siteCode: "NORTH", bedLabel });

/** A receiver that knows who lies in which bed, and refuses a bed that is taken. */
class Ward {
  readonly received: string[] = [];
  readonly occupants = new Map<string, string>([["02", "somebody else"]]);
  answers = true;
  #server: Server | undefined;
  port = 0;

  async open(): Promise<void> {
    const server = createServer((socket) => {
      socket.on("error", () => undefined);
      const reader = new MllpFrameReader((message) => {
        this.received.push(message);
        if (this.answers) socket.write(MLLP_START + this.#answer(message) + MLLP_END);
      });
      socket.on("data", (chunk) => reader.push(chunk));
    });
    this.#server = server;
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    this.port = typeof address === "object" && address ? address.port : 0;
  }

  close(): void {
    this.#server?.close();
  }

  of(event: string): string[] {
    return this.received.filter((message) => message.includes(`|${event}`));
  }

  #answer(message: string): string {
    const fields = message.split("|");
    const label = /PV1\|1\|I\|MICU\^\^(\d+)/.exec(message)?.[1] ?? "";
    const visit = /R?V?(\w+)\|{10}/.exec(message)?.[1] ?? "";
    let code = "AA";
    if (message.includes("ADT^A01")) {
      if (this.occupants.has(label)) code = "AE";
      else this.occupants.set(label, visit);
    }
    if (message.includes("ADT^A03")) this.occupants.delete(label);
    const fault = code === "AE" ? `ERR||PV1^1^3|205|E||||${REFUSALS["bed-occupied"].text}\r` : "";
    return `MSH|^~\\&|W|W|S|S|20260101||ACK|1|P|2.6\rMSA|${code}|${fields[9] ?? ""}\r${fault}`;
  }
}

const quiet: ProgressLine = { update: () => undefined, say: () => undefined, end: () => undefined };

describe("replay", () => {
  let folder = "";
  let ward = new Ward();

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "wardcast-replay-"));
    ward = new Ward();
    await ward.open();
  });
  afterEach(async () => {
    ward.close();
    await rm(folder, { recursive: true, force: true });
  });

  const options = (more: Partial<ReplayOptions> = {}): ReplayOptions => ({
    target: { host: "127.0.0.1", port: ward.port },
    speed: 200_000,
    beds: [bed("01"), bed("02"), bed("03")],
    stateFile: join(folder, "replay.json"),
    choice: "test",
    isFresh: false,
    ...more,
  });
  const never = () => new AbortController().signal;

  it("admits each stay to a free bed, sends its hours in order and discharges it", async () => {
    const stays = [stay(1, 3), stay(2, 2), stay(3, 4)];

    const summary = await replay(stays, options(), quiet, never());

    expect(summary).toMatchObject({ patients: 3, finished: 3, givenUp: 0 });
    expect(ward.of("ADT^A03")).toHaveLength(3);
    const ofFirst = ward.received.filter((message) => message.includes("000001^^^REPLAY"));
    const rates = ofFirst.flatMap(
      (message) => /HEART_RATE\^MDC\|[^|]*\|(\d+)/.exec(message)?.[1] ?? [],
    );
    expect(rates).toEqual(["80", "81", "82"]);
    expect(ofFirst.filter((message) => message.includes("2524-7^lactate^LN"))).toHaveLength(1);
    expect(ward.occupants.get("02")).toBe("somebody else");
  });

  it("never dates a message after the present, and orders a stay by its own clock", async () => {
    await replay([stay(1, 5)], options(), quiet, never());

    const sentAt = ward.received.map((message) => message.split("|")[6] ?? "");
    const present = new Date().toISOString().replace(/[-:T]/g, "").slice(0, 14);
    expect(sentAt.every((time) => time.slice(0, 14) <= present)).toBe(true);
    expect(sentAt).toEqual(sentAt.toSorted());
  });

  it("goes on where it stopped, and sends again what was not answered", async () => {
    const stays = [stay(1, 4), stay(2, 4)];
    const stop = new AbortController();
    const stopping: ProgressLine = { ...quiet, update: () => stop.abort() };
    ward.answers = false;
    await replay(stays, options(), stopping, stop.signal);
    const unanswered = ward.of("ADT^A01").length;
    expect(unanswered).toBeGreaterThan(0);

    ward.answers = true;
    const summary = await replay(stays, options(), quiet, never());

    expect(summary.finished).toBe(2);
    const state: unknown = JSON.parse(await readFile(join(folder, "replay.json"), "utf8"));
    expect(state).toMatchObject({ stays: { p000001: { phase: "finished" } } });
    const numbers = new Set(ward.of("ADT^A01").map((message) => /RV\w+/.exec(message)?.[0]));
    expect(numbers.size).toBe(2); // the same visits as before, not new ones
  });
});

describe("the clock of a replay", () => {
  it("runs at its speed and never passes the present", () => {
    let real = 1_000_000;
    const clock = new ReplayClock({ virtualStart: 400_000, speed: 100, realNow: () => real });
    expect(clock.now()).toBe(400_000);
    real += 1_000;
    expect(clock.now()).toBe(500_000);
    real += 100_000;
    expect(clock.now()).toBe(real);
  });

  it("stands still while it is held", () => {
    let real = 1_000_000;
    const clock = new ReplayClock({ virtualStart: 400_000, speed: 100, realNow: () => real });
    clock.hold(true);
    real += 5_000;
    expect(clock.now()).toBe(400_000);
    clock.hold(false);
    real += 1_000;
    expect(clock.now()).toBe(500_000);
  });

  it("spans the longest chain of stays over the beds", () => {
    expect(replaySpan([10, 10, 10, 10], 2)).toBe((2 * 11 + 1) * 3_600_000);
  });
});
