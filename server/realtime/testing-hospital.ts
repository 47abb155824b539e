import { createServer, type Server as HttpServer } from "node:http";
import { encode } from "next-auth/jwt";
import type pg from "pg";
import { io, type Socket } from "socket.io-client";
import { createAuditTrail, type DurableAuditTrail } from "#db/audit";
import { saveObservations } from "#db/vital-signs";
import { createSession } from "#db/sessions";
import { seedHospital } from "#db/seed/seed-hospital";
import type { TestDatabase } from "#db/testing/test-database";
import { admitMadeUpPatient } from "#db/testing/made-up-patient";
import { testIdentifiers } from "#db/testing/test-identifiers";
import type { Role } from "#models/access/role";
import type { HospitalPlan } from "#models/hospital/demo-hospital";
import { MADE_UP_HAZARDS } from "#models/census/made-up-hazards";
import type { ClientToServerEvents, ServerToClientEvents } from "#models/realtime/events";
import type { AlertId, BedId, EncounterId, SessionId, UnitId, UserId } from "#models/shared/ids";
import { MS_PER_DAY } from "#models/shared/time-range";
import { createExpectedDischarges } from "../beds/expect-discharges";
import { createLive, type LiveSystem } from "../live/live-system";
import type { Scorer } from "../live/scorer";
import { databaseEmergencyAccesses } from "./database-emergency-accesses";
import { databaseSessions } from "./database-sessions";
import { databaseWalls } from "./database-walls";
import { databaseEscalation } from "./escalation-channel";
import { createGateway, type Gateway } from "./gateway";
import { databaseIncidents } from "./incident-channel";

/** A small hospital on a real database, with a real gateway on a random port: for tests only. */
export type Screen = Socket<ServerToClientEvents, ClientToServerEvents>;

export const SECRET = "a secret of tests, of at least thirty-two characters";
export const ORIGIN = "http://wardcast.test";

export const PLAN: HospitalPlan = {
  sites: [{ code: "T", name: "Test" }],
  units: [
    { siteCode: "T", code: "U1", name: "One", kind: "intensive", bedLabels: ["01", "02", "03"] },
    { siteCode: "T", code: "U2", name: "Two", kind: "ward", bedLabels: ["01", "02"] },
  ],
};

/** What a screen asks when somebody acknowledges. */
export const acknowledging = (alertId: AlertId) =>
  ({ alertId, seen: "high", answer: { type: "acknowledge" } }) as const;

export const silentLog = { info: () => {}, warn: () => {}, error: () => {} };

export interface RunningServer {
  trail: DurableAuditTrail;
  live: LiveSystem;
  gateway: Gateway;
  port: number;
  observed: Float64Array[];
  /** Whose forecast the scorer was asked for. */
  forecastsAsked: EncounterId[];
  stop(): Promise<void>;
}

