import { setTimeout as sleep } from "node:timers/promises";
import { type Browser, type BrowserContext, chromium, type Page } from "@playwright/test";
import { encode } from "next-auth/jwt";
import type pg from "pg";
import { z } from "zod";
import { createPool } from "#db/pool";
import { createSession } from "#db/sessions";
import { defaultAlertPolicy } from "#models/alerts/alert-policy";
import { UserId } from "#models/shared/ids";
import { Latencies } from "../../server/bench/latency";
import { admitAll, loadPatients, type LoadPatient } from "../../server/bench/load-patient";
import { openLoop } from "../../server/bench/open-loop";
import { ServerProcess } from "../../server/bench/server-process";
import { MllpClient } from "../../server/senders/mllp-client";
import { browserOptions } from "../fixtures/browser";
import { WIDE_LIMITS } from "../fixtures/wide-limits";
import { openEcho } from "./echo-page";
import { type Heard, listenToBoard } from "./listening-page";

export interface AlertBenchOptions {
  beds: number;
  messagesPerSecond: number;
  /** How many alerts are provoked, one after the other. */
  alerts: number;
  say: (text: string) => void;
  signal: AbortSignal;
}

interface Percentiles {
  p50: number;
  p99: number;
  count: number;
}

export interface AlertBenchResult {
  provoked: number;
  achievedMessagesPerSecond: number;
  /** Milliseconds, each as named: from what to what. */
  writtenToRaised: Percentiles;
  raisedToShown: Percentiles;
  /** Absent when the page has no button to switch its sound on. */
  raisedToSounding: Percentiles | undefined;
  writtenToShown: Percentiles;
  /** A bare event, drawn by a browser of the same kind in the same run. */
  floor: Percentiles;
  /** Raised to shown, as a multiple of the floor, at the 99th percentile. */
  ratio: number;
}

const CONNECTIONS = 8;
const UNIT = "LT1";
const WARM_UP_MS = 10_000;
/** Long enough for the slowest that is still of interest; then it counts as never shown. */
const PATIENCE_MS = 10_000;
/** In which the alert before ends, and the board falls silent. */
const BETWEEN_MS = 1_500;

/**
 * Better as soon as it is, and by the score alone, for a risk remembers: so that the board is quiet, and
 * silent, before the next alert.
 */
const HOUSE = defaultAlertPolicy("intensive");
const POLICY = {
  ...HOUSE,
  deteriorationRisk: { ...HOUSE.deteriorationRisk, isOn: false },
  ...{ recoveryMinutes: 0, recoveryFromFewerInputsMinutes: 0 },
};
const ADD_NURSE = `
  with nurse as (
    insert into users (email, name, role, password_hash)
    values ('charge@alerts.wardcast.example', 'Charge nurse', 'charge-nurse', 'no password')
    returning user_id
  ), assigned as (
    insert into user_units (user_id, unit_id)
    select user_id, unit_id from nurse, units where code = $1
  ), policy as (
    insert into alert_policies (unit_id, version, policy, made_by, made_at)
    select unit_id, 1, $2, user_id, now() from nurse, units
  )
  select user_id as "userId" from nurse
`;
const RAISED = `
  select beds.label as "bedLabel", (extract(epoch from raised_at) * 1000)::float8 as "at"
    from alerts
    join beds using (bed_id)
   order by raised_at
`;
const Raised = z.array(z.object({ bedLabel: z.string(), at: z.number() }));

interface Provocation {
  bedLabel: string;
  writtenAt: number;
}

/** Measures a server of its own, with a board in a real browser, while every bed of the hospital speaks. */
export async function benchAlerts(options: AlertBenchOptions): Promise<AlertBenchResult> {
  const server = await ServerProcess.prepare(options.beds, { ...WIDE_LIMITS, WEB: "on" });
  const closers: (() => unknown)[] = [];
  try {
    return await measure(server, options, closers);
  } finally {
    for (const close of closers.reverse()) await close();
    await server.remove();
  }
}

async function measure(
  server: ServerProcess,
  { beds, messagesPerSecond, alerts, say, signal }: AlertBenchOptions,
  closers: (() => unknown)[],
): Promise<AlertBenchResult> {
  say(`Starting a server with ${beds} beds …`);
  server.start();
  await server.untilReady();
  const pool = createPool(await server.databaseUrl(), { max: 2 });
  pool.on("error", () => undefined); // Ctrl-C reaches the server too, and its database goes first
  closers.push(() => pool.end());
  const patients = loadPatients(beds);
  const links = connect(server, closers);
  await admitAll(patients, links[0]);

  const browser = await chromium.launch(browserOptions());
  closers.push(() => browser.close());
  const page = await openBoard(browser, server, pool);
  const heard = await listenToBoard(page);
  await page.goto(`${server.url}/icu?unit=${UNIT}`);
  await page.getByRole("list", { name: "Occupied beds" }).waitFor();
  const hasSound = await armSound(page);
  // A browser of its own: of two pages in one, the one behind is not drawn.
  const other = await chromium.launch(browserOptions());
  closers.push(() => other.close());
  const endEcho = await openEcho(other);

  const ending = new AbortController();
  const written = new Map<LoadPatient, number>();
  const load = openLoop(patients, links, {
    ...{ messagesPerSecond, seconds: 86_400, mostOutstanding: messagesPerSecond * 60 },
    onSent: ({ patient }) => {
      if (patient.isDeteriorating && !written.has(patient)) written.set(patient, Date.now());
    },
    signal: AbortSignal.any([signal, ending.signal]),
  });
  await sleep(WARM_UP_MS, undefined, { signal });

  say(`Provoking ${alerts} alerts under ${messagesPerSecond} messages/s …`);
  const onBoard = patients.filter(({ bed }) => bed.unitCode === UNIT);
  const provoked: Provocation[] = [];
  for (let index = 0; index < alerts; index += 1) {
    const patient = onBoard[index % onBoard.length];
    if (!patient) throw new Error("nobody lies in the unit");
    provoked.push(await provoke(patient, { written, heard, signal }));
  }
  ending.abort();
  const { achievedMessagesPerSecond } = await load;
  const raised = Raised.parse((await pool.query(RAISED)).rows);
  const took = durations(provoked, raised, await heard());
  const floor = percentilesOf(await endEcho());
  const raisedToShown = percentilesOf(took.raisedToShown);
  return {
    ...{ provoked: provoked.length, achievedMessagesPerSecond, raisedToShown, floor },
    writtenToRaised: percentilesOf(took.writtenToRaised),
    writtenToShown: percentilesOf(took.writtenToShown),
    raisedToSounding: hasSound ? percentilesOf(took.raisedToSounding) : undefined,
    ratio: raisedToShown.p99 / floor.p99,
  };
}

