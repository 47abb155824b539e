import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { StoredAuditEvent } from "../audit/audit-event";
import { detect, NOTHING_SEEN, oldestSequence, restored } from "./detect";
import type { IncidentKind } from "./incident-kind";
import {
  address,
  anEvent,
  encounter,
  events,
  failedSignIn,
  person,
  seconds,
  session,
  START,
  viewed,
} from "./testing-events";

const signalsOf = (stream: readonly StoredAuditEvent[]) => detect(NOTHING_SEEN, stream).signals;
const user = (number: number, sessionNumber = number) =>
  ({ kind: "user", userId: person(number), sessionId: session(sessionNumber) }) as const;

/** For each kind the smallest stream that is a signal; without its last event it is none. */
const SMALLEST: readonly [IncidentKind, string, StoredAuditEvent[]][] = [
  [
    "credential-stuffing",
    "ten accounts tried from one address",
    events(10, (i) => failedSignIn(1, i)),
  ],
  [
    "credential-stuffing",
    "accounts that do not exist tried twenty times from one address",
    events(20, () => failedSignIn(1, undefined)),
  ],
  [
    "distributed-guessing",
    "one account tried from four addresses",
    events(4, (i) => failedSignIn(i, 1)),
  ],
  [
    "impossible-concurrency",
    "one person active at four addresses",
    events(4, (i) => ({ action: "board:viewed", actor: user(1, i), address: address(i) })),
  ],
  [
    "session-replay",
    "an ended session used five times",
    events(5, () => ({
      action: "access:refused",
      outcome: "refused",
      actor: { kind: "anonymous" },
      address: address(9),
      details: { reason: "session-ended", sessionId: session(1) },
    })),
  ],
  [
    "gateway-token-replay",
    "a token that was revoked used once",
    events(1, () => ({
      action: "gateway:refused",
      outcome: "refused",
      actor: { kind: "gateway", name: "ICU gateway" },
      details: { reason: "revoked" },
    })),
  ],
  [
    "access-refusals",
    "tokens that never were tried for eight minutes",
    events(8, () => ({
      action: "gateway:refused",
      outcome: "refused",
      actor: { kind: "anonymous" },
      address: address(1),
    })),
  ],
  [
    "authenticator-cloned",
    "a signature counter that went back once",
    events(1, () => ({
      action: "second-factor:failed",
      outcome: "refused",
      actor: { kind: "anonymous" },
      subjectUserId: person(1),
      details: { step: "second-factor", cause: "counter-regression" },
    })),
  ],
  [
    "second-factor-replay",
    "codes used again twice",
    events(2, () => ({
      action: "second-factor:failed",
      outcome: "refused",
      actor: { kind: "anonymous" },
      subjectUserId: person(1),
      details: { step: "second-factor", cause: "reused" },
    })),
  ],
  ["patient-enumeration", "forty patients opened by one person", events(40, (i) => viewed(1, i))],
  [
    "encounter-probing",
    "eight patients refused or not found",
    events(8, (i) => ({
      action: i % 2 ? "access:refused" : "patient:viewed",
      outcome: "refused",
      actor: user(1),
      address: address(1),
      ...(i % 2 ? { details: { reason: "not-found" } } : { encounterId: encounter(i) }),
    })),
  ],
  [
    "mass-export",
    "ten files exported by one person",
    events(10, (i) => ({
      action: i % 2 ? "trends:exported" : "audit:exported",
      actor: user(1),
      address: address(1),
    })),
  ],
  [
    "audit-chain-broken",
    "one verification that failed",
    events(1, () => ({ action: "audit:verified", outcome: "failed" })),
  ],
  [
    "sealed-value-changed",
    "one value that does not open",
    events(1, () => ({ action: "seal:broken", outcome: "failed" })),
  ],
  [
    "model-refused",
    "a model that was not loaded",
    events(1, () => ({ action: "model:loaded", outcome: "refused" })),
  ],
  [
    "emergency-access-burst",
    "four emergency accesses by one person",
    events(4, (i) => ({
      action: "emergency-access:began",
      actor: user(1),
      address: address(1),
      encounterId: encounter(i),
    })),
  ],
  [
    "access-refusals",
    "twelve refusals of one person",
    events(12, () => ({
      action: "access:refused",
      outcome: "refused",
      actor: user(1),
      address: address(1),
    })),
  ],
  [
    "privilege-change-burst",
    "the rights of twelve accounts changed by one person",
    events(12, (i) => ({
      action: "user:changed",
      actor: user(1),
      address: address(1),
      subjectUserId: person(100 + i),
    })),
  ],
];

