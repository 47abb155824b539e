import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { visitNumberIndex } from "#db/encryption/blind-indexes";
import type { Identifiers } from "#db/encryption/identifiers";
import { openKeyring } from "#db/encryption/keyring";
import { createPool } from "#db/pool";
import { MllpClient } from "../senders/mllp-client";
import { BoardWatcher } from "./board-watcher";
import { admitAll, loadPatients, SIGNS_PER_MESSAGE } from "./load-patient";
import { openLoop } from "./open-loop";
import { endNow, ServerProcess } from "./server-process";

export interface CrashTestOptions {
  kills: number;
  databaseKills: number;
  messagesPerSecond: number;
  beds: number;
  say: (text: string) => void;
  signal: AbortSignal;
}

export interface CrashTestResult {
  kills: number;
  serverKills: number;
  databaseKills: number;
  acknowledged: number;
  /** Acknowledged messages of which the database has fewer than all signs. */
  missing: number;
  /** Acknowledged messages of which the database has more. */
  duplicated: number;
  refused: number;
  recoverySecondsMax: number;
  recoverySeconds: number[];
}

export const RECOVERY_LIMIT_SECONDS = 15;
/** A board that shows what was measured this recently is live. */
const FRESH_MS = 2_000;
const BETWEEN_KILLS_MS = 4_000;
/** Longer than the limit, so that what is too slow is measured and not merely missed. */
const GIVE_UP_MS = 60_000;
const CONNECTIONS = 4;

/** Kills a server of its own, and its database, under load, and counts what became of the messages. */
export async function crashTest(options: CrashTestOptions): Promise<CrashTestResult> {
  const server = await ServerProcess.prepare(options.beds);
  const ending = new AbortController();
  const signal = AbortSignal.any([options.signal, ending.signal]);
  const clients = new Set<MllpClient>();
  let watcher: BoardWatcher | undefined;
  try {
    options.say(`Starting a server with ${options.beds} beds …`);
    server.start();
    await server.untilReady();
    const patients = loadPatients(options.beds);
    const [first, ...others] = connect(server, clients);
    await admitAll(patients, first);
    const acknowledged = new AcknowledgedReadings();
    const board = new BoardClock();
    watcher = await withPool(server, (pool) =>
      // Two units are enough to see whether the board lives; to see all is the bench's work.
      BoardWatcher.open(server, pool, ({ observedAt }) => board.see(observedAt), ["LT1", "LT2"]),
    );

    const load = openLoop(patients, [first, ...others], {
      messagesPerSecond: options.messagesPerSecond,
      seconds: 3_600,
      mostOutstanding: options.messagesPerSecond * 120,
      onAcknowledged: ({ patient, observedAt }) =>
        acknowledged.add(patient.identity.visitNumber, observedAt),
      signal,
    });
    const recoverySeconds = await killRepeatedly(server, board, options);
    await sleep(BETWEEN_KILLS_MS);
    ending.abort();
    const { refused } = await load;
    options.say(`Comparing ${acknowledged.count} acknowledged messages with the database …`);
    const compared = await withPool(server, async (pool) => {
      const keyring = await openKeyring(pool, await server.masterKey());
      return acknowledged.compare(pool, keyring.identifiers).finally(keyring.stop);
    });
    return {
      kills: options.kills + options.databaseKills,
      serverKills: options.kills,
      databaseKills: options.databaseKills,
      acknowledged: acknowledged.count,
      ...compared,
      refused,
      recoverySecondsMax: Math.max(0, ...recoverySeconds),
      recoverySeconds,
    };
  } finally {
    ending.abort();
    watcher?.close();
    for (const client of clients) client.close();
    await server.remove();
  }
}

function connect(server: ServerProcess, clients: Set<MllpClient>): [MllpClient, ...MllpClient[]] {
  const make = () => {
    const target = { host: "127.0.0.1", port: server.mllpPort };
    const client = new MllpClient(target, { windowSize: 2_000, answerTimeoutMs: 5_000 });
    clients.add(client);
    return client;
  };
  return [make(), ...Array.from({ length: CONNECTIONS - 1 }, make)];
}

