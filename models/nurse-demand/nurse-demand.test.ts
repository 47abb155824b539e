import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NO_PATIENTS } from "../acuity/unit-acuity";
import { QUANTILE_LEVELS, quantileOf, quantilesOf } from "../census/census-quantiles";
import type { UnitKind } from "../encounters/demographics";
import { UnitId } from "../shared/ids";
import { MS_PER_HOUR } from "../shared/time-range";
import { demandInWords, mixInWords } from "./demand-words";
import { atLevel, explainedDemand, nurseDemand, nurseMix, nursesFor } from "./nurse-demand";
import { NURSE_RULE_SETS, usualNurseRules } from "./nurse-rules";
import type { CensusQuantiles, ShiftCensus } from "./shift-census";
import { SHIFT_PATTERNS, shiftsBetween } from "./shift-pattern";

const ZONE = "America/New_York";
const RULES = usualNurseRules(ZONE);
const UNIT = UnitId.parse("00000000-0000-4000-8000-000000000001");

const certainly = (patients: number): Float64Array => {
  const pmf = new Float64Array(patients + 1);
  pmf[patients] = 1;
  return pmf;
};
const series = (hoursAhead: readonly number[], pmf: (ahead: number) => Float64Array) => ({
  hoursAhead,
  quantiles: hoursAhead.map((ahead) => quantilesOf(pmf(ahead))),
});
const hours = Array.from({ length: 72 }, (_, at) => at + 1);
const days = Array.from({ length: 28 }, (_, at) => (at + 1) * 24);

function forecastOf(
  kind: UnitKind,
  hourly: (hoursAhead: number) => Float64Array,
  daily = hourly,
  issuedAt = "2026-06-01T09:30:00Z",
): CensusQuantiles {
  const unit = { unitId: UNIT, name: "Ward A", kind };
  return {
    issuedAt,
    units: [{ ...unit, hourly: series(hours, hourly), daily: series(days, daily) }],
  };
}

const censusOf = (kind: UnitKind, pmf: Float64Array): ShiftCensus => ({
  ...{ unitId: UNIT, unitName: "Ward A", unitKind: kind, shift: "Day", from: "hours" },
  startsAt: new Date("2026-06-01T11:00:00Z"),
  endsAt: new Date("2026-06-01T23:00:00Z"),
  quantiles: quantilesOf(pmf),
});
const demandOf = (kind: UnitKind, pmf: Float64Array, counts = NO_PATIENTS, rules = RULES) => {
  const census = censusOf(kind, pmf);
  return explainedDemand(census, nurseMix(census, counts, rules), rules);
};

describe("nurses for a number of patients", () => {
  it.each([
    ["intensive", 9, 5],
    ["step-down", 9, 3],
    ["ward", 21, 5],
    ["emergency", 21, 6],
  ] as const)("of %s care, %d of them, are %d by the ratio", (kind, patients, nurses) => {
    const rules = { ...RULES, ...NURSE_RULE_SETS.ratio.rules };
    expect(demandOf(kind, certainly(patients), NO_PATIENTS, rules)).toMatchObject({
      ...{ minimum: nurses, target: nurses, decidedBy: "ratio" },
    });
  });

  it("follow the care that a unit is staffed for, where that is not its kind", () => {
    const rules = { ...RULES, careOfUnits: { [UNIT]: "telemetry" as const } };
    expect(demandOf("ward", certainly(20), { ...NO_PATIENTS, 1: 20 }, rules).target).toBe(5);
    expect(demandOf("ward", certainly(20), { ...NO_PATIENTS, 1: 20 }).target).toBe(4);
  });

  it("are more where the workload asks for more than the ratio, and never fewer", () => {
    // Ten of 24/5 h and ten of 24/2 h: 8.4 h a patient, 20 patients take 7 nurses at once.
    const heavy = demandOf("ward", certainly(20), { ...NO_PATIENTS, 1: 10, 3: 10 });
    expect(heavy).toMatchObject({ minimum: 4, target: 7, decidedBy: "acuity" });
    expect(demandInWords(heavy)).toBe("20 patients × 8.4 h a day ÷ 24 h.");
    expect(demandOf("intensive", certainly(4), { ...NO_PATIENTS, 1: 4 }).target).toBe(2);
  });

  it("count a patient of unknown workload as the least of the unit, and say so", () => {
    const { mix, target } = demandOf("step-down", certainly(6), {
      ...NO_PATIENTS,
      ...{ 3: 2, unknown: 4 },
    });
    // Two of 12 h and four of at least 8 h.
    expect(mix.hoursPerPatientDay).toBeCloseTo(56 / 6, 12);
    expect(target).toBe(3);
    expect(mixInWords(mix)).toMatch(/^At least 9\.3 nursing hours .* of 4 is not known/);
  });

  it("of a unit that is empty now are those of the least workload of such a unit", () => {
    expect(demandOf("intensive", certainly(3)).target).toBe(2);
  });

  it("are none where nobody is expected", () => {
    const none = demandOf("ward", certainly(0));
    expect(none).toMatchObject({ minimum: 0, target: 0 });
    expect(demandInWords(none)).toBe("Nobody is expected.");
  });

  it("have the quantiles of the patients, put through the rules, and no others", () => {
    const anyPmf = fc
      .array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 40 })
      .map((weights) => {
        const total = weights.reduce((sum, each) => sum + each, 1);
        return Float64Array.from([...weights, 1], (weight) => weight / total);
      });
    const anyCounts = fc
      .tuple(fc.nat(8), fc.nat(8), fc.nat(8), fc.nat(8), fc.nat(8))
      .map(([a, b, c, d, unknown]) => ({ 1: a, 2: b, 3: c, 4: d, unknown }));
    const anyKind = fc.constantFrom<UnitKind>("intensive", "step-down", "ward", "emergency");
    fc.assert(
      fc.property(anyPmf, anyCounts, anyKind, (pmf, counts, kind) => {
        const demand = demandOf(kind, pmf, counts);
        // The distribution of the nurses, counted out; its quantiles are the smallest that are enough.
        const ofNurses = new Float64Array(400);
        for (const [patients, probability] of pmf.entries()) {
          const nurses = nursesFor(patients, demand.mix);
          ofNurses[nurses] = (ofNurses[nurses] ?? 0) + probability;
        }
        expect(demand.quantiles).toEqual(
          QUANTILE_LEVELS.map((level) => quantileOf(ofNurses, level)),
        );
        expect(demand.target).toBeGreaterThanOrEqual(demand.minimum);
        expect(demand.target).toBe(
          Math.max(demand.minimum, atLevel(demand.quantiles, RULES.serviceLevel)),
        );
      }),
      { numRuns: 100 },
    );
  });
});

