import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { evidenceAt } from "#models/security/evidence";
import type { Signal } from "#models/security/signal";
import type { IncidentId } from "#models/shared/ids";
import { MS_PER_MINUTE } from "#models/shared/time-range";
import {
  applyContainment,
  containmentsInForce,
  containmentsOfIncident,
  exportsFrozen,
  liftContainment,
} from "./containments";
import { createFieldCipher } from "./encryption/field-cipher";
import { addGateway, findToken, hashOfToken } from "./gateways";
import { addNote, closeWithReport, incidentWords } from "./incident-notes";
import { doneSteps, markStep } from "./incident-steps";
import {
  findIncident,
  incidentTimeline,
  openIncidents,
  takeOwnership,
  takeSignal,
} from "./incidents";
import type { Queryable } from "./pool";
import { findLiveSession } from "./sessions";
import { addPerson, type TestPerson } from "./testing/people";
import { createTestDatabase, type TestDatabase } from "./testing/test-database";
import { inTransaction } from "./transaction";
import { admitPassword, resetPassword, unlockUser } from "./users";

const NOW = new Date("2026-03-01T08:00:00Z");
const after = (minutes: number) => new Date(NOW.getTime() + minutes * MS_PER_MINUTE);
const REPORT = {
  finding: "A list of passwords was tried from one address.",
  cause: "The address was not blocked at the border.",
  measures: "It is blocked now; the accounts have new passwords.",
};
const dataKey = randomBytes(32);
const cipher = createFieldCipher(() => ({
  current: 1,
  byVersion: new Map([[1, dataKey]]),
  indexKey: randomBytes(32),
}));

let database: TestDatabase;
let officer: TestPerson;
let other: TestPerson;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.stop());
beforeEach(async () => {
  await database.pool.query(
    `truncate incidents, incident_notes, incident_events, incident_steps, containments;
     delete from users; delete from gateways`,
  );
  officer = await addPerson(database.pool, "security-officer", NOW);
  other = await addPerson(database.pool, "nurse", NOW);
});

const transaction = <T>(work: (client: Queryable) => Promise<T>) =>
  inTransaction(database.pool, work);
const signal = (kind: Signal["kind"] = "credential-stuffing", cause = "one"): Signal => ({
  kind,
  dedupKey: `${kind}:${cause}`,
  at: NOW,
  evidence: evidenceAt(NOW, { distinct: 10, auditSequences: [1, 2] }),
});
const open = (given = signal(), now = NOW): Promise<IncidentId> =>
  transaction((client) => takeSignal(client, given, now));
const stepsOf = async (incidentId: IncidentId) =>
  (await incidentTimeline(database.pool, incidentId)).map(({ step }) => step).reverse();
const close = (incidentId: IncidentId, now = after(9)) =>
  transaction((client) =>
    closeWithReport(client, cipher, incidentId, { report: REPORT, by: officer, now }),
  );
const contain = (
  incidentId: IncidentId,
  containment: Parameters<typeof applyContainment>[2]["containment"],
) =>
  transaction((client) =>
    applyContainment(client, incidentId, { containment, by: officer, now: after(2) }),
  );
const conflict = { code: "conflict" };

