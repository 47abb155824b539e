import { expect, it } from "vitest";
import type { AuditVerification } from "#db/audit-verifications";
import { MS_PER_HOUR } from "#models/shared/time-range";
import { isTrailAtFault } from "./trail-fault";

const now = new Date("2026-03-02T04:00:00Z");
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * MS_PER_HOUR);

const status = {
  sequence: 120,
  hash: "00",
  recordedAt: now,
  anchoredSequence: 100,
  anchoredAt: hoursAgo(1),
};
const verification = (outcome: AuditVerification["outcome"]): AuditVerification => ({
  verificationId: "a",
  requestedAt: hoursAgo(1),
  requestedBy: null,
  isWhole: true,
  startedAt: hoursAgo(1),
  finishedAt: outcome && now,
  afterSequence: 0,
  lastSequence: 120,
  outcome,
  badSequence: null,
  finding: null,
});

it.each([
  ["anchored in time and found intact", { verifications: [verification("intact")] }, false],
  ["not verified yet, which is unknown and no fault", {}, false],
  ["found broken", { verifications: [verification("broken")] }, true],
  [
    "found broken before, and being verified again",
    { verifications: [verification(null), verification("broken")] },
    true,
  ],
  ["not anchored for three hours", { status: { ...status, anchoredAt: hoursAgo(3) } }, true],
  ["without its head", { status: undefined }, true],
])("tells a trail that is at fault: %s", (_, state, isAtFault) => {
  expect(isTrailAtFault({ status, verifications: [], now, ...state })).toBe(isAtFault);
});