describe("the demand of the next seven days", () => {
  const counts = new Map([[UNIT, { ...NO_PATIENTS, 1: 10 }]]);

  it("names each shift that the hospital's clock has", () => {
    const demand = nurseDemand(
      forecastOf("ward", () => certainly(10)),
      counts,
      RULES,
    );
    // From 05:30: the night that is ending, and seven days and nights.
    expect(demand.map(({ shift }) => shift).slice(0, 3)).toEqual(["Night", "Day", "Night"]);
    expect(demand).toHaveLength(15);
    expect(demand[1]).toEqual({
      ...{ unitId: UNIT, shift: "Day", minimum: 2, target: 2 },
      startsAt: new Date("2026-06-01T11:00:00Z"),
      endsAt: new Date("2026-06-01T23:00:00Z"),
      quantiles: QUANTILE_LEVELS.map(() => 2),
    });
  });

  it("takes the fullest hour of a shift and nothing outside it", () => {
    // Full from 7 h to 8 h after the issue alone: in the first day shift.
    const demand = nurseDemand(
      forecastOf("ward", (ahead) => certainly(ahead === 7 ? 20 : 10)),
      counts,
      RULES,
    );
    expect(demand.map(({ target }) => target).slice(0, 4)).toEqual([2, 4, 2, 2]);
  });

  it("goes by the days around a shift where the hours do not reach", () => {
    const demand = nurseDemand(
      forecastOf(
        "ward",
        () => certainly(10),
        (ahead) => certainly(ahead === 120 ? 30 : 10),
      ),
      counts,
      RULES,
    );
    const fuller = demand.filter(({ target }) => target === 6);
    // The night that the 120 h fall into, and the days before and after it.
    expect(fuller.map(({ startsAt }) => startsAt.toISOString())).toEqual([
      "2026-06-05T11:00:00.000Z",
      "2026-06-05T23:00:00.000Z",
      "2026-06-06T11:00:00.000Z",
    ]);
  });

  it("has a night of eleven hours and one of thirteen where the clocks change", () => {
    const nights = (day: string) =>
      shiftsBetween(
        SHIFT_PATTERNS.long.plan,
        {
          from: new Date(`${day}T12:00:00Z`),
          to: new Date(Date.parse(`${day}T12:00:00Z`) + 24 * MS_PER_HOUR),
        },
        ZONE,
      )
        .filter(({ name }) => name === "Night")
        .map(({ from, to }) => (to.getTime() - from.getTime()) / MS_PER_HOUR);
    // In 2026 New York's clocks go forward on 8 March and back on 1 November.
    expect(nights("2026-03-07")).toContain(11);
    expect(nights("2026-10-31")).toContain(13);
    expect(nights("2026-06-01")).toEqual([12]);
  });

  it("covers the days without gap or overlap, whatever the pattern", () => {
    for (const { plan } of Object.values(SHIFT_PATTERNS)) {
      const from = new Date("2026-10-29T03:20:00Z");
      const shifts = shiftsBetween(plan, { from, to: new Date("2026-11-05T03:20:00Z") }, ZONE);
      expect(shifts[0]?.from.getTime()).toBeLessThanOrEqual(from.getTime());
      for (const [at, shift] of shifts.entries())
        if (at > 0) expect(shift.from).toEqual(shifts[at - 1]?.to);
    }
  });
});
