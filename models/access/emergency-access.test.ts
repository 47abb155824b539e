import { describe, expect, it } from "vitest";
import { EmergencyAccessId, EncounterId, SessionId, UnitId } from "../shared/ids";
import {
  EMERGENCY_CATEGORIES,
  EmergencyAccessRequest,
  EmergencyAccessReview,
  EmergencyCategory,
  isReviewOverdue,
  MOST_RUNNING,
  noticesOf,
  refuseEmergencyAccess,
} from "./emergency-access";
import { needsStepUp } from "./permission";
import { Role } from "./role";

const id = (digit: string) =>
  `${digit.repeat(8)}-${digit.repeat(4)}-4${digit.repeat(3)}-8${digit.repeat(3)}-${digit.repeat(12)}`;
const patient = { encounterId: EncounterId.parse(id("1")), unitId: UnitId.parse(id("2")) };
const sessionId = SessionId.parse(id("3"));
const nurse = {
  role: "nurse" as const,
  sessionId,
  unitIds: [UnitId.parse(id("4"))],
  running: [],
};
const running = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    encounterId: EncounterId.parse(id(String(5 + index))),
    sessionId,
  }));

describe("a request for emergency access", () => {
  const request = {
    encounterId: patient.encounterId,
    category: "called-to-help",
    reason: "Resuscitation call",
    minutes: 30,
  };

  it("is taken with a category, a reason and a duration", () => {
    expect(EmergencyAccessRequest.parse(request)).toEqual(request);
  });

  it.each([
    [
      "nine characters, however long the blanks around them",
      { reason: `${" ".repeat(50)}too short ` },
    ],
    ["more than 500 characters", { reason: "x".repeat(501) }],
    ["no reason", { reason: undefined }],
    ["an hour and a minute", { minutes: 61 }],
    ["no time at all", { minutes: 0 }],
    ["a duration that is not offered", { minutes: 45 }],
    ["a category of somebody's own", { category: "curiosity" }],
    ["no encounter", { encounterId: "bed 4" }],
    ["the instant it should begin", { beganAt: "2026-01-01T00:00:00Z" }],
  ])("is refused with %s", (_what, change) => {
    expect(EmergencyAccessRequest.safeParse({ ...request, ...change }).success).toBe(false);
  });

  it.each([10, 500])("takes a reason of %i characters", (length) => {
    const reason = "x".repeat(length);
    expect(EmergencyAccessRequest.safeParse({ ...request, reason }).success).toBe(true);
  });

  it("names every category it offers", () => {
    expect(Object.keys(EMERGENCY_CATEGORIES)).toEqual(EmergencyCategory.options);
  });
});

describe("emergency access", () => {
  it("asks for a fresh second factor", () => {
    expect(needsStepUp("emergency-access:begin")).toBe(true);
  });

  it("is given to a nurse for a patient of another unit", () => {
    expect(refuseEmergencyAccess(nurse, patient)).toBeUndefined();
  });

  it.each(Role.options.filter((role) => role !== "nurse" && role !== "charge-nurse"))(
    "is not for the role %s",
    (role) => {
      expect(refuseEmergencyAccess({ ...nurse, role }, patient)).toBe("not-permitted");
    },
  );

  it("is unnecessary in one's own unit", () => {
    const own = { ...nurse, unitIds: [patient.unitId] };
    expect(refuseEmergencyAccess(own, patient)).toBe("own-unit");
  });

  it("is never extended: while it runs no second one is given", () => {
    const again = { ...nurse, running: [{ encounterId: patient.encounterId, sessionId }] };
    expect(refuseEmergencyAccess(again, patient)).toBe("already-running");
  });

  it("is asked for anew in another session, where no second factor was shown", () => {
    const elsewhere = { encounterId: patient.encounterId, sessionId: SessionId.parse(id("9")) };
    expect(refuseEmergencyAccess({ ...nurse, running: [elsewhere] }, patient)).toBeUndefined();
  });

  it("is for a few patients at once, not for a ward", () => {
    const asked = (count: number) =>
      refuseEmergencyAccess({ ...nurse, running: running(count) }, patient);
    expect(asked(MOST_RUNNING - 1)).toBeUndefined();
    expect(asked(MOST_RUNNING)).toBe("too-many-running");
  });
});

it("tells charge nurses of their units, reviewers of all, and nobody else", () => {
  expect(Role.options.map((role) => [role, noticesOf(role)])).toEqual([
    ["charge-nurse", "own-units"],
    ["nurse", "none"],
    ["administrator", "none"],
    ["scheduler", "none"],
    ["security-officer", "hospital"],
    ["system-admin", "none"],
  ]);
});

describe("a review", () => {
  const review = {
    emergencyAccessId: EmergencyAccessId.parse(id("6")),
    kind: "justified",
    finding: "Called to the arrest, confirmed by the ward.",
  };

  it("is a finding with its words", () => {
    expect(EmergencyAccessReview.safeParse(review).success).toBe(true);
    expect(EmergencyAccessReview.safeParse({ ...review, finding: "ok" }).success).toBe(false);
    expect(EmergencyAccessReview.safeParse({ ...review, kind: "fine" }).success).toBe(false);
  });

  it("is overdue after 72 hours, until it is done", () => {
    const beganAt = new Date("2026-03-01T08:00:00Z");
    const at = (instant: string) => new Date(instant);
    const open = { beganAt, reviewedAt: undefined };
    expect(isReviewOverdue(open, at("2026-03-04T07:59:59Z"))).toBe(false);
    expect(isReviewOverdue(open, at("2026-03-04T08:00:00Z"))).toBe(true);
    const done = { beganAt, reviewedAt: at("2026-03-02T08:00:00Z") };
    expect(isReviewOverdue(done, at("2026-04-01T08:00:00Z"))).toBe(false);
  });
});
