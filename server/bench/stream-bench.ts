import type pg from "pg";
import { createPool } from "#db/pool";
import { MllpClient } from "../senders/mllp-client";
import { bareInsertRate } from "./bare-insert";
import { BoardWatcher, type SeenReading } from "./board-watcher";
import { Latencies } from "./latency";
import { admitAll, loadPatients, SIGNS_PER_MESSAGE, type LoadPatient } from "./load-patient";
import { openLoop, type OpenLoopResult } from "./open-loop";
import { UsageMeter } from "./process-usage";
import { ServerProcess } from "./server-process";

export interface StreamBenchOptions {
  beds: number;
  messagesPerSecond: number;
  seconds: number;
  findMax: boolean;
  say: (text: string) => void;
  signal: AbortSignal;
}

export interface StreamBenchResult {
  offeredMessagesPerSecond: number;
  achievedMessagesPerSecond: number;
  ackP50Ms: number;
  ackP99Ms: number;
  /** As ack, but from the instant the message was to be sent: nothing is hidden by a late sender. */
  ackFromScheduleP50Ms: number;
  ackFromScheduleP99Ms: number;
  endToEndP50Ms: number;
  endToEndP99Ms: number;
  /** Messages whose delta a subscriber saw; those overtaken within the second count with the later one. */
  endToEndSeen: number;
  acknowledgedMessages: number;
  refusedMessages: number;
  /** Sent and answered AA, and not in the database; or never answered. */
  lostMessages: number;
  signsPerSecond: number;
  bareInsertRowsPerSecond: number;
  serverCpuPercent: number;
  serverRssMb: number;
  databaseCpuPercent: number;
  databaseRssMb: number;
  loadCpuPercent: number;
  /** The highest rate that was sustained, when it was looked for. */
  maxMessagesPerSecond?: number;
  maxSignsPerSecond?: number;
  maxShareOfBareInsert?: number;
}

const CONNECTIONS = 8;
const WARM_UP_SECONDS = 5;
const BARE_INSERT_SECONDS = 6;
const STEP_SECONDS = 15;
const ACK_LIMIT_MS = 1_000;

/** Starts a server, measures it, and removes it and all it wrote, however the measuring ends. */
export async function benchStream(options: StreamBenchOptions): Promise<StreamBenchResult> {
  const server = await ServerProcess.prepare(options.beds);
  const bench = new StreamBench(server, options);
  try {
    return await bench.run();
  } finally {
    await bench.close();
    await server.remove();
  }
}

class StreamBench {
  readonly #server: ServerProcess;
  readonly #options: StreamBenchOptions;
  readonly #patients: readonly LoadPatient[];
  #pool: pg.Pool | undefined;
  #clients: MllpClient[] = [];
  #watcher: BoardWatcher | undefined;
  readonly #awaited: AwaitedReadings;

  constructor(server: ServerProcess, options: StreamBenchOptions) {
    this.#server = server;
    this.#options = options;
    this.#patients = loadPatients(options.beds);
    this.#awaited = new AwaitedReadings();
  }

