import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { encode } from "next-auth/jwt";
import pg from "pg";
import { Role } from "#models/access/role";
import { STEP_UP_MINUTES } from "#models/access/step-up";
import { PENDING_SESSION_MINUTES } from "#models/access/second-factor";
import { sessionCookieName } from "#models/access/session-cookie";
import type { SessionId, UnitId, UserId } from "#models/shared/ids";
import { MS_PER_HOUR, MS_PER_MINUTE } from "#models/shared/time-range";

/** What may be the matter with whoever asks. */
export const STATES = [
  "live", // second factor just shown
  "stale", // signed in, but the second factor was shown too long ago for what needs it fresh
  "pending", // password given, second factor not yet
  "awaiting-password", // both given, but the password was issued by somebody else
  "idle",
  "expired",
  "revoked",
  "disabled",
  "forged", // names a live session, signed by somebody else
  "signed-out",
] as const;
export type State = (typeof STATES)[number];

export interface Principal {
  role: Role;
  state: State;
  /** As a browser sends it; empty for somebody signed out. */
  cookie: string;
}

const ADD_USER = `
  insert into users (email, name, role, password_hash, disabled_at)
  values ($1, $2, $3, 'cannot be signed in with', case when $4 then now() end)
  returning user_id as "userId"
`;
const ASSIGN = `insert into user_units (user_id, unit_id) values ($1, $2)`;
const ADD_SESSION = `
  insert into sessions (session_id, user_id, created_at, last_seen_at, expires_at, idle_seconds,
                        ended_at, end_reason, second_factor_at, stepped_up_at, awaits_password)
  values ($1, $2, $3, $4, $5, 900, $6, $7, $8, $9, $10)
`;

/** From now on; a pending session has ten minutes in all. */
const LIFE_MS: Readonly<Record<State, number>> = {
  live: MS_PER_HOUR,
  stale: MS_PER_HOUR,
  pending: PENDING_SESSION_MINUTES * MS_PER_MINUTE,
  "awaiting-password": MS_PER_HOUR,
  idle: MS_PER_HOUR,
  expired: -1_000,
  revoked: MS_PER_HOUR,
  disabled: MS_PER_HOUR,
  forged: MS_PER_HOUR,
  "signed-out": 0,
};

/** Everybody who might ask: each role in each state, all of them at home in one unit. */
export async function createPrincipals(
  hospital: { dataDir: string; databaseUrl(): string },
  unitId: UnitId,
): Promise<Principal[]> {
  const secret = readFileSync(join(hospital.dataDir, "session-secret"), "utf8").trim();
  const client = new pg.Client({ connectionString: hospital.databaseUrl() });
  await client.connect();
  try {
    const principals: Principal[] = [];
    for (const role of Role.options)
      for (const state of STATES)
        principals.push({
          role,
          state,
          cookie: await cookieFor(client, secret, role, state, unitId),
        });
    return principals;
  } finally {
    await client.end();
  }
}

async function cookieFor(
  client: pg.Client,
  secret: string,
  role: Role,
  state: State,
  unitId: UnitId,
): Promise<string> {
  if (state === "signed-out") return "";

  const userId = await addUser(client, role, state === "disabled");
  await client.query(ASSIGN, [userId, unitId]);
  const sessionId = await addSession(client, userId, state);
  const token = await encode({
    token: { sub: userId, sessionId },
    secret: state === "forged" ? `${secret}x` : secret,
  });
  return `${sessionCookieName(false)}=${token}`;
}

async function addUser(client: pg.Client, role: Role, isDisabled: boolean): Promise<UserId> {
  const email = `${role}.${randomUUID().slice(0, 8)}@matrix.example`;
  const { rows } = await client.query<{ userId: UserId }>(ADD_USER, [
    email,
    "Person of the matrix",
    role,
    isDisabled,
  ]);
  const [added] = rows;
  if (!added) throw new Error("no account was added");
  return added.userId;
}

async function addSession(client: pg.Client, userId: UserId, state: State): Promise<SessionId> {
  const sessionId = randomUUID() as SessionId;
  const now = Date.now();
  const began = new Date(state === "pending" ? now : now - MS_PER_HOUR);
  const steppedUpAt =
    state === "stale" ? new Date(now - (STEP_UP_MINUTES + 1) * MS_PER_MINUTE) : new Date(now);
  await client.query(ADD_SESSION, [
    sessionId,
    userId,
    began,
    state === "idle" ? began : new Date(now),
    new Date(now + LIFE_MS[state]),
    state === "revoked" ? new Date(now) : null,
    state === "revoked" ? "revoked" : null,
    state === "pending" ? null : began,
    state === "pending" ? null : steppedUpAt,
    state === "awaiting-password",
  ]);
  return sessionId;
}
