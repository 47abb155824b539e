import { setMaxListeners } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { createPool } from "#db/pool";
import { defaultAlertPolicy } from "#models/alerts/alert-policy";
import type { AlertAnswer } from "#models/alerts/alert-answer";
import { seededRandom } from "#models/deterioration/seeded-random";
import { ServerProcess } from "../../server/bench/server-process";
import { WIDE_LIMITS } from "../fixtures/wide-limits";
import { between, oneOf } from "./chance";
import { Deteriorations } from "./deteriorations";
import { addWatchers } from "./people";
import { Screen } from "./screen";
import { judge, storedSteps, type Verdict } from "./verdict";

export interface DeliveryOptions {
  alerts: number;
  clients: number;
  /** How long the alerts are spread over. */
  seconds: number;
  kills: number;
  seed: number;
  say: (text: string) => void;
  signal: AbortSignal;
}

export interface DeliveryResult extends Verdict {
  kills: number;
  networkLosses: number;
  longestAwaySeconds: number;
  answers: number;
  messages: number;
  catchUpP50Ms: number;
  catchUpWorstMs: number;
}

/** Units of fifty beds: enough of them that nobody watches more than a part of the hospital. */
const MOST_BEDS = 500;
const MOST_SECONDS_AWAY = 300;
const SETTLE_MS = 2_000;
const GIVE_UP_MS = 180_000;

/** Patients are better as soon as they are, and whoever is asked has a minute: more news in less time. */
const POLICY = {
  ...defaultAlertPolicy("intensive"),
  ...{ recoveryMinutes: 0, recoveryFromFewerInputsMinutes: 0 },
  ladder: defaultAlertPolicy("intensive").ladder.map((rung) => ({
    ...rung,
    waitMinutes: { high: 1, medium: 1, low: 1 },
  })),
};
/** Who is asked has a day: after one last round of news there is none. */
const PATIENT_POLICY = {
  ...POLICY,
  ladder: POLICY.ladder.map((rung) => ({
    ...rung,
    waitMinutes: { high: 1_440, medium: 1_440, low: 1_440 },
  })),
};
const SET_POLICY = `
  insert into alert_policies (unit_id, version, policy, made_by, made_at)
  select unit_id, $1, $2, (select user_id from users limit 1), now() from units
`;
const COUNT_ALERTS = `select count(*)::int as alerts from alerts`;
const LAST_STEP = `select coalesce(max(sequence), 0)::float8 as sequence from alert_events`;

/** Kills a server of its own under alerts, while its screens come and go, and counts what each has shown. */
export async function deliveryTest(options: DeliveryOptions): Promise<DeliveryResult> {
  const server = await ServerProcess.prepare(bedsFor(options), WIDE_LIMITS);
  const test = new DeliveryTest(server, options);
  try {
    return await test.run();
  } finally {
    test.close();
    await server.remove();
  }
}

const bedsFor = ({ alerts }: DeliveryOptions): number =>
  Math.min(MOST_BEDS, Math.max(100, Math.ceil(alerts / 20)));

class DeliveryTest {
  readonly #server: ServerProcess;
  readonly #options: DeliveryOptions;
  readonly #random: () => number;
  readonly #patients: Deteriorations;
  readonly #isOver = new AbortController();
  #screens: Screen[] = [];
  #longestAwayMs = 0;
  #answers = 0;