describe.each(SMALLEST)("%s", (kind, story, stream) => {
  it(`is signalled by ${story}, once, with what it rests on`, () => {
    const signals = signalsOf(stream);
    expect(signals.map((signal) => signal.kind)).toEqual([kind]);
    expect(signals[0]?.evidence).toMatchObject({
      distinct: stream.length,
      auditSequences: stream.map(({ sequence }) => sequence),
      firstAt: stream[0]?.occurredAt,
      lastAt: stream.at(-1)?.occurredAt,
    });
  });

  it("is not signalled by one event less", () => {
    expect(signalsOf(stream.slice(0, -1))).toEqual([]);
  });

  it("is not signalled by as many over a longer time", () => {
    if (stream.length === 1) return;
    const slow = stream.map((event, index) => ({
      ...event,
      occurredAt: new Date(START.getTime() + (index * 3_600_000) / (stream.length - 1)),
    }));
    expect(signalsOf(slow)).toEqual([]);
  });
});

describe("a signal", () => {
  it("names accounts by id, with the address and nobody's name", () => {
    const [signal] = signalsOf(events(10, (i) => failedSignIn(1, i)));
    expect(signal?.dedupKey).toBe(`credential-stuffing:${address(1)}`);
    expect(signal?.evidence.subjectIds).toHaveLength(10);
    expect(signal?.evidence.addresses).toEqual([address(1)]);
  });

  it("is of each cause its own: two attackers at once are two signals", () => {
    const both = events(20, (i) => failedSignIn(1 + (i % 2), Math.floor(i / 2)));
    expect(
      signalsOf(both)
        .map(({ dedupKey }) => dedupKey)
        .sort(),
    ).toEqual([`credential-stuffing:${address(1)}`, `credential-stuffing:${address(2)}`]);
  });

  it("comes again after the window when the attack goes on, and not before", () => {
    const stream = events(1_201, (i) => failedSignIn(1, i % 50));
    expect(signalsOf(stream).map(({ at }) => at)).toEqual([seconds(9), seconds(609)]);
  });

  it("does not count one account twice, however often it is tried", () => {
    expect(signalsOf(events(500, (i) => failedSignIn(1, i % 9)))).toEqual([]);
  });

  it("counts refusals of patients apart from other refusals", () => {
    const probing = events(30, (i) => ({
      action: "patient:viewed",
      outcome: "refused",
      actor: user(1),
      encounterId: encounter(i),
    }));
    expect(signalsOf(probing).map(({ kind }) => kind)).toEqual(["encounter-probing"]);
  });

  it("does not take an outage for a probe: what failed was not refused", () => {
    const failing = events(30, (i) => ({
      action: "alert:acknowledged",
      outcome: "failed",
      actor: user(1),
      encounterId: encounter(i),
    }));
    expect(signalsOf(failing)).toEqual([]);
  });

  it("cannot be hidden by filling the window with other accounts", () => {
    const flood = events(2_000, (i) => failedSignIn(1, i));
    const { state, signals } = detect(NOTHING_SEEN, flood);
    expect(signals).not.toHaveLength(0);
    expect([...state.windows.values()].every((window) => window.size <= 300)).toBe(true);
  });
});

/** A few people, addresses and patients, so that thresholds are reached by chance. */
const anyEvent = fc
  .record({
    action: fc.constantFrom(
      "sign-in:failed",
      "patient:viewed",
      "access:refused",
      "trends:exported",
      "user:changed",
      "emergency-access:began",
      "gateway:refused",
      "audit:verified",
    ),
    outcome: fc.constantFrom("permitted", "refused", "failed"),
    who: fc.integer({ min: 1, max: 2 }),
    from: fc.integer({ min: 1, max: 4 }),
    whom: fc.integer({ min: 1, max: 30 }),
    patient: fc.integer({ min: 1, max: 60 }),
    gapS: fc.integer({ min: 0, max: 20 }),
    reason: fc.constantFrom(undefined, "not-found", "session-ended"),
  })
  .map(({ action, outcome, who, from, whom, patient, gapS, reason }) => ({
    gapS,
    event: {
      action,
      outcome,
      actor:
        action === "gateway:refused"
          ? ({ kind: "anonymous" } as const)
          : action === "audit:verified"
            ? ({ kind: "system" } as const)
            : user(who, from),
      address: address(from),
      subjectUserId: person(whom),
      encounterId: action === "patient:viewed" ? encounter(patient) : undefined,
      ...(reason && { details: { reason } }),
    } as const,
  }));

