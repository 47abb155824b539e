import { expect, it } from "vitest";
import { SessionId, UserId } from "../shared/ids";
import { MS_PER_MINUTE } from "../shared/time-range";
import { createEndedSessionLimit, endedSessionUsed } from "./ended-session";
import { DETECTORS } from "./detector";

const session = (digit: number) => SessionId.parse(`00000000-0000-4000-8000-00000000000${digit}`);
const HOLDER = UserId.parse("00000000-0000-4000-8000-0000000000ff");

it("lets each session be recorded once a minute", () => {
  let at = 0;
  const mayRecord = createEndedSessionLimit(() => at);
  expect([session(1), session(1), session(2), session(1)].map(mayRecord)).toEqual([
    true,
    false,
    true,
    false,
  ]);

  at = MS_PER_MINUTE - 1;
  expect(mayRecord(session(1))).toBe(false);
  at = MS_PER_MINUTE;
  expect(mayRecord(session(1))).toBe(true);
});

it("is counted by session as a replay, and as no other refusal", () => {
  const used = { sessionId: session(1), userId: HOLDER };
  const event = endedSessionUsed(used, { occurredAt: new Date(0), address: "192.0.2.1" });
  const counted = DETECTORS.flatMap(({ name, read }) => {
    const seen = read({ ...event, sequence: 7 });
    return seen ? [{ name, ...seen }] : [];
  });
  expect(counted).toEqual([{ name: "uses-of-ended-session", key: session(1), value: "7" }]);
});
