import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assessEscalation } from "./assess-escalation";
import { convolve } from "./census-pmf";
import { DEFAULT_ESCALATION_RULES } from "./default-rules";
import { NOTHING_KNOWN } from "./escalation-course";
import { ESCALATION_LEVEL_LIST } from "./escalation-level";
import type { EscalationValues } from "./escalation-parameter";
import {
  forecastEscalation,
  type ForecastUnit,
  likeliestLevel,
  probabilityFrom,
  shortageAhead,
} from "./forecast-escalation";

const ISSUED = new Date("2026-03-01T08:00:00Z");
const RULES = DEFAULT_ESCALATION_RULES;
const CALM: EscalationValues = {
  ...NOTHING_KNOWN,
  "boarding-patients": 0,
  "longest-boarding": 0,
  "emergency-arrivals": 100,
  "closed-beds": 1,
};

/** Certainly that many patients. */
const exactly = (patients: number): number[] => [...Array.from({ length: patients }, () => 0), 1];
const hours = (count: number, pmf: readonly number[]) => Array.from({ length: count }, () => pmf);
const unit = (
  staffedBeds: number,
  patientsByHour: ForecastUnit["patientsByHour"],
  isIntensive = false,
) => ({
  ...{ staffedBeds, patientsByHour, isIntensive },
});
const forecast = (units: readonly ForecastUnit[], values = CALM) =>
  forecastEscalation(units, { values, rules: RULES, issuedAt: ISSUED });

describe("the forecast of the escalation level", () => {
  it("says every six hours of what the census reaches", () => {
    const outlooks = forecast([
      unit(20, hours(72, exactly(15))),
      unit(6, hours(72, exactly(2)), true),
    ]);
    expect(outlooks).toHaveLength(12);
    expect(outlooks[0]).toMatchObject({
      from: ISSUED,
      to: new Date("2026-03-01T14:00:00Z"),
      isAtLeast: false,
    });
    expect(outlooks[0]?.probabilities[1]).toBeCloseTo(1, 12);
  });

  it("gives a certain census the level that its rules give the same values", () => {
    const units = [unit(20, hours(6, exactly(21))), unit(6, hours(6, exactly(5)), true)];
    const [outlook] = forecast(units);
    const { level } = assessEscalation(
      {
        ...CALM,
        "bed-occupancy": 100,
        "intensive-free-beds": 1,
        "boarding-patients": 0,
        "beds-short": 0,
        exceedance: 0,
      },
      RULES,
    );
    expect(level).toBe(3);
    expect(outlook?.probabilities[level]).toBeCloseTo(1, 12);
  });

  it("takes the average of the hours", () => {
    const patients = [...hours(3, exactly(10)), ...hours(3, exactly(30))];
    const [outlook] = forecast([unit(20, patients)]);
    expect(outlook?.probabilities[1]).toBeLessThanOrEqual(0.5);
    expect(outlook && probabilityFrom(3, outlook)).toBeGreaterThanOrEqual(0.5);
    expect(outlook && likeliestLevel(outlook)).toBeGreaterThan(1);
  });

  it("adds up to 1 for whatever census", () => {
    const pmf = fc
      .array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 12 })
      .map((weights) => [...weights, 1])
      .map((weights) => weights.map((each) => each / weights.reduce((sum, one) => sum + one, 0)));
    fc.assert(
      fc.property(
        fc.array(fc.tuple(pmf, fc.boolean()), { minLength: 1, maxLength: 4 }),
        (units) => {
          const outlooks = forecast(
            units.map(([each, isIntensive]) => unit(6, hours(6, each), isIntensive)),
          );
          for (const { probabilities } of outlooks)
            expect(
              ESCALATION_LEVEL_LIST.reduce((sum, level) => sum + probabilities[level], 0),
            ).toBeCloseTo(1, 9);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("says each level as the least while what stays as it is now is not known", () => {
    const units = [unit(20, hours(6, exactly(10)))];
    expect(forecast(units, { ...CALM, "longest-boarding": undefined })[0]?.isAtLeast).toBe(true);
    // The census tells what these will be.
    expect(forecast(units, { ...CALM, exceedance: undefined })[0]?.isAtLeast).toBe(false);
  });

  it("tells how short of beds the hospital will be in 24 hours", () => {
    const half = [...exactly(18).map((each) => each / 2), 0, 0, 0.5];
    const units = [unit(20, [...hours(23, exactly(30)), half])];
    expect(shortageAhead(units)).toEqual({ "beds-short": -2.5, exceedance: 50 });
    expect(shortageAhead([unit(20, hours(6, exactly(30)))])).toBeUndefined();
  });

  it("says nothing of a hospital without beds", () => {
    expect(forecast([])).toEqual([]);
    expect(forecast([unit(0, hours(6, exactly(0)))])).toEqual([]);
  });
});

describe("the distribution of a sum", () => {
  it("is the convolution", () => {
    expect([
      ...convolve([
        [0.5, 0.5],
        [0.5, 0.5],
      ]),
    ]).toEqual([0.25, 0.5, 0.25]);
    expect([...convolve([])]).toEqual([1]);
  });
});
