import { createHash, randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Role } from "#models/access/role";
import { evidenceAt } from "#models/security/evidence";
import {
  AlertId,
  BedId,
  EmergencyAccessId,
  EncounterId,
  SecondFactorId,
  UnitId,
  type UserId,
} from "#models/shared/ids";
import { advance } from "#models/alerts/alert-lifecycle";
import { defaultAlertPolicy } from "#models/alerts/alert-policy";
import { err, ok } from "#models/shared/result";
import { actingAs } from "./acting";
import { lockAlertLife, saveLifeStep } from "./alert-steps";
import { recentAlerts } from "./alerts";
import { createAuditTrail } from "./audit";
import {
  auditPeople,
  auditTrailStatus,
  encountersInUnit,
  searchAuditEvents,
  viewersOfEncounter,
} from "./audit-search";
import { recentVerifications, requestVerification } from "./audit-verifications";
import {
  applyContainment,
  containmentsInForce,
  exportsFrozen,
  liftContainment,
} from "./containments";
import { watchState } from "./detector-cursor";
import {
  beginEmergencyAccess,
  endEmergencyAccess,
  findEmergencyAccessNotice,
  findLiveEmergencyAccess,
  lapsedEmergencyAccesses,
  runningEmergencyAccesses,
  seeEmergencyNotices,
  unseenEmergencyNotices,
} from "./emergency-accesses";
import { bedOccupation, findActiveEncountersByRecord } from "./emergency-places";
import { closedReviews, openReviews, reviewEmergencyAccess } from "./emergency-reviews";
import { findEncounterSummary } from "./encounter-summaries";
import { storedDataKeys } from "./encryption/data-keys";
import { checkedFiles } from "./file-integrity";
import {
  addGateway,
  bindCertificate,
  boundCertificates,
  findToken,
  gatewaysThatEnd,
  hashOfToken,
  listGateways,
  noteCertificateUse,
  noteTokenUse,
  revokeGateway,
  rotateGatewayToken,
} from "./gateways";
import { addNote, closeWithReport, incidentWords } from "./incident-notes";
import { doneSteps, markStep } from "./incident-steps";
import { incidentTimeline, openIncidents, takeOwnership, takeSignal } from "./incidents";
import { awaitOwnPassword, findSessionAwaitingPassword } from "./issued-passwords";
import { changeOwnPassword, findOwnCredentials } from "./own-password";
import { endOtherSessions, endOwnSession, ownSessions } from "./own-sessions";
import { issueChallenge, takeChallenge } from "./passkey-challenges";
import { findPendingSession, markEnrolled, takeOverPendingSession } from "./pending-sessions";
import type { Queryable } from "./pool";
import { bindProviderAccount } from "./provider-accounts";
import {
  countOpenMessages,
  discardQuarantined,
  findQuarantined,
  holdMessages,
  listQuarantined,
  markReplayed,
  replayRequests,
  requestReplay,
} from "./quarantine";
import { recoveryCodesLeft, renewRecoveryCodes, spendRecoveryCode } from "./recovery-codes";
import {
  addPasskey,
  addTotpFactor,
  advancePasskeyCounter,
  findPasskey,
  passkeysOf,
  removeAllSecondFactors,
  removeSecondFactor,
  renameSecondFactor,
  secondFactorsOf,
  takeTotpStep,
  totpFactorsOf,
} from "./second-factors";
import {
  createSession,
  endLapsedSessions,
  endSession,
  findLiveSession,
  findHolderOfClosedSession,
  findSessionEnd,
  openSessions,
  stepUpSession,
  touchSession,
} from "./sessions";
import { createTestDatabase, type TestDatabase } from "./testing/test-database";
import { testIdentifiers as cipher } from "./testing/test-identifiers";
import { addPerson, addWard, type Ward } from "./testing/two-wards";
import { deleteTotpDraft, findTotpDraft, saveTotpDraft } from "./totp-drafts";
import { inTransaction } from "./transaction";
import { unitBeds } from "./unit-board";
import {
  addBed,
  addUnit,
  allBeds,
  allSites,
  allUnits,
  returnBedToUse,
  takeBedOutOfUse,
} from "./units";
import {
  admitPassword,
  admitVouched,
  attemptSecondFactor,
  changeUserRights,
  createUser,
  disableUser,
  enableUser,
  findCredentials,
  recordSignInFailure,
  resetPassword,
  staffAccounts,
  staffNames,
  unlockUser,
} from "./users";

// What the roles must be able to do. That they can do no more, row-security.integration.test.ts and
// database-rights.integration.test.ts tell.
let database: TestDatabase;
let own: Ward;
let other: Ward;
let people: Record<"lead" | "visitor" | "officer" | "admin", UserId>;

