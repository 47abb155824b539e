import { expect, it } from "vitest";
import { timeFormat } from "@/_lib/format-time";
import { describeSpan, describeUse } from "./access-words";

const time = timeFormat("Europe/London");
const span = {
  beganAt: new Date("2026-11-21T14:05:00Z"),
  expiresAt: new Date("2026-11-21T14:35:00Z"),
};

it("says how much of its time an access took", () => {
  const endedAt = new Date("2026-11-21T14:17:30Z");
  expect(describeSpan({ ...span, endedAt }, time)).toBe("Sat 21 Nov, 14:05, for 12 min of 30 min");
});

it("says until when one runs that has not ended", () => {
  const running = { ...span, endedAt: undefined };
  expect(describeSpan(running, time)).toBe("Sat 21 Nov, 14:05, until 14:35 at the latest");
});

it("does not take what is not known for nothing", () => {
  expect([undefined, 0, 1, 7].map(describeUse)).toEqual([
    "Not known",
    "Nothing",
    "1 record in the audit trail",
    "7 records in the audit trail",
  ]);
});
