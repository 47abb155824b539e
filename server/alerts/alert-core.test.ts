import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SnoozeReason } from "#models/alerts/alert";
import type { AlertAnswer } from "#models/alerts/alert-answer";
import { Disposition } from "#models/alerts/disposition";
import { MS_PER_HOUR, MS_PER_MINUTE, MS_PER_SECOND } from "#models/shared/time-range";
import { ENCOUNTERS, UNITS } from "./testing-alert-hospital";
import { type Assessed, POLICIES, Proof, type Step } from "./testing-alert-proof";

const STEPS = 100_000;
const RUNS = 1_700;
/** Of a run; a failing one is cut down to the fewest that still fail. */
const MOST_STEPS = 150;

const patient = fc.nat(ENCOUNTERS.length - 1);
const unit = fc.nat(UNITS.length - 1);
const known = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined, freq: 5 });

const assessed: fc.Arbitrary<Assessed> = fc.record({
  score: known(fc.nat(12)),
  isRed: fc.boolean(),
  inputs: fc.integer({ min: 3, max: 7 }),
  rise: known(fc.integer({ min: -4, max: 6 })),
  risk: known(fc.double({ min: 0, max: 1, noNaN: true })),
  heartRate: known(fc.integer({ min: 30, max: 180 })),
  heartRateAgeMinutes: fc.nat(90),
});

const answer: fc.Arbitrary<AlertAnswer> = fc.oneof(
  fc.constantFrom<AlertAnswer>(
    { type: "acknowledge" },
    { type: "take" },
    { type: "hand-back" },
    { type: "escalate" },
    { type: "end-snooze" },
    { type: "reopen" },
  ),
  fc.record({
    type: fc.constant("snooze" as const),
    minutes: fc.integer({ min: 1, max: 300 }),
    reason: fc.constantFrom(...SnoozeReason.options),
  }),
  fc.record({
    type: fc.constant("resolve" as const),
    disposition: fc.constantFrom(...Disposition.options),
  }),
);

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 10, arbitrary: fc.record({ do: fc.constant("assess"), patient, at: assessed }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant("answer"), alert: fc.nat(5), answer }) },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant("wait"),
      ms: fc.oneof(
        fc.integer({ min: 1, max: 90 }).map((seconds) => seconds * MS_PER_SECOND),
        fc.integer({ min: 1, max: 90 }).map((minutes) => minutes * MS_PER_MINUTE),
        fc.integer({ min: 1, max: 14 }).map((hours) => hours * MS_PER_HOUR),
      ),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("arrive"), patient, unit }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("leave"), patient }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("change-policy"),
      unit,
      policy: fc.nat(POLICIES.length - 1),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom("sweep", "database-away", "database-back", "database-back", "restart"),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant("give-up"), commands: fc.integer({ min: 1, max: 4 }) }),
  },
);

describe("alerts, whatever happens", () => {
  it(`keep their promises for ${STEPS} steps`, { timeout: 60_000 }, async () => {
    let taken = 0;
    const steps = fc.array(step, { maxLength: MOST_STEPS, size: "max" });
    await fc.assert(
      fc.asyncProperty(steps, async (scenario) => {
        const proof = new Proof();
        await proof.begin();
        for (const each of scenario) await proof.take(each);
        await proof.end();
        taken += scenario.length;
      }),
      { numRuns: RUNS },
    );
    expect(taken).toBeGreaterThanOrEqual(STEPS);
  });
});
