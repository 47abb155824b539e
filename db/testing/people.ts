import { randomBytes } from "node:crypto";
import type { Role } from "#models/access/role";
import type { SessionId, UserId } from "#models/shared/ids";
import type pg from "pg";
import { createSession } from "../sessions";
import { createUser } from "../users";

export interface TestPerson {
  userId: UserId;
  sessionId: SessionId;
}

/** Somebody made up, signed in: for tests only. */
export async function addPerson(
  pool: pg.Pool,
  role: Role,
  now: Date = new Date(),
): Promise<TestPerson> {
  const userId = await createUser(pool, {
    email: `${randomBytes(6).toString("hex")}@wards.example`,
    name: `Made-up ${role}`,
    role,
    unitIds: [],
    passwordHash: "none",
  });
  const limits = { idleMinutes: 15, absoluteHours: 12 };
  return { userId, sessionId: await createSession(pool, userId, limits, now) };
}