  async run(): Promise<StreamBenchResult> {
    const { beds, say, messagesPerSecond, seconds, findMax } = this.#options;
    say(`Starting a server with ${beds} beds …`);
    this.#server.start();
    await this.#server.untilReady();
    const pool = createPool(await this.#server.databaseUrl(), { max: 2 });
    this.#pool = pool;
    pool.on("error", () => undefined); // Ctrl-C reaches the server too, and its database goes first
    const clients = this.#connect();
    say(`Admitting ${beds} patients …`);
    await admitAll(this.#patients, clients[0]);
    this.#watcher = await BoardWatcher.open(this.#server, pool, (seen) => this.#awaited.see(seen));

    const warmUp = await this.#load(clients, messagesPerSecond, WARM_UP_SECONDS);
    say(`Load: ${messagesPerSecond} messages/s for ${seconds} s …`);
    const usage = await this.#meters();
    this.#awaited.reset();
    const load = await this.#load(clients, messagesPerSecond, seconds);
    const used = await usage.stop();
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    const [endToEndP50Ms = Number.NaN, endToEndP99Ms = Number.NaN] =
      this.#awaited.latencies.percentiles(0.5, 0.99);
    const lostMessages = await this.#lost(
      pool,
      warmUp.sent + load.sent,
      warmUp.refused + load.refused,
    );

    // After the load: its rows would be part of the upkeep that the load has to live with.
    say(`Bare inserts for ${BARE_INSERT_SECONDS} s …`);
    const bareInsertRowsPerSecond = await bareInsertRate(pool, BARE_INSERT_SECONDS);
    await this.#storedSinceLast(pool); // those rows were nobody's message

    const result: StreamBenchResult = {
      ...figuresOf(load, messagesPerSecond),
      endToEndP50Ms,
      endToEndP99Ms,
      endToEndSeen: this.#awaited.latencies.count,
      lostMessages,
      bareInsertRowsPerSecond,
      ...used,
    };
    if (!findMax) return result;
    const maxMessagesPerSecond = await this.#findMax(clients, pool);
    const maxSignsPerSecond = maxMessagesPerSecond * SIGNS_PER_MESSAGE;
    return {
      ...result,
      maxMessagesPerSecond,
      maxSignsPerSecond,
      maxShareOfBareInsert: maxSignsPerSecond / bareInsertRowsPerSecond,
    };
  }

  async close(): Promise<void> {
    this.#watcher?.close();
    for (const client of this.#clients) client.close();
    await this.#pool?.end().catch(() => undefined); // a server that died took the connections along
  }

  #connect(): [MllpClient, ...MllpClient[]] {
    const target = { host: "127.0.0.1", port: this.#server.mllpPort };
    // Open loop: the window never holds a message back, or the wait would be the sender's.
    const connect = () => new MllpClient(target, { windowSize: 1_000_000 });
    const first = connect();
    const others = Array.from({ length: CONNECTIONS - 1 }, connect);
    this.#clients = [first, ...others];
    return [first, ...others];
  }

  #load(
    clients: readonly [MllpClient, ...MllpClient[]],
    messagesPerSecond: number,
    seconds: number,
  ): Promise<OpenLoopResult> {
    return openLoop(this.#patients, clients, {
      messagesPerSecond,
      seconds,
      mostOutstanding: messagesPerSecond * 10,
      onSent: (reading) => this.#awaited.expect(reading.patient, reading.observedAt),
      signal: this.#options.signal,
    });
  }

