import { afterAll, beforeAll, expect, it } from "vitest";
import { emergencyHospital, newAccessId } from "#db/testing/emergency-hospital";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database";
import type { AuditEvent } from "#models/audit/audit-event";
import { endLapsedEmergencyAccesses } from "./end-lapsed-emergency-accesses";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.stop());

const NOW = new Date("2026-03-01T08:00:00Z");
const signal = new AbortController().signal;

it("ends what ran out, at the instant it ran out, and tells the trail once and before", async () => {
  const { pool } = database;
  const hospital = await emergencyHospital(pool);
  const nurse = await hospital.person("nurse", hospital.one);
  const { encounterId } = await hospital.patient(hospital.two, "01");
  const [lapsed, running] = [newAccessId(), newAccessId()];
  for (const [id, beganMinutesAgo] of [
    [lapsed, 90],
    [running, 10],
  ] as const)
    await pool.query(
      `insert into emergency_accesses (emergency_access_id, user_id, session_id, encounter_id, unit_id,
                                       bed_label, category, reason, began_at, expires_at)
       select $1, $2, $3, $4, $5, '01', 'other', '\\x00', began_at, began_at + interval '1 hour'
         from (select now() - make_interval(mins => $6) as began_at) as chosen`,
      [id, nurse.userId, nurse.sessionId, encounterId, hospital.two, beganMinutesAgo],
    );
  const recorded: AuditEvent[] = [];
  const endedWhenRecorded: unknown[] = [];
  const job = endLapsedEmergencyAccesses({
    async record(...events) {
      recorded.push(...events);
      const { rows } = await pool.query(
        "select ended_at from emergency_accesses where emergency_access_id = $1",
        [lapsed],
      );
      endedWhenRecorded.push(rows[0]?.ended_at);
    },
  });

  expect(await job.run({ pool, now: NOW, signal })).toEqual({ ended: 1 });
  expect(await job.run({ pool, now: NOW, signal })).toBeUndefined();

  expect(endedWhenRecorded).toEqual([null]);
  expect(recorded).toEqual([
    {
      occurredAt: NOW,
      action: "emergency-access:ended",
      outcome: "permitted",
      actor: { kind: "system" },
      basis: "system",
      unitId: hospital.two,
      encounterId,
      subjectUserId: nurse.userId,
      details: { emergencyAccessId: lapsed, sessionId: nurse.sessionId, cause: "expired" },
    },
  ]);
  const { rows } = await pool.query<{ onTime: boolean | null }>(
    `select ended_at = expires_at as "onTime" from emergency_accesses order by began_at`,
  );
  expect(rows.map(({ onTime }) => onTime)).toEqual([true, null]);
});

it("leaves the row for the next run when the trail cannot take the end", async () => {
  const { pool } = database;
  const job = endLapsedEmergencyAccesses({
    record: () => Promise.reject(new Error("the trail is away")),
  });
  await pool.query("update sessions set ended_at = now(), end_reason = 'revoked'");

  await expect(job.run({ pool, now: NOW, signal })).rejects.toThrow("the trail is away");
  const { rows } = await pool.query("select from emergency_accesses where ended_at is null");
  expect(rows).toHaveLength(1);
});
