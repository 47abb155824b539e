import { setMaxListeners } from "node:events";
import { z } from "zod";
import { REFUSALS } from "#models/messages/refusal";
import type { IcuPatient } from "../physionet/read-patients";
import { isAccepted } from "./acknowledgement";
import type { BedLocation, OutgoingMessage } from "./hl7-message";
import { readJsonFile, writeJsonFile } from "./json-file";
import { MllpClient, type MllpTarget } from "./mllp-client";
import { formatDuration, type ProgressLine } from "../progress-line";
import { bedKey, ReplayBeds } from "./replay-beds";
import { ReplayClock } from "./replay-clock";
import { abandonedStay, replaySpan, ReplayStay } from "./replay-stay";

export interface ReplayOptions {
  target: MllpTarget;
  speed: number;
  /** In order of preference. Their number sets how far back the replay starts. */
  beds: readonly BedLocation[];
  stateFile: string;
  /** What was asked for; a state file of another choice is not gone on with. */
  choice: string;
  isFresh: boolean;
}

export interface ReplaySummary {
  patients: number;
  finished: number;
  givenUp: number;
  sent: number;
  acknowledged: number;
  refused: number;
  resent: number;
}

const Bed = z.object({ unitCode: z.string(), bedLabel: z.string(), siteCode: z.string() });
const Progress = z.discriminatedUnion("phase", [
  z.object({
    phase: z.literal("admitted"),
    bed: Bed,
    admittedAt: z.number(),
    /** Recorded hours whose messages are all answered. */
    hoursDone: z.number().int(),
  }),
  z.object({ phase: z.literal("finished") }),
  z.object({ phase: z.literal("given-up") }),
]);
type Progress = z.infer<typeof Progress>;

const State = z.object({
  choice: z.string(),
  runTag: z.string(),
  /** When the run began, and where it has come to, on its own clock. */
  startedAt: z.number(),
  virtualNow: z.number(),
  stays: z.record(z.string(), Progress),
});
type State = z.infer<typeof State>;

const SAVE_INTERVAL_MS = 1_000;
/** What the receiver's answers may add to a run before it catches up with the present. */
const DELAY_ALLOWED_MS = 5_000;
/** Beds that others occupy are tried again after this long: each try is a message in their quarantine. */
const BED_RETRY_MS = 300_000;

/**
 * Lives the stays again, each in a bed, until all are discharged or the signal aborts. What is
 * acknowledged is kept in the state file; the same call goes on from there.
 */
export async function replay(
  patients: readonly IcuPatient[],
  options: ReplayOptions,
  progress: ProgressLine,
  signal: AbortSignal,
): Promise<ReplaySummary> {
  const held: { clock?: ReplayClock } = {};
  const client = new MllpClient(options.target, {
    windowSize: 128,
    onConnectionChange: (connected) => {
      held.clock?.hold(!connected);
      progress.say(connected ? "Connected." : "The connection is lost; trying again.");
    },
  });
  try {
    const state = await openState(patients, options, client, progress);
    const clock = new ReplayClock({
      virtualStart: state.virtualNow,
      speed: options.speed,
      realNow: Date.now,
    });
    clock.hold(!client.connected);
    held.clock = clock;
    return await new Replay(patients, options, { state, clock, client }, progress).run(signal);
  } finally {
    client.close();
  }
}

async function openState(
  patients: readonly IcuPatient[],
  options: ReplayOptions,
  client: MllpClient,
  progress: ProgressLine,
): Promise<State> {
  const earlier = State.safeParse(await readJsonFile(options.stateFile)).data;
  const isSame = earlier?.choice === options.choice;
  const isOver =
    earlier && Object.keys(earlier.stays).length >= patients.length && isAllOver(earlier);
  if (earlier && isSame && !isOver && !options.isFresh) {
    const done = Object.values(earlier.stays).filter(({ phase }) => phase === "finished").length;
    progress.say(`Going on with the earlier replay: ${done} of ${patients.length} stays are done.`);
    return earlier;
  }
  if (earlier) await sendHome(earlier, client);
  const now = Date.now();
  const hours = patients.map((patient) => patient.hours.length);
  const spanMs =
    options.speed === 1
      ? 0
      : replaySpan(hours, options.beds.length) + options.speed * DELAY_ALLOWED_MS;
  return {
    choice: options.choice,
    runTag: Math.floor(now / 1_000).toString(36),
    startedAt: now - spanMs,
    virtualNow: now - spanMs,
    stays: {},
  };
}