const LIMITS = { idleMinutes: 15, absoluteHours: 12 };
const NOW = new Date();
const BROWSER = { device: "A browser", address: "192.0.2.1" };

beforeAll(async () => {
  database = await createTestDatabase();
  own = await addWard(database.pool, "A");
  other = await addWard(database.pool, "B");
  people = {
    lead: await addPerson(database.pool, "charge-nurse", own),
    visitor: await addPerson(database.pool, "charge-nurse", other),
    officer: await addPerson(database.pool, "security-officer", own),
    admin: await addPerson(database.pool, "system-admin", own),
  };
});
afterAll(() => database.stop());

const as = <T>(person: keyof typeof people, work: (db: Queryable) => Promise<T>): Promise<T> =>
  actingAs(database.pools.app, people[person], work);

const account = async (role: Role = "nurse"): Promise<{ userId: UserId; email: string }> => {
  const email = `${randomUUID()}@wards.example`;
  const userId = await createUser(database.pools.identity, {
    email,
    name: "Made-up Person",
    role,
    unitIds: [UnitId.parse(own.unit)],
    passwordHash: "first",
  });
  return { userId, email };
};

describe("the identity role", () => {
  it("signs somebody in by password and second factor", async () => {
    const db = database.pools.identity;
    const { userId, email } = await account();
    expect(await findCredentials(db, email)).toEqual({ userId, passwordHash: "first" });
    expect(await recordSignInFailure(db, userId, NOW)).toEqual({ hasLocked: false });
    const admitted = await admitPassword(db, userId, NOW);
    if (!admitted.ok) throw new Error(admitted.error);
    expect(await findPendingSession(db, admitted.value, NOW)).toMatchObject({ userId });

    const secondFactorId = SecondFactorId.parse(randomUUID());
    const factor = { secondFactorId, totpSecret: Buffer.from("sealed") };
    await saveTotpDraft(db, admitted.value, factor, NOW);
    await inTransaction(db, async (client) => {
      expect(await findTotpDraft(client, admitted.value, NOW)).toEqual(factor);
      await addTotpFactor(client, { ...factor, userId, name: "Phone", lastStep: 1 });
      await deleteTotpDraft(client, admitted.value);
      expect(await markEnrolled(client, admitted.value, NOW)).toBe(true);
    });
    expect(await totpFactorsOf(db, userId)).toHaveLength(1);

    const codes = await inTransaction(db, (client) => renewRecoveryCodes(client, cipher, userId));
    const signs = (codes[0] ?? "").replaceAll(/[^0-9A-Za-z]/g, "");
    const shown = await attemptSecondFactor(db, userId, NOW, async (client) =>
      (await takeTotpStep(client, secondFactorId, 2, NOW)) &&
      (await spendRecoveryCode(client, cipher, { userId, signs }, NOW)) &&
      (await takeOverPendingSession(client, admitted.value, NOW))
        ? ok(await createSession(client, userId, LIMITS, NOW, BROWSER))
        : err("wrong"),
    );
    if (!shown.ok) throw new Error(shown.error);
    expect(await recoveryCodesLeft(db, userId)).toBe(codes.length - 1);
    expect(await findLiveSession(db, shown.value, NOW)).toMatchObject({ userId });
    // Only one that is pending gives way.
    expect((await db.query("delete from sessions where user_id = $1", [userId])).rowCount).toBe(0);
  });

  it("keeps passkeys", async () => {
    const db = database.pools.identity;
    const { userId } = await account();
    const challenge = await issueChallenge(db, { purpose: "sign-in" }, NOW);
    expect(await takeChallenge(db, challenge, { purpose: "sign-in" }, NOW)).toBe(true);

    const keys = ["one", "two"].map((credentialId) => ({
      ...{ userId, credentialId, publicKey: Buffer.from("key"), counter: 0, transports: [] },
      name: credentialId,
    }));
    for (const key of keys) await inTransaction(db, (client) => addPasskey(client, key));
    expect(await passkeysOf(db, userId)).toHaveLength(2);
    const found = await findPasskey(db, "one");
    if (!found) throw new Error("the passkey is not found");
    const { secondFactorId } = found;
    expect(await advancePasskeyCounter(db, secondFactorId, 1, NOW)).toBe(true);
    expect(await renameSecondFactor(db, { secondFactorId, userId, name: "Key" })).toBe(true);
    expect(await removeSecondFactor(db, { secondFactorId, userId })).toBe("passkey");
    expect(await secondFactorsOf(db, userId)).toHaveLength(1);
    expect(await removeAllSecondFactors(db, userId)).toBe(1);
  });

  it("keeps sessions, everybody's and one's own", async () => {
    const db = database.pools.identity;
    const { userId, email } = await account();
    const subject = { issuer: "https://idp.example", subject: randomUUID(), email };
    expect(await bindProviderAccount(db, subject)).toBe(userId);
    const admitted = await admitVouched(db, userId, LIMITS, NOW);
    if (!admitted.ok) throw new Error(admitted.error);
    const sessionId = admitted.value;
    expect(await touchSession(db, sessionId, NOW)).toBeDefined();
    expect(await stepUpSession(db, sessionId, NOW)).toBe(true);
    expect((await openSessions(db, NOW)).map((open) => open.sessionId)).toContain(sessionId);

    const second = await createSession(db, userId, LIMITS, NOW);
    const third = await createSession(db, userId, LIMITS, NOW);
    expect(await ownSessions(db, userId, NOW)).toHaveLength(3);
    expect(await endOwnSession(db, userId, second)).toBe(true);
    const change = { userId, sessionId, shownHash: "first", passwordHash: "second" };
    expect(await findOwnCredentials(db, userId)).toMatchObject({ passwordHash: "first" });
    expect(await changeOwnPassword(db, change, NOW)).toEqual({ endedSessions: 1 });
    expect(await findSessionEnd(db, third, NOW)).toBeDefined();
    expect(await findHolderOfClosedSession(db, second)).toBe(userId);
    expect(await endOtherSessions(db, userId, sessionId)).toBe(0);
    await endSession(db, sessionId, "signed-out");
    expect(await endLapsedSessions(db, NOW)).toBeGreaterThanOrEqual(0);
  });

  it("manages accounts", async () => {
    const db = database.pools.identity;
    const { userId } = await account();
    await changeUserRights(db, userId, {
      name: "Another Name",
      role: "charge-nurse",
      unitIds: [UnitId.parse(other.unit)],
    });
    await resetPassword(db, userId, "another");
    const awaiting = await createSession(db, userId, LIMITS, NOW);
    await awaitOwnPassword(db, awaiting);
    expect(await findSessionAwaitingPassword(db, awaiting, NOW)).toMatchObject({ userId });
    await disableUser(db, userId);
    await enableUser(db, userId);
    await unlockUser(db, userId);
    expect(await staffNames(db, [userId])).toEqual(new Map([[userId, "Another Name"]]));
    expect((await staffAccounts(db, NOW)).find((each) => each.userId === userId)).toMatchObject({
      unitIds: [other.unit],
      isDisabled: false,
    });
    await storedDataKeys(db);
  });
});