  async #meters() {
    const databasePid = await this.#server.databasePid();
    const [server, database, load] = [this.#server.pid, databasePid, process.pid].map((pid) =>
      pid === undefined ? undefined : new UsageMeter(pid),
    );
    await Promise.all([server?.start(), database?.start(), load?.start()]);
    return {
      stop: async () => {
        const [ofServer, ofDatabase, ofLoad] = await Promise.all([
          server?.stop(),
          database?.stop(),
          load?.stop(),
        ]);
        return {
          serverCpuPercent: ofServer?.cpuPercent ?? Number.NaN,
          serverRssMb: ofServer?.rssMb ?? Number.NaN,
          databaseCpuPercent: ofDatabase?.cpuPercent ?? Number.NaN,
          databaseRssMb: ofDatabase?.rssMb ?? Number.NaN,
          loadCpuPercent: ofLoad?.cpuPercent ?? Number.NaN,
        };
      },
    };
  }

  #stored = 0;

  /** Messages not in the database that should be, counted in the database itself. */
  async #lost(pool: pg.Pool, sent: number, refused: number): Promise<number> {
    return sent - refused - (await this.#storedSinceLast(pool));
  }

  async #storedSinceLast(pool: pg.Pool): Promise<number> {
    const { rows } = await pool.query<{ messages: number }>(STORED_MESSAGES);
    const stored = rows[0]?.messages ?? 0;
    const storedSinceLast = stored - this.#stored;
    this.#stored = stored;
    return storedSinceLast;
  }

  /** Quick steps up to the first rate that is not sustained, then halves the gap to within 4 %. */
  async #findMax(clients: readonly [MllpClient, ...MllpClient[]], pool: pg.Pool): Promise<number> {
    const isSustained = async (rate: number) => {
      const load = await this.#load(clients, rate, STEP_SECONDS);
      const lost = await this.#lost(pool, load.sent, load.refused);
      const [p99 = Number.NaN] = load.ack.percentiles(0.99);
      const fits =
        !load.isGivenUp &&
        load.achievedMessagesPerSecond >= 0.99 * rate &&
        lost === 0 &&
        load.refused === 0 &&
        p99 < ACK_LIMIT_MS;
      this.#options.say(
        `  ${rate} messages/s: ${load.achievedMessagesPerSecond.toFixed(0)} achieved, ` +
          `ack p99 ${p99.toFixed(0)} ms, ${lost} lost: ${fits ? "sustained" : "too much"}`,
      );
      await new Promise((resolve) => setTimeout(resolve, 2_000));
      return fits;
    };
    let sustained = 0;
    let tooMuch = Number.POSITIVE_INFINITY;
    let rate = this.#options.messagesPerSecond;
    const isFound = () => Number.isFinite(tooMuch) && tooMuch - sustained <= 0.04 * tooMuch;
    while (!this.#options.signal.aborted && !isFound()) {
      if (await isSustained(rate)) sustained = rate;
      else tooMuch = rate;
      rate = Math.round(Number.isFinite(tooMuch) ? (sustained + tooMuch) / 2 : rate * 1.5);
      if (rate < 10 || rate > 100_000) break;
    }
    return sustained;
  }
}

const STORED_MESSAGES = `
  select (count(*) / ${SIGNS_PER_MESSAGE})::int as messages
    from vital_signs
`;

function figuresOf(load: OpenLoopResult, offeredMessagesPerSecond: number) {
  const [ackP50Ms = Number.NaN, ackP99Ms = Number.NaN] = load.ack.percentiles(0.5, 0.99);
  const [ackFromScheduleP50Ms = Number.NaN, ackFromScheduleP99Ms = Number.NaN] =
    load.ackFromSchedule.percentiles(0.5, 0.99);
  return {
    offeredMessagesPerSecond,
    achievedMessagesPerSecond: load.achievedMessagesPerSecond,
    ackP50Ms,
    ackP99Ms,
    ackFromScheduleP50Ms,
    ackFromScheduleP99Ms,
    acknowledgedMessages: load.acknowledged,
    refusedMessages: load.refused,
    signsPerSecond: load.achievedMessagesPerSecond * SIGNS_PER_MESSAGE,
  };
}

/** Readings sent whose delta has not been seen, per bed in the order sent. */
class AwaitedReadings {
  latencies = new Latencies();
  readonly #queues = new Map<string, { observedAt: number; sentAt: number }[]>();

  expect({ bed }: LoadPatient, observedAt: number): void {
    const key = `${bed.unitCode}/${bed.bedLabel}`;
    const queue = this.#queues.get(key);
    const entry = { observedAt, sentAt: performance.now() };
    if (queue) queue.push(entry);
    else this.#queues.set(key, [entry]);
  }

  see({ unitCode, bedLabel, observedAt }: SeenReading): void {
    const seenAt = performance.now();
    const queue = this.#queues.get(`${unitCode}/${bedLabel}`);
    for (;;) {
      const first = queue?.[0];
      if (!first || first.observedAt > observedAt) return;
      queue.shift();
      this.latencies.add(seenAt - first.sentAt);
    }
  }

  reset(): void {
    this.#queues.clear();
    this.latencies = new Latencies();
  }
}
