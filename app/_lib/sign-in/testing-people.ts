import {
  createPendingSession,
  findPendingSession,
  type PendingSession,
} from "#db/pending-sessions";
import { createTestCipher } from "#db/testing/test-cipher";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database";
import { createUser } from "#db/users";
import { totpCode, totpStep } from "#models/access/totp";
import { beginPasskey, beginTotp, confirmPasskey, confirmTotp, type Enroller } from "./enrol";
import type { Opening } from "./open-session";
import { TestAuthenticator } from "./testing-authenticator";

/** People on a real database, who take the steps of signing in: for tests only. */
export const NOW = new Date("2026-03-01T08:00:10Z");
export const seconds = (count: number) => new Date(NOW.getTime() + count * 1_000);
export const RP = { rpId: "wardcast.test", origin: "https://wardcast.test" };

export interface Ward {
  database: TestDatabase;
  at(now?: Date): Opening;
}

export async function openWard(): Promise<Ward> {
  const database = await createTestDatabase();
  const cipher = createTestCipher();
  return {
    database,
    at: (now = NOW) => ({
      pool: database.pool,
      cipher,
      rp: RP,
      limits: { idleMinutes: 15, absoluteHours: 12 },
      now,
    }),
  };
}

let people = 0;

/** Somebody with a password and nothing else, who has just typed it. */
export async function somebody({ database }: Ward, now = NOW): Promise<Enroller> {
  const email = `person${++people}@wards.example`;
  const userId = await createUser(database.pool, {
    email,
    name: "Person",
    role: "nurse",
    unitIds: [],
    passwordHash: "unused",
  });
  const sessionId = await createPendingSession(database.pool, userId, now);
  return { userId, sessionId, name: "Person", email, isPending: true };
}

/** The same person types the password again. */
export async function again(
  { database }: Ward,
  { userId }: Enroller,
  now = NOW,
): Promise<PendingSession> {
  const sessionId = await createPendingSession(database.pool, userId, now);
  const pending = await findPendingSession(database.pool, sessionId, now);
  if (!pending) throw new Error("the session is not pending");
  return pending;
}

/** Enrols an app, with the code of the step before: that of now is unused. */
export async function enrolApp(
  ward: Ward,
  who: Enroller,
): Promise<{ secret: string; recoveryCodes: string[] }> {
  const { secret } = await beginTotp(who, ward.at());
  const code = totpCode(secret, totpStep(NOW) - 1);
  const { recoveryCodes = [] } = await confirmTotp(who, { code, name: "Phone" }, ward.at());
  return { secret, recoveryCodes };
}

export async function enrolPasskey(ward: Ward, who: Enroller): Promise<TestAuthenticator> {
  const authenticator = new TestAuthenticator(RP);
  const { challenge } = await beginPasskey(who, ward.at());
  const attestation = authenticator.make(challenge);
  await confirmPasskey(who, { attestation, name: "Key" }, ward.at());
  return authenticator;
}