describe("an incident", () => {
  it("is opened by a signal, and extended by the next of the same cause", async () => {
    const first = await open();
    const again = await open(
      { ...signal(), evidence: evidenceAt(after(1), { distinct: 12, auditSequences: [2, 3] }) },
      after(1),
    );

    expect(again).toBe(first);
    expect(await findIncident(database.pool, first)).toMatchObject({
      kind: "credential-stuffing",
      severity: "high",
      status: "open",
      openedAt: NOW,
      changedAt: after(1),
      evidence: { distinct: 12, auditSequences: [1, 2, 3], firstAt: NOW, lastAt: after(1) },
    });
    expect(await stepsOf(first)).toEqual(["opened", "evidence-added"]);
  });

  it("is one, when two open it at once", async () => {
    const opened = await Promise.all([open(), open(), open()]);
    expect(new Set(opened).size).toBe(1);
  });

  it("is another for another cause, and another again once the first is closed", async () => {
    const first = await open();
    expect(await open(signal("credential-stuffing", "two"))).not.toBe(first);

    await close(first);
    const second = await open(signal(), after(10));
    expect(second).not.toBe(first);
    expect(await findIncident(database.pool, first)).toMatchObject({ status: "closed" });
  });

  it("is listed with the worst first, among equals the oldest", async () => {
    const high = await open(signal("credential-stuffing", "old"), NOW);
    const newer = await open(signal("credential-stuffing", "new"), after(5));
    const medium = await open(signal("access-refusals"), NOW);
    const critical = await open(signal("file-changed"), after(9));

    const listed = await openIncidents(database.pool);
    expect(listed.map(({ incidentId }) => incidentId)).toEqual([critical, high, newer, medium]);
  });

  it("has the owner who took it last, and says once that they did", async () => {
    const incidentId = await open();
    const take = (by: TestPerson) =>
      transaction((client) => takeOwnership(client, incidentId, by, after(1)));
    await take(officer);
    await take(officer);
    expect(await findIncident(database.pool, incidentId)).toMatchObject({
      status: "in-hand",
      ownerUserId: officer.userId,
    });
    expect(await stepsOf(incidentId)).toEqual(["opened", "owner-taken"]);
  });

  it("keeps notes sealed, and opens them for who may read", async () => {
    const incidentId = await open();
    const text = "Called Amara Lindqvist at 09:12; it was not her.";
    await transaction((client) =>
      addNote(client, cipher, { incidentId, text, by: officer, now: after(1) }),
    );

    const { rows } = await database.pool.query<{ text: Buffer }>("select text from incident_notes");
    expect(rows[0]?.text.includes("Lindqvist")).toBe(false);
    const { notes } = await incidentWords(database.pool, cipher, incidentId);
    expect(notes).toMatchObject([{ text, userId: officer.userId, at: after(1) }]);
  });

  it("shows that a note was tampered with, and the others still", async () => {
    const incidentId = await open();
    const write = (text: string, minute: number) =>
      transaction((client) =>
        addNote(client, cipher, { incidentId, text, by: officer, now: after(minute) }),
      );
    await write("one", 1);
    await write("two", 2);
    // Moved to another row: the seal is of the row it was made for.
    await database.pool.query(
      `update incident_notes set text = (select text from incident_notes order by at desc limit 1)
        where at = $1`,
      [after(1)],
    );
    const { notes } = await incidentWords(database.pool, cipher, incidentId);
    expect(notes.map(({ text }) => text)).toEqual([undefined, "two"]);
  });

  it("remembers which steps of the runbook are done", async () => {
    const incidentId = await open();
    const mark = (isDone: boolean) =>
      transaction((client) =>
        markStep(client, incidentId, {
          stepId: "whose-address",
          isDone,
          by: officer,
          now: after(1),
        }),
      );
    await mark(true);
    await mark(true);
    expect(await doneSteps(database.pool, incidentId)).toEqual([
      { stepId: "whose-address", doneBy: officer.userId, doneAt: after(1) },
    ]);
    await mark(false);
    await mark(false);
    expect(await doneSteps(database.pool, incidentId)).toEqual([]);
    expect(await stepsOf(incidentId)).toEqual(["opened", "step-done", "step-undone"]);
  });

  it("is closed with its report, and not written on afterwards", async () => {
    const incidentId = await open();
    await close(incidentId);

    expect(await findIncident(database.pool, incidentId)).toMatchObject({
      status: "closed",
      closedAt: after(9),
      ownerUserId: officer.userId,
    });
    expect((await incidentWords(database.pool, cipher, incidentId)).report).toMatchObject(REPORT);
    for (const late of [
      () => close(incidentId),
      () =>
        transaction((client) =>
          addNote(client, cipher, { incidentId, text: "late", by: officer, now: after(10) }),
        ),
      () => transaction((client) => takeOwnership(client, incidentId, officer, after(10))),
      () => contain(incidentId, { kind: "freeze-exports" }),
    ])
      await expect(late()).rejects.toMatchObject(conflict);
  });

  it("cannot be closed by the database alone without saying when and by whom", async () => {
    const incidentId = await open();
    await expect(
      database.pool.query("update incidents set status = 'closed' where incident_id = $1", [
        incidentId,
      ]),
    ).rejects.toThrow("closed_by_somebody");
  });
});