const isAllOver = ({ stays }: State) =>
  Object.values(stays).every(({ phase }) => phase !== "admitted");

/** Discharges those whom an earlier replay left in their beds. */
async function sendHome(earlier: State, client: MllpClient): Promise<void> {
  const now = Date.now();
  for (const [patientId, stay] of Object.entries(earlier.stays)) {
    if (stay.phase !== "admitted") continue;
    client.post(abandonedStay(patientId, earlier.runTag, stay, now), () => undefined);
  }
  await client.drain();
}

class Replay {
  readonly #options: ReplayOptions;
  readonly #state: State;
  readonly #client: MllpClient;
  readonly #progress: ProgressLine;
  readonly #clock: ReplayClock;
  readonly #beds: ReplayBeds;
  readonly #stays: readonly ReplayStay[];
  readonly #summary: ReplaySummary;
  readonly #totalHours: number;
  #hoursDone: number;
  #saving: Promise<void> = Promise.resolve();

  constructor(
    patients: readonly IcuPatient[],
    options: ReplayOptions,
    { state, clock, client }: { state: State; clock: ReplayClock; client: MllpClient },
    progress: ProgressLine,
  ) {
    this.#options = options;
    this.#state = state;
    this.#client = client;
    this.#progress = progress;
    this.#clock = clock;
    this.#stays = patients.map((each) => new ReplayStay(each, state.runTag, state.startedAt));
    const taken = new Set(
      Object.values(state.stays).flatMap((stay) =>
        stay.phase === "admitted" ? [bedKey(stay.bed)] : [],
      ),
    );
    this.#beds = new ReplayBeds(options.beds.filter((bed) => !taken.has(bedKey(bed))));
    this.#totalHours = this.#stays.reduce((sum, stay) => sum + stay.hours.length, 0);
    this.#hoursDone = this.#stays.reduce((sum, stay) => sum + this.#hoursDoneOf(stay), 0);
    this.#summary = {
      patients: patients.length,
      finished: 0,
      givenUp: 0,
      sent: 0,
      acknowledged: 0,
      refused: 0,
      resent: 0,
    };
  }

  async run(signal: AbortSignal): Promise<ReplaySummary> {
    // Every stay waits on the one signal; that is no leak.
    setMaxListeners(0, signal);
    const ticking = setInterval(() => {
      this.#save().catch((cause: unknown) =>
        this.#progress.say(`State not saved: ${String(cause)}`),
      );
      this.#show();
    }, SAVE_INTERVAL_MS);
    // Whoever waits for an answer is told; the next run sends the message again.
    const stop = () => this.#client.close();
    signal.addEventListener("abort", stop, { once: true });
    try {
      await Promise.all(this.#stays.map((stay) => this.#live(stay, signal)));
    } catch (cause) {
      if (!signal.aborted) throw cause;
    } finally {
      clearInterval(ticking);
      signal.removeEventListener("abort", stop);
      await this.#save();
    }
    return this.#summarise();
  }

  #summarise(): ReplaySummary {
    const phases = Object.values(this.#state.stays).map(({ phase }) => phase);
    return {
      ...this.#summary,
      finished: phases.filter((phase) => phase === "finished").length,
      givenUp: phases.filter((phase) => phase === "given-up").length,
      resent: this.#client.resent,
    };
  }

  #hoursDoneOf(stay: ReplayStay): number {
    const known = this.#state.stays[stay.patientId];
    if (!known) return 0;
    return known.phase === "admitted" ? known.hoursDone : stay.hours.length;
  }

  async #live(stay: ReplayStay, signal: AbortSignal): Promise<void> {
    let known = this.#state.stays[stay.patientId];
    if (known && known.phase !== "admitted") return;
    known ??= await this.#admit(stay, signal);
    if (known.phase !== "admitted") return;
    const { bed, admittedAt } = known;
    for (let hour = known.hoursDone; hour < stay.hours.length; hour += 1) {
      const at = stay.hourAt(admittedAt, hour);
      await this.#clock.reach(at, signal);
      await Promise.all(stay.observations(bed, hour, at).map((each) => this.#send(each, signal)));
      known.hoursDone = hour + 1;
      this.#hoursDone += 1;
    }
    const at = stay.dischargedAt(admittedAt);
    await this.#clock.reach(at, signal);
    await this.#send(stay.discharge(bed, admittedAt, at), signal);
    this.#state.stays[stay.patientId] = { phase: "finished" };
    this.#beds.giveBack(bed);
  }

  /** Tries beds until one is free; only a refusal that is not about the bed gives the patient up. */
  async #admit(stay: ReplayStay, signal: AbortSignal): Promise<Progress> {
    await this.#clock.reach(stay.arrivesAt(this.#state.startedAt), signal);
    for (;;) {
      const bed = await this.#beds.take(signal);
      const at = this.#clock.now();
      const answer = await this.#send(stay.admission(bed, at), signal);
      if (isAccepted(answer)) {
        const admitted: Progress = { phase: "admitted", bed, admittedAt: at, hoursDone: 0 };
        this.#state.stays[stay.patientId] = admitted;
        return admitted;
      }
      const isBedTrouble = [REFUSALS["bed-occupied"], REFUSALS["unknown-bed"]].some(({ text }) =>
        answer.detail.includes(text),
      );
      setTimeout(() => this.#beds.giveBack(bed), isBedTrouble ? BED_RETRY_MS : 0).unref();
      if (isBedTrouble) continue;
      this.#progress.say(`Stay ${stay.patientId} was refused: ${answer.detail}`);
      this.#hoursDone += stay.hours.length;
      return (this.#state.stays[stay.patientId] = { phase: "given-up" });
    }
  }

  async #send(message: OutgoingMessage, signal: AbortSignal) {
    signal.throwIfAborted();
    this.#summary.sent += 1;
    const answer = await this.#client.send(message);
    if (isAccepted(answer)) this.#summary.acknowledged += 1;
    else this.#summary.refused += 1;
    return answer;
  }

  /** One after the other: two that write the same file at once would take it from each other. */
  #save(): Promise<void> {
    const write = () => {
      this.#state.virtualNow = this.#clock.now();
      return writeJsonFile(this.#options.stateFile, this.#state);
    };
    return (this.#saving = this.#saving.then(write, write));
  }

  #show(): void {
    const { acknowledged, refused } = this.#summary;
    const phases = Object.values(this.#state.stays).map(({ phase }) => phase);
    const inBed = phases.filter((phase) => phase === "admitted").length;
    this.#progress.update(
      `${inBed} in bed, ${phases.length - inBed} of ${this.#stays.length} done; ` +
        `${acknowledged} acknowledged, ${refused} refused; ` +
        `${new Date(this.#clock.now()).toISOString().slice(0, 16)}` +
        `; ${formatDuration(this.#leftMs(inBed))} left`,
      this.#hoursDone / Math.max(1, this.#totalHours),
    );
  }

  /** The hours still to live in the beds in use, at the replay's speed. */
  #leftMs(inBed: number): number {
    const left = this.#stays.map((stay) => stay.hours.length - this.#hoursDoneOf(stay));
    const unfinished = left.filter((hours) => hours > 0).toSorted((one, other) => other - one);
    return replaySpan(unfinished, inBed) / this.#options.speed;
  }
}
