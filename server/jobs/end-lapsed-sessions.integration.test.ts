import { afterAll, beforeAll, expect, it } from "vitest";
import { createPendingSession } from "#db/pending-sessions";
import { createSession, openSessions } from "#db/sessions";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database";
import { createUser } from "#db/users";
import type { AuditEvent } from "#models/audit/audit-event";
import { MS_PER_MINUTE } from "#models/shared/time-range";
import { endLapsed } from "./end-lapsed-sessions";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
}, 60_000);
afterAll(() => database.stop());

const START = new Date("2026-03-01T08:00:00Z");
const after = (minutes: number) => new Date(START.getTime() + minutes * MS_PER_MINUTE);
const signal = new AbortController().signal;

it("tells the trail which sessions ran out and why, once, and of none that never began", async () => {
  const { pool } = database;
  const userId = await createUser(pool, {
    email: "nurse@wards.example",
    name: "Nurse",
    role: "nurse",
    unitIds: [],
    passwordHash: "unused",
  });
  const limits = { idleMinutes: 15, absoluteHours: 1 };
  const idle = await createSession(pool, userId, limits, after(40));
  const live = await createSession(pool, userId, limits, after(59));
  const expired = await createSession(pool, userId, limits, START);
  await createPendingSession(pool, userId, START);
  const recorded: AuditEvent[] = [];
  const openWhenRecorded: number[] = [];
  const job = endLapsed({
    async record(...events) {
      const { rows } = await pool.query("select from sessions where ended_at is null");
      if (events.length > 0) openWhenRecorded.push(rows.length);
      recorded.push(...events);
    },
  });

  const now = after(60);
  expect(await job.run({ pool, now, signal })).toEqual({ ended: 3 });
  expect(await job.run({ pool, now, signal })).toBeUndefined();

  expect(openWhenRecorded).toEqual([4]);
  expect(recorded).toHaveLength(2);
  for (const [endedSessionId, cause] of [
    [idle, "idle"],
    [expired, "expired"],
  ])
    expect(recorded).toContainEqual({
      occurredAt: now,
      action: "session:ended",
      outcome: "permitted",
      actor: { kind: "system" },
      basis: "system",
      subjectUserId: userId,
      details: { endedSessionId, cause },
    });
  expect((await openSessions(pool, now)).map(({ sessionId }) => sessionId)).toEqual([live]);
});