function connect(
  { mllpPort }: ServerProcess,
  closers: (() => unknown)[],
): [MllpClient, ...MllpClient[]] {
  const target = { host: "127.0.0.1", port: mllpPort };
  const make = () => {
    const client = new MllpClient(target, { windowSize: 1_000_000 });
    closers.push(() => client.close());
    return client;
  };
  return [make(), ...Array.from({ length: CONNECTIONS - 1 }, make)];
}

/** A charge nurse of the unit, signed in. */
async function openBoard(browser: Browser, server: ServerProcess, pool: pg.Pool): Promise<Page> {
  const added = await pool.query(ADD_NURSE, [UNIT, JSON.stringify(POLICY)]);
  const { userId } = z.object({ userId: UserId }).parse(added.rows[0]);
  const limits = { idleMinutes: 600, absoluteHours: 24 };
  const sessionId = await createSession(pool, userId, limits, new Date());
  const value = await encode({ token: { sub: userId, sessionId }, secret: server.secret });
  const context: BrowserContext = await browser.newContext({
    viewport: { width: 1440, height: 900 },
  });
  await context.addCookies([{ name: "next-auth.session-token", value, url: server.url }]);
  return context.newPage();
}

/** False when the page has no sound to switch on. */
async function armSound(page: Page): Promise<boolean> {
  const button = page.getByRole("button", { name: /^Alert sound: / });
  if ((await button.count()) === 0) return false;
  await button.click();
  const panel = page.getByRole("dialog", { name: "Sound of alerts" });
  await panel.getByRole("button", { name: "Switch sound on" }).click();
  await page.keyboard.press("Escape");
  return true;
}

/** From one monitor's first bad values to its alert on the board, and back to a quiet board. */
async function provoke(
  patient: LoadPatient,
  {
    written,
    heard,
    signal,
  }: { written: Map<LoadPatient, number>; heard: () => Promise<Heard>; signal: AbortSignal },
): Promise<Provocation> {
  const { bedLabel } = patient.bed;
  const startedAt = Date.now();
  patient.isDeteriorating = true;
  while (Date.now() - startedAt < PATIENCE_MS) {
    await sleep(100, undefined, { signal });
    const { shown } = await heard();
    if (shown.some((each) => each.bedLabel === bedLabel && each.at > startedAt)) break;
  }
  const writtenAt = written.get(patient);
  if (writtenAt === undefined) throw new Error("the load does not send");
  patient.isDeteriorating = false;
  written.delete(patient);
  // A second until its monitor speaks again, then the alert ends.
  await sleep(1_000 + BETWEEN_MS, undefined, { signal });
  return { bedLabel, writtenAt };
}

function durations(provoked: readonly Provocation[], raised: z.infer<typeof Raised>, heard: Heard) {
  const took = {
    writtenToRaised: [] as number[],
    raisedToShown: [] as number[],
    raisedToSounding: [] as number[],
    writtenToShown: [] as number[],
  };
  for (const { bedLabel, writtenAt } of provoked) {
    const isItsFirst = (each: { bedLabel: string; at: number }) =>
      each.bedLabel === bedLabel && each.at >= writtenAt;
    const raisedAt = raised.find(isItsFirst)?.at ?? Number.POSITIVE_INFINITY;
    const shownAt = heard.shown.find(isItsFirst)?.at ?? Number.POSITIVE_INFINITY;
    const soundedAt = heard.tones.find((at) => at >= raisedAt) ?? Number.POSITIVE_INFINITY;
    // What never came counts as endless: it must not make the others look faster.
    took.writtenToRaised.push(raisedAt - writtenAt);
    took.raisedToShown.push(shownAt === Infinity ? Infinity : shownAt - raisedAt);
    took.raisedToSounding.push(soundedAt === Infinity ? Infinity : soundedAt - raisedAt);
    took.writtenToShown.push(shownAt - writtenAt);
  }
  return took;
}

function percentilesOf(milliseconds: readonly number[]): Percentiles {
  const latencies = new Latencies();
  for (const each of milliseconds) latencies.add(each);
  const [p50 = Number.NaN, p99 = Number.NaN] = latencies.percentiles(0.5, 0.99);
  return { p50, p99, count: latencies.count };
}