describe("containment", () => {
  it("locks an account out for good, whatever else is tried to open it", async () => {
    const incidentId = await open();
    await contain(incidentId, { kind: "lock-account", userId: other.userId });

    expect(await findLiveSession(database.pool, other.sessionId, after(2))).toBeUndefined();
    const signIn = () => admitPassword(database.pool, other.userId, after(60 * 24 * 365));
    expect(await signIn()).toEqual({ ok: false, error: "locked" });

    await unlockUser(database.pool, other.userId);
    await resetPassword(database.pool, other.userId, "another");
    expect(await signIn()).toEqual({ ok: false, error: "locked" });

    const [lock] = await containmentsInForce(database.pool);
    if (!lock) throw new Error("nothing is in force");
    await transaction((client) =>
      liftContainment(client, lock.containmentId, { by: officer, now: after(3) }),
    );
    expect(await admitPassword(database.pool, other.userId, after(3))).toMatchObject({ ok: true });
    expect(await stepsOf(incidentId)).toEqual([
      "opened",
      "containment-applied",
      "containment-lifted",
    ]);
  });

  it("leaves nothing behind when it cannot take effect", async () => {
    const incidentId = await open();
    await expect(
      contain(incidentId, { kind: "revoke-gateway", gateway: "no such gateway" }),
    ).rejects.toMatchObject({ code: "not-found" });

    expect(await containmentsOfIncident(database.pool, incidentId)).toEqual([]);
    expect(await stepsOf(incidentId)).toEqual(["opened"]);
  });

  it("refuses an officer who would lock themselves out", async () => {
    const incidentId = await open();
    await expect(
      contain(incidentId, { kind: "lock-account", userId: officer.userId }),
    ).rejects.toMatchObject(conflict);
  });

  it("is applied once, by two who press at once, and lifted once", async () => {
    const incidentId = await open();
    const freeze = () => contain(incidentId, { kind: "freeze-exports" });
    const answers = await Promise.allSettled([freeze(), freeze()]);
    expect(answers.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);

    const [frozen] = await containmentsInForce(database.pool);
    if (!frozen) throw new Error("nothing is in force");
    const lift = () =>
      transaction((client) =>
        liftContainment(client, frozen.containmentId, { by: officer, now: after(3) }),
      );
    await lift();
    await expect(lift()).rejects.toMatchObject(conflict);
  });

  it("freezes every export until it is lifted, also when the incident is closed", async () => {
    expect(await exportsFrozen(database.pool)).toBe(false);
    const incidentId = await open();
    await contain(incidentId, { kind: "freeze-exports" });
    await close(incidentId);
    expect(await exportsFrozen(database.pool)).toBe(true);

    const [frozen] = await containmentsInForce(database.pool);
    if (!frozen) throw new Error("nothing is in force");
    await transaction((client) =>
      liftContainment(client, frozen.containmentId, { by: officer, now: after(20) }),
    );
    expect(await exportsFrozen(database.pool)).toBe(false);
  });

  it("ends sessions and revokes a gateway at once, as often as it is needed, and for good", async () => {
    const incidentId = await open();
    const token = await addGateway(database.pool, "ICU gateway");
    await contain(incidentId, { kind: "revoke-gateway", gateway: "ICU gateway" });
    expect(await findToken(database.pool, hashOfToken(token))).toMatchObject({ isRevoked: true });

    const sessions = { kind: "end-sessions", userId: other.userId } as const;
    await contain(incidentId, sessions);
    await contain(incidentId, sessions);
    expect(await findLiveSession(database.pool, other.sessionId, after(2))).toBeUndefined();

    for (const { containmentId } of await containmentsOfIncident(database.pool, incidentId))
      await expect(
        transaction((client) =>
          liftContainment(client, containmentId, { by: officer, now: after(3) }),
        ),
      ).rejects.toMatchObject(conflict);
  });
});