const anyStream = fc.array(anyEvent, { maxLength: 300, size: "max" }).map((drawn) => {
  let at = 0;
  return drawn.map(({ gapS, event }, index) => {
    at += gapS;
    return anEvent({ ...event, sequence: index + 1, occurredAt: seconds(at) });
  });
});

const cutInBatches = (stream: readonly StoredAuditEvent[], sizes: readonly number[]) => {
  const batches: StoredAuditEvent[][] = [];
  let from = 0;
  for (let turn = 0; from < stream.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1;
    batches.push(stream.slice(from, from + size));
    from += size;
  }
  return batches;
};
const someSizes = fc.array(fc.integer({ min: 1, max: 80 }), { minLength: 1, maxLength: 5 });

describe("whatever happens", () => {
  it("the order of events within a batch does not matter", () => {
    fc.assert(
      fc.property(
        anyStream.chain((stream) =>
          fc.tuple(
            fc.constant(stream),
            fc.shuffledSubarray(stream, { minLength: stream.length, maxLength: stream.length }),
          ),
        ),
        ([stream, shuffled]) => {
          expect(detect(NOTHING_SEEN, shuffled)).toEqual(detect(NOTHING_SEEN, stream));
        },
      ),
    );
  });

  it("it does not matter how a stream is cut into batches", () => {
    fc.assert(
      fc.property(anyStream, someSizes, (stream, sizes) => {
        let state = NOTHING_SEEN;
        const signals = cutInBatches(stream, sizes).flatMap((batch) => {
          const answer = detect(state, batch);
          state = answer.state;
          return answer.signals;
        });
        expect(signals).toEqual(signalsOf(stream));
      }),
    );
  });

  it("a cause is signalled at most once in its window", () => {
    fc.assert(
      fc.property(anyStream, (stream) => {
        const last = new Map<string, number>();
        for (const { dedupKey, at } of signalsOf(stream)) {
          const before = last.get(dedupKey) ?? -Infinity;
          expect(at.getTime() - before).toBeGreaterThanOrEqual(5 * 60_000);
          last.set(dedupKey, at.getTime());
        }
      }),
    );
  });

  it("a restart anywhere loses nothing and says nothing twice", () => {
    fc.assert(
      fc.property(anyStream, fc.double({ min: 0, max: 1, noNaN: true }), (stream, share) => {
        const cut = Math.floor(stream.length * share);
        const before = detect(NOTHING_SEEN, stream.slice(0, cut));
        const from = oldestSequence(before.state) ?? cut + 1;
        const replayed = detect(
          NOTHING_SEEN,
          stream.slice(0, cut).filter(({ sequence }) => sequence >= from),
        );
        const state = restored(replayed.state, before.state);

        const after = detect(state, stream.slice(cut));
        expect([...before.signals, ...after.signals]).toEqual(signalsOf(stream));
      }),
    );
  });

  it("a quiet ward is never a signal", () => {
    // Everybody works from one desk, opens a patient a minute, and now and then mistypes a password.
    const quiet = fc.array(
      fc.record({
        who: fc.integer({ min: 1, max: 9 }),
        patient: fc.integer({ min: 1, max: 28 }),
        fails: fc.boolean(),
      }),
      { maxLength: 400, size: "max" },
    );
    fc.assert(
      fc.property(quiet, (drawn) => {
        const stream = drawn.map(({ who, patient, fails }, index) =>
          anEvent({
            ...(fails ? failedSignIn(1, who) : viewed(who, patient)),
            sequence: index + 1,
            occurredAt: seconds(index * 20),
          }),
        );
        expect(signalsOf(stream)).toEqual([]);
      }),
    );
  });
});
