import { setTimeout as sleep } from "node:timers/promises";
import type { HospitalUnit } from "#models/hospital/demo-hospital";
import { MS_PER_HOUR, MS_PER_MINUTE, MS_PER_SECOND } from "#models/shared/time-range";
import {
  advance,
  census,
  fill,
  forgetForeignPatients,
  newHospital,
  skipTo,
  spreadMonitors,
  unfoldSoon,
  type Pace,
  type SimulatedHospital,
} from "#models/simulation/simulated-hospital";
import { HospitalSender } from "./hospital-sender";
import { readJsonFile, writeJsonFile } from "./json-file";
import { MllpClient, type MllpTarget } from "./mllp-client";
import { formatDuration, type ProgressLine } from "../progress-line";

export interface SimulatorOptions {
  target: MllpTarget;
  seed: string;
  units: readonly HospitalUnit[];
  /** Patients over beds. */
  occupancy: number;
  /** Simulated seconds in a second, at least 1. */
  speed: number;
  /** History sent before the first live message. */
  backfillHours: number;
  /** How often an intensive-care monitor speaks. */
  intervalSeconds: number;
  stateFile: string;
  /** Sends the patients of an earlier run home and begins anew. */
  isFresh: boolean;
}

const TICK_MS = 200;
const SAVE_INTERVAL_MS = 15 * MS_PER_SECOND;
const BACKFILL_OUTSTANDING = 1_500;
const UNFOLDING_AT_START = 4;

const backfillPace: Pace = (kind) => (kind === "intensive" ? 5 : 15) * MS_PER_MINUTE;

/** Speed lengthens the simulated interval, so that the rate on the wire stays what was asked for. */
const livePace =
  ({ intervalSeconds, speed }: SimulatorOptions): Pace =>
  (kind) => {
    const seconds = kind === "intensive" ? intervalSeconds : Math.max(intervalSeconds, 60);
    return Math.min(seconds * speed * MS_PER_SECOND, 15 * MS_PER_MINUTE);
  };

/**
 * Keeps a simulated hospital alive until the signal aborts: history first, as fast as the receiver
 * takes it, then one message a monitor and interval. When the receiver is away the hospital lives
 * on; admissions and transfers wait for it, observations up to a bounded number.
 */
export async function runSimulator(
  options: SimulatorOptions,
  progress: ProgressLine,
  signal: AbortSignal,
): Promise<void> {
  const client = new MllpClient(options.target, {
    windowSize: 256,
    onConnectionChange: (connected) =>
      progress.say(connected ? "Connected." : "The connection is lost; trying again."),
  });
  try {
    const earlier = await readState(options.stateFile);
    if (earlier && options.isFresh) await sendHome(earlier, client);
    const resumed = options.isFresh ? undefined : earlier;
    await live(options, resumed, client, progress, signal);
  } catch (cause) {
    if (!signal.aborted) throw cause;
  } finally {
    client.close();
  }
}

async function live(
  options: SimulatorOptions,
  resumed: SimulatedHospital | undefined,
  client: MllpClient,
  progress: ProgressLine,
  signal: AbortSignal,
): Promise<void> {
  const startedAt = Date.now();
  const historyFrom = startedAt - options.backfillHours * MS_PER_HOUR;
  const hospital = resumed ?? begin(options, historyFrom, startedAt);
  const sender = new HospitalSender(client, hospital);
  const save = () => writeJsonFile(options.stateFile, hospital);
  try {
    if (resumed) {
      forgetForeignPatients(hospital);
      skipTo(hospital, Math.max(hospital.at, historyFrom));
      progress.say(`Going on with ${census(hospital, startedAt).patients} patients.`);
    } else {
      for (const event of fill(hospital, historyFrom)) sender.send(event);
      await answered(client, 0, signal);
      await save();
    }
    // Slower than the present: the history itself is what is watched.
    if (options.speed === 1) await backfill(hospital, sender, client, progress, signal);
    await goLive(options, hospital, sender, save, progress, signal);
  } finally {
    await Promise.race([client.drain(), sleep(2_000)]);
    await save();
    const { sent, acknowledged, refused, dropped } = sender.counts;
    progress.say(
      `Sent ${sent}, acknowledged ${acknowledged}, refused ${refused}, dropped ${dropped}.`,
    );
  }
}