describe("the database itself", () => {
  /** As a page asks: as the application's role, on behalf of somebody. */
  const asRole = <T>(
    role: "wardcast_app" | "wardcast_identity" | "wardcast_service",
    userId: string | undefined,
    work: (client: Queryable) => Promise<T>,
  ) =>
    inTransaction(database.pool, async (client) => {
      await client.query(`set local role ${role}`);
      if (userId) await client.query(`set local wardcast.user_id = '${userId}'`);
      return work(client);
    });

  it("shows incidents to security officers, and to nobody else", async () => {
    await open();
    const seenBy = (userId?: string) =>
      asRole("wardcast_app", userId, async (client) => (await openIncidents(client)).length);
    expect(await seenBy(officer.userId)).toBe(1);
    expect(await seenBy(other.userId)).toBe(0);
    expect(await seenBy()).toBe(0);
  });

  it("lets an officer do everything as the application, and nobody do it in another's name", async () => {
    const incidentId = await open();
    const as = (person: TestPerson, by: TestPerson) =>
      asRole("wardcast_app", person.userId, async (client) => {
        await takeOwnership(client, incidentId, by, after(1));
        await addNote(client, cipher, { incidentId, text: "note", by, now: after(1) });
        const step = { stepId: "whose-address", by, now: after(1) };
        await markStep(client, incidentId, { ...step, isDone: true });
        await markStep(client, incidentId, { ...step, isDone: false });
        await closeWithReport(client, cipher, incidentId, { report: REPORT, by, now: after(2) });
      });

    await expect(as(other, other)).rejects.toMatchObject({ code: "not-found" });
    await expect(as(officer, other)).rejects.toThrow("row-level security");
    await expect(as(officer, officer)).resolves.toBeUndefined();
  });

  it("lets an officer freeze as the identity role, and a nurse only see that it is frozen", async () => {
    const incidentId = await open();
    const freeze = (person: TestPerson) =>
      asRole("wardcast_identity", person.userId, (client) =>
        applyContainment(client, incidentId, {
          containment: { kind: "freeze-exports" },
          by: person,
          now: after(1),
        }),
      );
    await expect(freeze(other)).rejects.toMatchObject({ code: "not-found" });
    await freeze(officer);

    await asRole("wardcast_app", other.userId, async (client) => {
      expect(await exportsFrozen(client)).toBe(true);
      expect(await containmentsInForce(client)).toEqual([]);
    });
  });

  it("lets machines tell of an incident, and neither open one nor read what was done about it", async () => {
    await open();
    const asMachine = <T>(work: (client: Queryable) => Promise<T>) =>
      asRole("wardcast_service", undefined, work);
    expect(await asMachine(openIncidents)).toHaveLength(1);

    await expect(asMachine((client) => takeSignal(client, signal(), NOW))).rejects.toThrow(
      "permission denied",
    );
    for (const table of ["incident_notes", "incident_events", "incident_steps", "containments"])
      await expect(asMachine((client) => client.query(`select from ${table}`))).rejects.toThrow(
        "permission denied",
      );
  });

  it("lets an officer contain as the identity role, and undo what can be undone", async () => {
    const incidentId = await open();
    const token = await addGateway(database.pool, "Contained");
    const asOfficer = <T>(work: (client: Queryable) => Promise<T>) =>
      asRole("wardcast_identity", officer.userId, work);
    const act = { by: officer, now: after(1) };
    const locked = { kind: "lock-account", userId: other.userId } as const;
    const revoked = { kind: "revoke-gateway", gateway: "Contained" } as const;

    await asOfficer((client) =>
      applyContainment(client, incidentId, { containment: locked, ...act }),
    );
    await asOfficer((client) =>
      applyContainment(client, incidentId, { containment: revoked, ...act }),
    );
    expect(await findToken(database.pool, hashOfToken(token))).toMatchObject({ isRevoked: true });
    expect(await findLiveSession(database.pool, other.sessionId, after(1))).toBeUndefined();

    const [held] = await containmentsInForce(database.pool);
    if (!held) throw new Error("nothing is contained");
    await asOfficer((client) => liftContainment(client, held.containmentId, act));
    expect(await admitPassword(database.pool, other.userId, after(2))).toMatchObject({ ok: true });
  });

  it("lets nobody but an officer revoke a gateway as the identity role, and nobody bring one back", async () => {
    await addGateway(database.pool, "Wanted");
    const set = (person: typeof other | undefined, value: "now()" | "null") =>
      asRole("wardcast_identity", person?.userId, async (client) => {
        const { rowCount } = await client.query(
          `update gateways set disabled_at = ${value} where name = 'Wanted'`,
        );
        return rowCount;
      });
    for (const person of [other, undefined]) expect(await set(person, "now()")).toBe(0);
    await expect(set(officer, "null")).rejects.toThrow("row-level security");
  });

  it("changes no past step, note or evidence for an officer", async () => {
    await open();
    for (const statement of [
      "update incident_events set at = now()",
      "delete from incident_events",
      "update incidents set evidence = '{}'",
      "delete from incidents",
      "delete from incident_notes",
      "update detector_cursor set processed = 1000000",
      "update file_checks set sha256 = null",
    ])
      await expect(
        asRole("wardcast_app", officer.userId, (client) => client.query(statement)),
      ).rejects.toThrow("permission denied");
  });
});