export async function startServer(
  { pools, urls }: TestDatabase,
  trail: DurableAuditTrail = createAuditTrail(pools.service),
): Promise<RunningServer> {
  const observed: Float64Array[] = [];
  const forecastsAsked: EncounterId[] = [];
  const scorer: Scorer = {
    admit: () => {},
    release: () => {},
    observe: (records) => void observed.push(records),
    forecast: async (asked) => {
      forecastsAsked.push(asked.encounterId);
      return { state: "none", reason: "no-model" };
    },
  };
  const now = () => new Date();
  const live = createLive({
    pool: pools.service,
    people: pools.app,
    identifiers: testIdentifiers,
    scorer,
    log: silentLog,
    now,
  });
  await live.start();

  const http: HttpServer = createServer();
  const gateway = createGateway({
    http,
    live,
    alerts: live.alerts,
    sessions: databaseSessions(pools.identity),
    emergencyAccesses: databaseEmergencyAccesses(pools.service),
    incidents: databaseIncidents(pools.service),
    escalation: databaseEscalation(pools.service),
    walls: databaseWalls(pools.service),
    beds: {
      pool: pools.service,
      people: pools.app,
      identifiers: testIdentifiers,
      timeZone: "UTC",
      expected: createExpectedDischarges({
        db: pools.service,
        timeZone: "UTC",
        hazards: async () => MADE_UP_HAZARDS,
      }),
    },
    rosters: { pool: pools.service, people: pools.app, timeZone: "UTC" },
    trail: {
      record: trail.record,
      note: (event) => void trail.record(event).catch(() => undefined),
    },
    connectionString: urls.serviceUrl,
    secret: SECRET,
    allowedOrigins: [ORIGIN],
    log: silentLog,
    now,
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  const address = http.address();
  if (!address || typeof address === "string") throw new Error("no port");

  return {
    trail,
    live,
    gateway,
    port: address.port,
    observed,
    forecastsAsked,
    stop: async () => {
      await gateway.close();
      await live.stop();
      await trail.drain();
    },
  };
}

export async function seedTestHospital(pool: pg.Pool): Promise<Record<string, UnitId>> {
  await seedHospital(pool, PLAN);
  const { rows } = await pool.query<{ code: string; unitId: UnitId }>(
    `select code, unit_id as "unitId" from units`,
  );
  return Object.fromEntries(rows.map(({ code, unitId }) => [code, unitId]));
}

let people = 0;

export async function signIn(
  pool: pg.Pool,
  { role, unitIds }: { role: Role; unitIds: readonly UnitId[] },
): Promise<{ userId: UserId; sessionId: SessionId; cookie: string }> {
  people += 1;
  const { rows } = await pool.query<{ userId: UserId }>(
    `insert into users (email, name, role, password_hash)
     values ($1, $2, $3, 'none') returning user_id as "userId"`,
    [`person${people}@wardcast.test`, `Person ${people}`, role],
  );
  const userId = present(rows[0]).userId;
  for (const unitId of unitIds) {
    await pool.query("insert into user_units (user_id, unit_id) values ($1, $2)", [userId, unitId]);
  }
  const limits = { idleMinutes: 15, absoluteHours: 12 };
  const sessionId = await createSession(pool, userId, limits, new Date());
  return { userId, sessionId, cookie: await cookieOf(sessionId) };
}

/** The cookie that next-auth would have set for it. */
export async function cookieOf(sessionId: SessionId): Promise<string> {
  return `next-auth.session-token=${await encode({ token: { sessionId }, secret: SECRET })}`;
}

/** Admits a made-up patient to a bed. */
export async function admitPatient(
  pool: pg.Pool,
  { unit, bed, visit }: { unit: string; bed: string; visit: string },
): Promise<EncounterId> {
  const { rows } = await pool.query<{ bedId: BedId }>(
    `select bed_id as "bedId"
       from beds join units using (unit_id) where units.code = $1 and beds.label = $2`,
    [unit, bed],
  );
  const { encounterId } = await admitMadeUpPatient(pool, {
    medicalRecord: `${visit}^TEST`,
    visitNumber: visit,
    givenName: visit,
    bornOn: "1950-06-01",
    sex: "female",
    admittedAt: new Date(Date.now() - 2 * MS_PER_DAY),
    bedId: present(rows[0]).bedId,
  });
  return encounterId;
}

/** Moves a patient as an ADT message would, in the database alone. */
export async function transferPatient(
  pool: pg.Pool,
  encounterId: EncounterId,
  { unit, bed }: { unit: string; bed: string },
): Promise<void> {
  await pool.query(
    `update bed_stays set during = tstzrange(lower(during), now())
      where encounter_id = $1 and upper_inf(during)`,
    [encounterId],
  );
  await pool.query(
    `insert into bed_stays (encounter_id, bed_id, during)
     select $1, bed_id, tstzrange(now(), null)
       from beds join units using (unit_id) where units.code = $2 and beds.label = $3`,
    [encounterId, unit, bed],
  );
}

export async function dischargePatient(pool: pg.Pool, encounterId: EncounterId): Promise<void> {
  await pool.query(
    `update bed_stays set during = tstzrange(lower(during), now())
      where encounter_id = $1 and upper_inf(during)`,
    [encounterId],
  );
  await pool.query(
    `update encounters set status = 'discharged', discharged_at = now() where encounter_id = $1`,
    [encounterId],
  );
}

/** Stores one heart rate and says so, as the ingest does. */
export async function recordHeartRate(
  { live }: RunningServer,
  pool: pg.Pool,
  reading: { visit: string; value: number; observedAt: number },
): Promise<void> {
  const encounter = present(live.findByVisit(reading.visit));
  const { value, observedAt } = reading;
  await saveObservations(pool, "vital_signs", {
    observedAt: [observedAt],
    encounterId: [encounter.encounterId],
    kind: [1],
    value: [value],
    deviceId: [null],
  });
  const observations = [{ kind: 1, observedAt, value }];
  live.recorded([{ encounter, sentAt: observedAt, receivedAt: Date.now(), observations }]);
}

export function openScreen(
  port: number,
  { cookie, origin = ORIGIN }: { cookie?: string; origin?: string | undefined },
): Screen {
  return io(`http://127.0.0.1:${port}`, {
    transports: ["websocket"],
    reconnection: false,
    forceNew: true,
    extraHeaders: { ...(origin && { origin }), ...(cookie && { cookie }) },
  });
}

/** "connected", or the reason for which it was refused. */
export const outcomeOf = (screen: Screen): Promise<string> =>
  new Promise((resolve) => {
    screen.once("connect", () => resolve("connected"));
    screen.once("connect_error", (error) => resolve(error.message));
  });

export function present<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("expected a value");
  return value;
}