const begin = (options: SimulatorOptions, historyFrom: number, now: number): SimulatedHospital =>
  newHospital(
    options.seed,
    Math.floor(now / MS_PER_SECOND).toString(36),
    options.units,
    options.occupancy,
    historyFrom,
  );

async function backfill(
  hospital: SimulatedHospital,
  sender: HospitalSender,
  client: MllpClient,
  progress: ProgressLine,
  signal: AbortSignal,
): Promise<void> {
  const from = hospital.at;
  const to = Date.now();
  if (to - from < MS_PER_MINUTE) return;
  for (const event of advance(hospital, to, backfillPace)) {
    sender.send(event);
    if (client.outstanding > BACKFILL_OUTSTANDING) {
      await answered(client, BACKFILL_OUTSTANDING / 2, signal);
      const share = (event.at - from) / (to - from);
      progress.update(`history: ${sender.counts.acknowledged} messages`, share);
    }
  }
  await answered(client, 0, signal);
  progress.say(
    `Sent ${formatDuration(to - from)} of history in ${formatDuration(Date.now() - to)}: ` +
      `${sender.counts.acknowledged} messages.`,
  );
}

async function goLive(
  options: SimulatorOptions,
  hospital: SimulatedHospital,
  sender: HospitalSender,
  save: () => Promise<void>,
  progress: ProgressLine,
  signal: AbortSignal,
): Promise<void> {
  const pace = livePace(options);
  const liveFrom = Date.now();
  const simulatedFrom = options.speed === 1 ? liveFrom : hospital.at;
  // Never ahead of the present: a feed from the future would be refused, and rightly.
  const simulatedNow = () => {
    const now = Date.now();
    return Math.min(now, simulatedFrom + (now - liveFrom) * options.speed);
  };
  unfoldSoon(hospital, simulatedFrom, UNFOLDING_AT_START);
  spreadMonitors(hospital, simulatedFrom, pace);
  let savedAt = liveFrom;
  let retriedAt = liveFrom;
  while (!signal.aborted) {
    const at = simulatedNow();
    for (const event of advance(hospital, at, pace)) sender.send(event);
    const now = Date.now();
    if (now - savedAt > SAVE_INTERVAL_MS) {
      savedAt = now;
      await save();
      progress.update(statusText(hospital, sender, at));
    }
    if (now - retriedAt > MS_PER_HOUR) {
      retriedAt = now;
      forgetForeignPatients(hospital);
    }
    await sleep(TICK_MS, undefined, { signal }).catch(() => undefined);
  }
}

function statusText(hospital: SimulatedHospital, sender: HospitalSender, at: number): string {
  const { patients, unfolding } = census(hospital, at);
  const { acknowledged, refused, dropped } = sender.counts;
  return (
    `${patients} patients, ${unfolding} getting worse; ` +
    `${acknowledged} messages acknowledged, ${refused} refused, ${dropped} dropped`
  );
}

/** Waits until at most so many messages are unanswered. */
async function answered(client: MllpClient, atMost: number, signal: AbortSignal): Promise<void> {
  while (client.outstanding > atMost) await sleep(5, undefined, { signal });
}

async function sendHome(hospital: SimulatedHospital, client: MllpClient): Promise<void> {
  const sender = new HospitalSender(client, hospital);
  for (const unit of hospital.units) {
    for (const { label, patient } of unit.beds) {
      if (!patient) continue;
      const bed = { siteCode: unit.siteCode, unitCode: unit.code, bedLabel: label };
      const { identity, admittedAt } = patient;
      sender.send({ type: "discharged", at: Date.now(), identity, bed, admittedAt });
    }
  }
  await client.drain();
}

async function readState(path: string): Promise<SimulatedHospital | undefined> {
  const content = await readJsonFile(path);
  // Only this program writes the file, whole; one of another version is told apart by its shape.
  if (typeof content !== "object" || content === null || !("admissions" in content))
    return undefined;
  return content as SimulatedHospital;
}