async function withPool<T>(server: ServerProcess, work: (pool: pg.Pool) => Promise<T>): Promise<T> {
  const pool = createPool(await server.databaseUrl(), { max: 2 });
  pool.on("error", () => undefined); // Ctrl-C reaches the server too, and its database goes first
  try {
    return await work(pool);
  } finally {
    await pool.end();
  }
}

async function killRepeatedly(
  server: ServerProcess,
  board: BoardClock,
  options: CrashTestOptions,
): Promise<number[]> {
  const victims = [
    ...Array.from({ length: options.kills }, () => "server" as const),
    ...Array.from({ length: options.databaseKills }, () => "database" as const),
  ];
  const recoverySeconds: number[] = [];
  for (const [index, victim] of victims.entries()) {
    await sleep(BETWEEN_KILLS_MS, undefined, { signal: options.signal });
    const killedAt = victim === "server" ? await killServer(server) : await killDatabase(server);
    const seconds = await board.liveAgain(killedAt, options.signal);
    recoverySeconds.push(seconds);
    options.say(
      `  ${index + 1} of ${victims.length}: ${victim} killed, board live after ${seconds.toFixed(1)} s`,
    );
  }
  return recoverySeconds;
}

/** Both answer with the instant of the kill: finding the process has taken a moment before it. */
async function killServer(server: ServerProcess): Promise<number> {
  const killedAt = await server.killWithDatabase();
  server.start();
  return killedAt;
}

async function killDatabase(server: ServerProcess): Promise<number> {
  const databasePid = await server.databasePid();
  if (databasePid === undefined) throw new Error("the server has no embedded database to kill");
  endNow(databasePid);
  return Date.now();
}

/** Knows when the board last showed something fresh. */
class BoardClock {
  #waiting: { since: number; resolve: (liveAt: number) => void } | undefined;

  see(observedAt: number): void {
    const now = Date.now();
    const waiting = this.#waiting;
    if (!waiting || observedAt <= waiting.since || now - observedAt > FRESH_MS) return;
    this.#waiting = undefined;
    waiting.resolve(now);
  }

  /** Seconds from `since` until the board showed a reading made after it, as fresh as ever. */
  async liveAgain(since: number, signal: AbortSignal): Promise<number> {
    const live = new Promise<number>((resolve) => {
      this.#waiting = { since, resolve };
    });
    const timeout = sleep(GIVE_UP_MS, undefined, { signal, ref: false }).then(() => Date.now());
    return ((await Promise.race([live, timeout])) - since) / 1_000;
  }
}

const STORED = `
  select (extract(epoch from observed_at) * 1000)::float8 as "observedAt",
         count(*)::int as signs
    from vital_signs
    join encounters using (encounter_id)
   where visit_number_index = $1
   group by observed_at
`;

/** What the server said it had stored. */
class AcknowledgedReadings {
  readonly #byVisit = new Map<string, Set<number>>();
  count = 0;

  add(visitNumber: string, observedAt: number): void {
    const known = this.#byVisit.get(visitNumber);
    if (known) known.add(observedAt);
    else this.#byVisit.set(visitNumber, new Set([observedAt]));
    this.count += 1;
  }

  async compare(
    pool: pg.Pool,
    identifiers: Identifiers,
  ): Promise<{ missing: number; duplicated: number }> {
    let missing = 0;
    let duplicated = 0;
    for (const [visitNumber, acknowledged] of this.#byVisit) {
      const { rows } = await pool.query<{ observedAt: number; signs: number }>(STORED, [
        visitNumberIndex(identifiers, visitNumber),
      ]);
      const stored = new Map(rows.map(({ observedAt, signs }) => [Math.round(observedAt), signs]));
      for (const observedAt of acknowledged) {
        const signs = stored.get(observedAt) ?? 0;
        if (signs < SIGNS_PER_MESSAGE) missing += 1;
        if (signs > SIGNS_PER_MESSAGE) duplicated += 1;
      }
    }
    return { missing, duplicated };
  }
}