describe("a page, on behalf of a person", () => {
  it("shows a unit and acknowledges its alert", async () => {
    const unitId = UnitId.parse(own.unit);
    await as("lead", async (db) => {
      expect(await unitBeds(db, cipher, unitId, NOW)).toHaveLength(1);
      const encounterId = EncounterId.parse(own.encounter);
      expect(await findEncounterSummary(db, cipher, encounterId, NOW)).toBeDefined();
      expect(await recentAlerts(db, [unitId], { since: new Date(0), limit: 9 })).toHaveLength(1);
      await storedDataKeys(db);
    });
    const alertId = AlertId.parse(own.alert);
    const acknowledged = await as("lead", async (db) => {
      const held = await lockAlertLife(db, alertId);
      if (!held) throw new Error("the alert is not theirs to answer");
      const { unitId, life } = held;
      const by = { type: "acknowledge", by: people.lead } as const;
      const made = advance(life, by, NOW.getTime(), defaultAlertPolicy("ward"));
      if (!made.ok) throw new Error(made.why);
      const { step } = made;
      return saveLifeStep(db, {
        ...{ alertId, unitId, life: made.life, step, at: NOW, userId: people.lead },
      });
    });
    expect(acknowledged).toMatchObject({ event: { step: "acknowledged", by: "Some Body" } });
  });

  it("manages units and beds", async () => {
    const [site] = await as("admin", allSites);
    if (!site) throw new Error("there is no site");
    const unit = { siteId: site.siteId, code: "N", name: "New", kind: "ward" } as const;
    const unitId = await as("admin", (db) => addUnit(db, unit));
    if (!unitId) throw new Error("no unit was added");
    const bedId = await as("admin", (db) => addBed(db, unitId, "01"));
    if (!bedId) throw new Error("no bed was added");
    expect(await as("admin", (db) => takeBedOutOfUse(db, bedId))).toBe(true);
    expect(await as("admin", (db) => returnBedToUse(db, bedId))).toBe(true);
    expect(await as("admin", (db) => takeBedOutOfUse(db, BedId.parse(own.bed)))).toBe(false);
    expect(await as("admin", allUnits)).toHaveLength(3);
    expect(await as("admin", allBeds)).toHaveLength(3);
  });

  it("settles held messages, which machines hold and replay", async () => {
    const { service } = database.pools;
    const held = ["one", "two"].map((content) => ({
      ...{ sender: "LAB", controlId: content, type: "ORU^R01", code: "unknown-visit" as const },
      ...{ segment: undefined, field: undefined, content },
      digest: createHash("sha256").update(content).digest(),
    }));
    expect(await holdMessages(service, cipher, held)).toBe(0);
    const [first, second] = await as("admin", (db) => listQuarantined(db));
    if (!first || !second) throw new Error("nothing is held");
    expect(await as("admin", countOpenMessages)).toBe(2);
    const settle = (work: typeof requestReplay, id: string) =>
      as("admin", (db) => work(db, id, people.admin));
    expect(await settle(requestReplay, first.quarantineId)).toBe(true);
    expect(await settle(discardQuarantined, second.quarantineId)).toBe(true);

    expect(await replayRequests(service, cipher, 9)).toHaveLength(1);
    expect(await markReplayed(service, first.quarantineId)).toBe(true);
    expect(await findQuarantined(service, cipher, first.quarantineId)).toMatchObject({
      status: "replayed",
    });
  });

  it("manages gateways, which the listener recognises", async () => {
    const { service } = database.pools;
    const token = await as("admin", (db) => addGateway(db, "G"));
    const next = await as("admin", (db) => rotateGatewayToken(db, "G", { overlapHours: 1 }));
    if (!next) throw new Error("no token was made");
    const sha256 = "ab".repeat(32);
    expect(await as("admin", (db) => bindCertificate(db, "G", sha256))).toBe(true);
    expect(await as("admin", (db) => listGateways(db))).toMatchObject([{ name: "G" }]);

    expect(await findToken(service, hashOfToken(token))).toMatchObject({ isRevoked: false });
    const known = await findToken(service, hashOfToken(next));
    if (!known) throw new Error("the token is not known");
    await noteTokenUse(service, known.tokenId, NOW);
    await noteCertificateUse(service, known.gatewayId, NOW);
    expect(await boundCertificates(service)).toMatchObject([{ sha256 }]);
    expect(await gatewaysThatEnd(service, NOW, new Date("2100-01-01"))).toHaveLength(1);
    expect(await as("admin", (db) => revokeGateway(db, "G"))).toBe(true);
    expect(await findToken(service, hashOfToken(next))).toMatchObject({ isRevoked: true });
  });

  it("handles an incident, and contains with the identity role", async () => {
    const { pool, pools } = database;
    const evidence = evidenceAt(NOW, { distinct: 10, auditSequences: [1] });
    const signal = { kind: "credential-stuffing", dedupKey: "one", at: NOW, evidence } as const;
    const incidentId = await inTransaction(pool, (client) => takeSignal(client, signal, NOW));
    const session = await createSession(pools.identity, people.officer, LIMITS, NOW);
    const by = { userId: people.officer, sessionId: session };
    await as("officer", async (db) => {
      await takeOwnership(db, incidentId, by, NOW);
      await addNote(db, cipher, { incidentId, text: "note", by, now: NOW });
      await markStep(db, incidentId, { stepId: "one", isDone: true, by, now: NOW });
      await watchState(db);
      await checkedFiles(db);
    });
    const containment = { kind: "freeze-exports" } as const;
    await actingAs(pools.identity, people.officer, (db) =>
      applyContainment(db, incidentId, { containment, by, now: NOW }),
    );
    expect(await as("lead", exportsFrozen)).toBe(true);
    const [frozen] = await as("officer", containmentsInForce);
    if (!frozen) throw new Error("nothing is frozen");
    await actingAs(pools.identity, people.officer, (db) =>
      liftContainment(db, frozen.containmentId, { by, now: NOW }),
    );
    expect(await openIncidents(pools.service)).toHaveLength(1);

    const report = {
      finding: "What was found.",
      cause: "What it came from.",
      measures: "What was done.",
    };
    await as("officer", (db) =>
      closeWithReport(db, cipher, incidentId, { report, by, now: new Date() }),
    );
    expect(await as("officer", (db) => doneSteps(db, incidentId))).toHaveLength(1);
    expect(await as("officer", (db) => incidentWords(db, cipher, incidentId))).toMatchObject({
      notes: [{ text: "note" }],
      report,
    });
    expect(await as("officer", (db) => incidentTimeline(db, incidentId))).toHaveLength(7);
  });

  it("opens a patient in an emergency, of which others are told and which they review", async () => {
    const { service, identity } = database.pools;
    const sessionId = await createSession(identity, people.visitor, LIMITS, new Date());
    const emergencyAccessId = EmergencyAccessId.parse(randomUUID());
    const encounterId = EncounterId.parse(own.encounter);
    const [record = ""] = own.names;
    await as("visitor", async (db) => {
      expect(await findActiveEncountersByRecord(db, cipher, record)).toMatchObject([
        { encounterId },
      ]);
      expect(await bedOccupation(db, UnitId.parse(own.unit))).toHaveLength(1);
      const access = {
        ...{ emergencyAccessId, sessionId, encounterId, reason: "Reason" },
        category: "called-to-help",
        minutes: 30,
      } as const;
      expect(await beginEmergencyAccess(db, { ...access, userId: people.visitor }, cipher)).toBe(
        true,
      );
    });
    await as("visitor", async (db) => {
      expect(await runningEmergencyAccesses(db)).toHaveLength(1);
      expect(await findEncounterSummary(db, cipher, encounterId, NOW)).toBeDefined();
    });
    expect(await findLiveEmergencyAccess(service, sessionId, encounterId)).toBeDefined();
    expect(await findEmergencyAccessNotice(service, emergencyAccessId)).toBeDefined();
    expect(await lapsedEmergencyAccesses(service)).toEqual([]);
    expect(await as("lead", unseenEmergencyNotices)).toHaveLength(1);
    await as("lead", (db) => seeEmergencyNotices(db, [emergencyAccessId]));
    expect(await as("lead", unseenEmergencyNotices)).toEqual([]);

    await endSession(identity, sessionId, "signed-out");
    expect(await as("visitor", runningEmergencyAccesses)).toEqual([]);
    expect(await lapsedEmergencyAccesses(service)).toMatchObject([{ isExpired: false }]);
    expect(await endEmergencyAccess(service, emergencyAccessId)).toBe(true);
    expect(await as("officer", (db) => openReviews(db, cipher, 9))).toMatchObject([
      { reason: "Reason" },
    ]);
    const review = { emergencyAccessId, kind: "justified", finding: "Fine" } as const;
    expect(
      await as("officer", (db) =>
        reviewEmergencyAccess(db, { ...review, by: people.officer }, cipher),
      ),
    ).toBe(true);
    const closed = await as("officer", (db) =>
      closedReviews(db, cipher, { kind: undefined, limit: 9 }),
    );
    expect(closed).toMatchObject([{ review: { kind: "justified", finding: "Fine" } }]);
  });

  it("gives no emergency access to a session without its second factor, nor to another's", async () => {
    const { identity, app } = database.pools;
    const admitted = await admitPassword(identity, people.visitor, new Date());
    if (!admitted.ok) throw new Error(admitted.error);
    const others = await createSession(identity, people.lead, LIMITS, new Date());
    for (const sessionId of [admitted.value, others]) {
      const access = {
        emergencyAccessId: EmergencyAccessId.parse(randomUUID()),
        userId: people.visitor,
        sessionId,
        encounterId: EncounterId.parse(own.encounter),
        category: "other",
        reason: "Reason",
        minutes: 30,
      } as const;
      await actingAs(app, people.visitor, (db) => beginEmergencyAccess(db, access, cipher));
      expect(await as("visitor", runningEmergencyAccesses)).toEqual([]);
    }
  });
});

describe("the audit trail", () => {
  it("takes the records of every role, and shows them to an officer", async () => {
    for (const pool of Object.values(database.pools))
      await createAuditTrail(pool).record({
        occurredAt: new Date(),
        action: "board:viewed",
        outcome: "permitted",
        actor: { kind: "user", userId: people.lead },
        unitId: UnitId.parse(own.unit),
      });
    await as("officer", async (db) => {
      expect(await searchAuditEvents(db, { userId: people.lead }, { most: 9 })).toHaveLength(3);
      expect(await auditPeople(db, [people.lead])).toHaveLength(1);
      expect(await auditTrailStatus(db)).toMatchObject({ sequence: 3 });
      const unit = { unitId: UnitId.parse(own.unit) };
      const range = { from: new Date(0), to: new Date() };
      expect(await encountersInUnit(db, unit, range)).toHaveLength(1);
      expect(await viewersOfEncounter(db, EncounterId.parse(own.encounter))).toHaveLength(1);
      await requestVerification(db, { by: people.officer, isWhole: true });
      expect(await recentVerifications(db, 9)).toHaveLength(1);
    });
  });
});