  constructor(server: ServerProcess, options: DeliveryOptions) {
    setMaxListeners(0, this.#isOver.signal); // every screen sleeps by it
    this.#server = server;
    this.#options = options;
    this.#random = seededRandom(options.seed);
    const { mllpPort: port } = server;
    this.#patients = new Deteriorations({ beds: bedsFor(options), port, random: this.#random });
  }

  async run(): Promise<DeliveryResult> {
    const { clients, say, signal } = this.#options;
    const beds = bedsFor(this.#options);
    say(`Starting a server with ${beds} beds and ${clients} screens …`);
    this.#server.start();
    await this.#server.untilReady();
    const watchers = await this.#withPool(async (pool) => {
      const people = { clients, secret: this.#server.secret, random: this.#random };
      const added = await addWatchers(pool, people);
      await pool.query(SET_POLICY, [1, JSON.stringify(POLICY)]);
      return added;
    });
    await this.#patients.admit();
    this.#screens = watchers.map((watcher) => new Screen(watcher, this.#server));
    await Promise.all(this.#screens.map((screen) => screen.open()));
    await this.#untilAllLive();

    say("Patients deteriorate, screens come and go …");
    const lives = this.#screens.map((screen) => this.#comeAndGo(screen));
    const deteriorating = this.#patients.run(this.#cycleMs());
    await this.#killInBetween();
    await this.#untilRaised();
    this.#patients.stop();
    await deteriorating;
    this.#isOver.abort();
    await Promise.all(lives);
    signal.throwIfAborted();

    say("Everybody is back; waiting for the last news …");
    await this.#untilAllLive();
    await this.#untilQuiet();
    const verdict = judge(await this.#withPool(storedSteps), this.#screens);
    return { ...verdict, ...this.#figures() };
  }

  close(): void {
    this.#isOver.abort();
    this.#patients.stop();
    this.#patients.close();
    for (const screen of this.#screens) screen.close();
  }

  /** Of one patient; about three in two alerts come of a cycle, of the score and of the risk. */
  #cycleMs(): number {
    const { alerts, seconds } = this.#options;
    return Math.max(1_500, (seconds * 1_000 * bedsFor(this.#options)) / alerts);
  }

  async #killInBetween(): Promise<void> {
    const { kills, seconds, say, signal } = this.#options;
    for (let kill = 1; kill <= kills; kill += 1) {
      await sleep((seconds * 1_000) / (kills + 1), undefined, { signal });
      const killedAt = await this.#server.killWithDatabase();
      this.#server.start();
      await this.#server.untilReady();
      const away = ((Date.now() - killedAt) / 1_000).toFixed(1);
      say(`  kill ${kill} of ${kills}: the server was away for ${away} s`);
    }
    await sleep((seconds * 1_000) / (kills + 1), undefined, { signal });
  }

  /** Until there are as many as asked for, or there is no end to it: the verdict says how many there were. */
  async #untilRaised(): Promise<void> {
    const { alerts, seconds, signal } = this.#options;
    const giveUpAt = Date.now() + seconds * 1_000 + GIVE_UP_MS;
    while (Date.now() < giveUpAt) {
      const { rows } = await this.#withPool((pool) => pool.query(COUNT_ALERTS));
      if (rows[0].alerts >= alerts) return;
      await sleep(1_000, undefined, { signal });
    }
  }

  /** Away for seconds mostly, for minutes now and then; answers an alert now and then. */
  async #comeAndGo(screen: Screen): Promise<void> {
    const { seconds } = this.#options;
    const mostAway = Math.min(MOST_SECONDS_AWAY, seconds / 2);
    const { signal } = this.#isOver;
    const random = this.#random;
    const pause = (length: number) =>
      sleep(length * 1_000, undefined, { signal }).catch(() => undefined);
    while (!signal.aborted) {
      await pause(between(random, 1, seconds / 4));
      if (signal.aborted) return;
      if (screen.watcher.entitled.size > 0 && (await screen.answerOne(oneOf(random, ANSWERS))))
        this.#answers += 1;
      await pause(between(random, 1, seconds / 8));
      const startedAt = Date.now();
      screen.loseNetwork(oneOf(random, ["cut", "silent"]));
      await pause(mostAway * random() ** 3);
      screen.findNetwork();
      this.#longestAwayMs = Math.max(this.#longestAwayMs, Date.now() - startedAt);
    }
  }

  async #untilAllLive(): Promise<void> {
    const giveUpAt = Date.now() + GIVE_UP_MS;
    while (!this.#screens.every(({ isLive }) => isLive)) {
      const away = this.#screens.filter(({ isLive }) => !isLive).length;
      if (Date.now() > giveUpAt) throw new Error(`${away} screens never became live`);
      await sleep(100, undefined, { signal: this.#options.signal });
    }
  }

  /** Until no step has come for a moment, in which the last was told to everybody. */
  async #untilQuiet(): Promise<void> {
    const patient = JSON.stringify(PATIENT_POLICY);
    await this.#withPool((pool) =>
      pool.query(`${SET_POLICY} on conflict do nothing`, [2, patient]),
    );
    for (let last = -1; ;) {
      const { rows } = await this.#withPool((pool) => pool.query(LAST_STEP));
      if (rows[0].sequence === last) return;
      last = rows[0].sequence;
      await sleep(SETTLE_MS, undefined, { signal: this.#options.signal });
    }
  }

  #figures() {
    const catchUps = this.#screens.flatMap((screen) => screen.catchUps).sort((a, b) => a - b);
    return {
      kills: this.#options.kills,
      networkLosses: this.#screens.reduce((sum, { losses }) => sum + losses, 0),
      longestAwaySeconds: this.#longestAwayMs / 1_000,
      answers: this.#answers,
      messages: this.#patients.messages,
      catchUpP50Ms: catchUps[catchUps.length >> 1] ?? Number.NaN,
      catchUpWorstMs: catchUps.at(-1) ?? Number.NaN,
    };
  }

  /** Asked again for a while: a database that has just been killed, or is busy with everybody, takes its time. */
  async #withPool<T>(work: (pool: pg.Pool) => Promise<T>): Promise<T> {
    const giveUpAt = Date.now() + GIVE_UP_MS;
    for (;;) {
      const pool = createPool(await this.#server.databaseUrl(), { max: 1 });
      pool.on("error", () => undefined); // the next kill may come before it is closed
      try {
        return await work(pool);
      } catch (cause) {
        if (Date.now() > giveUpAt || this.#options.signal.aborted) throw cause;
        await sleep(1_000);
      } finally {
        await pool.end();
      }
    }
  }
}

const ANSWERS: readonly AlertAnswer[] = [
  { type: "acknowledge" },
  { type: "take" },
  { type: "snooze", minutes: 1, reason: "being-treated" },
  { type: "resolve", disposition: "artefact" },
];
