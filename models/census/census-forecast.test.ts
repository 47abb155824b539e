import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exponential, randomStream, uniform } from "../simulation/random";
import { forecastCensus, type CensusForecast } from "./census-forecast";
import { CensusInputs } from "./census-inputs";
import { exceedanceOf, meanOf } from "./census-quantiles";
import {
  hourly,
  inputsWith,
  patientIn,
  plainHazards,
  quietUnit,
  unitIdFor,
} from "./testing-census-inputs";

function unitOf(forecast: CensusForecast, place = 0) {
  const unit = forecast.units[place];
  if (!unit) throw new Error(`no unit ${place}`);
  return unit;
}

const varianceOf = (pmf: Float64Array) =>
  pmf.reduce((sum, mass, count) => sum + mass * (count - meanOf(pmf)) ** 2, 0);

const repeated = <T>(times: number, make: (index: number) => T): T[] =>
  Array.from({ length: times }, (_, index) => make(index));

describe("one patient", () => {
  const forecast = forecastCensus(inputsWith({ patients: [patientIn(1)] }));

  it("is there as long as the hazard says, by the hour and by the day", () => {
    const { hourly: hours, daily } = unitOf(forecast);
    for (const hour of [1, 10, 72])
      expect(hours.mean[hour - 1]).toBeCloseTo(Math.exp(-hour / 100), 6);
    for (const day of [4, 14])
      expect(daily.mean[day - 1]).toBeCloseTo(Math.exp((-24 * day) / 100), 3);
    expect(hours.pmf[9]?.[1]).toBeCloseTo(Math.exp(-0.1), 6);
  });

  it("goes to the unit that comes after and is one patient of the hospital all the while", () => {
    const inputs = inputsWith({
      units: [
        quietUnit(1, { kind: "intensive", onward: [{ unitId: unitIdFor(2), share: 1 }] }),
        quietUnit(2),
      ],
      patients: [patientIn(1)],
    });
    const { units, hospital } = forecastCensus(inputs);

    // Two exponential phases: in the ward after t with the density of their difference.
    const [first, second] = [0.0125, 0.01];
    const inWard = (t: number) =>
      (first / (second - first)) * (Math.exp(-first * t) - Math.exp(-second * t));
    expect(units[1]?.hourly.mean[47]).toBeCloseTo(inWard(48), 2);
    expect(units[1]?.daily.mean[9]).toBeCloseTo(inWard(240), 2);
    const stillThere = Math.exp(-first * 240) + inWard(240);
    expect(Math.abs((hospital.daily.mean[9] ?? NaN) - stillThere)).toBeLessThan(0.02);
    // Nearly Bernoulli, as one patient is, and not the sum of two units that know nothing of each other.
    const [, one = 0] = hospital.daily.pmf[9] ?? [];
    expect(one).toBeGreaterThan(0.85 * stillThere);
  });

  it("leaves around the hour it is expected to, when that is kept", () => {
    const with12 = inputsWith({ patients: [patientIn(1, { expectedDischargeInHours: 12 })] });
    const { mean } = unitOf(forecastCensus(with12)).hourly;
    expect(mean[3]).toBeGreaterThan(0.85);
    expect(mean[23]).toBeLessThan(0.35);
    // Three in ten leave as if nobody had expected it.
    expect(mean[23]).toBeGreaterThan(0.3 * Math.exp(-0.24) - 0.01);
  });
});

describe("against simulation of each patient", () => {
  it("agrees on the whole distribution with unlike patients and a Poisson stream of newcomers", () => {
    const byAcuity = { factors: [3, 1, 0.5, 0.2], shares: [0.25, 0.25, 0.25, 0.25] };
    const fromHours = [0, 24, 72];
    const perHour = [0.02, 0.01, 0.03];
    const patients = repeated(12, (index) =>
      patientIn(1, { hoursInUnit: 8 * index, acuity: ([1, 2, 3, 4] as const)[index % 4] ?? 1 }),
    );
    const inputs = inputsWith({
      units: [quietUnit(1, { admissionsPerHour: hourly(0.1) })],
      patients,
      hazards: {
        source: "a test",
        kinds: [plainHazards("ward", 0, { fromHours, perHour, byAcuity })],
        expectedDischarge: { keptShare: 0, spreadHours: 4 },
      },
    });
    const unit = unitOf(forecastCensus(inputs));

    const random = randomStream("census");
    const cumulative = (age: number) =>
      fromHours.reduce(
        (sum, from, band) =>
          sum +
          Math.max(0, Math.min(age, fromHours[band + 1] ?? Infinity) - from) * (perHour[band] ?? 0),
        0,
      );
    const stays = (from: number, to: number, factor: number) =>
      uniform(random) < Math.exp(-factor * (cumulative(to) - cumulative(from)));
    const RUNS = 20_000;
    for (const [hours, pmf] of [
      [24, unit.hourly.pmf[23]],
      [168, unit.daily.pmf[6]],
    ] as const) {
      const seen = new Float64Array(80);
      for (let run = 0; run < RUNS; run += 1) {
        let count = 0;
        for (const { hoursInUnit, acuity } of patients) {
          const factor = acuity === "unknown" ? 1 : (byAcuity.factors[acuity - 1] ?? 1);
          if (stays(hoursInUnit, hoursInUnit + hours, factor)) count += 1;
        }
        for (let at = exponential(random, 10); at < hours; at += exponential(random, 10)) {
          const factor = byAcuity.factors[Math.floor(4 * uniform(random))] ?? 1;
          if (stays(0, hours - at, factor)) count += 1;
        }
        seen[count] = (seen[count] ?? 0) + 1 / RUNS;
      }
      const distance = seen.reduce(
        (sum, mass, count) => sum + Math.abs(mass - (pmf?.[count] ?? 0)),
        0,
      );
      expect(distance / 2).toBeLessThan(0.02);
    }
  });

  it("agrees on a unit that turns patients away, and on the chance that a day exceeds the staffed beds", () => {
    const full = new Array<number>(9).fill(1).concat(0);
    const inputs = inputsWith({
      units: [
        quietUnit(1, {
          staffedBeds: 7,
          admissionsPerHour: hourly(0.08),
          response: { staffedBeds: 7, admissions: full, transfers: full },
        }),
      ],
      patients: repeated(6, () => patientIn(1)),
    });
    const unit = unitOf(forecastCensus(inputs));

    const random = randomStream("full");
    const RUNS = 8_000;
    let exceeded = 0;
    const seen = new Float64Array(12);
    for (let run = 0; run < RUNS; run += 1) {
      let count = 6;
      let at = 0;
      let most = 0;
      for (;;) {
        const [up, down] = [count < 9 ? 0.08 : 0, count * 0.01];
        const wait = exponential(random, 1 / (up + down));
        if (at < 24 && at + wait >= 24) most = count;
        at += wait;
        if (at >= 72) break;
        count += uniform(random) < up / (up + down) ? 1 : -1;
        if (at >= 24 && at < 48) most = Math.max(most, count);
      }
      if (most > 7) exceeded += 1;
      seen[count] = (seen[count] ?? 0) + 1 / RUNS;
    }
    expect(Math.abs((unit.exceedanceByDay[1] ?? 0) - exceeded / RUNS)).toBeLessThan(0.02);
    for (const [count, mass] of seen.entries())
      expect(Math.abs(mass - (unit.hourly.pmf[71]?.[count] ?? 0))).toBeLessThan(0.02);
    expect(unit.daily.pmf[27]?.length).toBeLessThanOrEqual(12);
  });

  it("agrees on the spread that an unsure level of admissions adds", () => {
    const inputs = inputsWith({
      units: [quietUnit(1, { admissionsPerHour: hourly(0.3) })],
      admissionsLevelCv: 0.25,
    });
    const pmf = unitOf(forecastCensus(inputs)).daily.pmf[27] ?? new Float64Array(0);
    // Poisson with a mean that varies: its mean, and the variance of the mean on top.
    const mean = 30 * (1 - Math.exp(-6.72));
    expect(meanOf(pmf)).toBeCloseTo(mean, 1);
    expect(varianceOf(pmf) / (mean + (0.25 * mean) ** 2)).toBeCloseTo(1, 1);
  });
});

describe("whatever goes in", () => {
  const anyInputs = fc
    .record({
      patients: fc.integer({ min: 0, max: 9 }),
      rate: fc.double({ min: 0, max: 0.4, noNaN: true }),
      dispersion: fc.double({ min: 1, max: 3, noNaN: true }),
      onward: fc.double({ min: 0, max: 1, noNaN: true }),
      levelCv: fc.constantFrom(0, 0.2),
    })
    .map(({ patients, rate, dispersion, onward, levelCv }) =>
      inputsWith({
        units: [
          quietUnit(1, {
            kind: "emergency",
            admissionsPerHour: hourly(rate),
            dispersion,
            onward: [{ unitId: unitIdFor(2), share: onward }],
          }),
          quietUnit(2),
        ],
        patients: repeated(patients, (index) => patientIn(1 + (index % 2), { acuity: "unknown" })),
        admissionsLevelCv: levelCv,
      }),
    );

  it("gives probabilities that are none below 0 and sum to 1, quantiles that ascend, and loses nobody between units", () => {
    fc.assert(
      fc.property(anyInputs, (inputs) => {
        const { units, hospital } = forecastCensus(inputs);
        for (const { hourly: hours, daily, exceedanceByDay } of [...units, hospital]) {
          const pmfs = [...hours.pmf, ...daily.pmf];
          expect(Math.min(...pmfs.map((pmf) => Math.min(...pmf)))).toBeGreaterThanOrEqual(0);
          const sums = pmfs.map((pmf) => pmf.reduce((sum, mass) => sum + mass, 0));
          expect(Math.max(...sums.map((sum) => Math.abs(sum - 1)))).toBeLessThan(1e-9);
          const ascending = daily.quantiles.map((of) => of.toSorted((one, other) => one - other));
          expect(daily.quantiles).toEqual(ascending);
          expect(Math.min(...exceedanceByDay)).toBeGreaterThanOrEqual(0);
          expect(Math.max(...exceedanceByDay)).toBeLessThanOrEqual(1);
        }
        for (const day of [0, 6, 27]) {
          const sum = units.reduce((total, unit) => total + (unit.daily.mean[day] ?? 0), 0);
          expect(hospital.daily.mean[day]).toBeCloseTo(sum, 0);
        }
      }),
      { numRuns: 4 },
    );
  });

  it("is the same each time", () => {
    const inputs = inputsWith({ patients: [patientIn(1)] });
    expect(forecastCensus(inputs)).toEqual(forecastCensus(inputs));
  });

  it("goes over the wire", () => {
    const inputs = inputsWith({ patients: [patientIn(1)] });
    expect(CensusInputs.parse(JSON.parse(JSON.stringify(inputs)))).toEqual(inputs);
  });

  it("refuses a patient in a unit that it does not have, and a kind without hazards", () => {
    expect(() => forecastCensus(inputsWith({ patients: [patientIn(7)] }))).toThrow(RangeError);
    const { hazards } = inputsWith();
    expect(() => forecastCensus(inputsWith({ hazards: { ...hazards, kinds: [] } }))).toThrow(
      /no hazards for units of the kind ward/,
    );
  });
});

describe("more of one thing", () => {
  const exceedance = (inputs: CensusInputs) => unitOf(forecastCensus(inputs)).exceedanceByDay;
  const patients = repeated(8, () => patientIn(1));
  const base = { units: [quietUnit(1, { admissionsPerHour: hourly(0.08) })], patients };

  it("more admissions, or fewer staffed beds, exceed them more often on every day", () => {
    const usual = exceedance(inputsWith(base));
    const more = exceedance(
      inputsWith({ ...base, units: [quietUnit(1, { admissionsPerHour: hourly(0.1) })] }),
    );
    const fewer = exceedance(
      inputsWith({
        ...base,
        units: [quietUnit(1, { admissionsPerHour: hourly(0.08), staffedBeds: 8 })],
      }),
    );
    for (const [day, chance] of usual.entries()) {
      expect(more[day]).toBeGreaterThan(chance);
      expect(fewer[day]).toBeGreaterThan(chance);
    }
  });

  it("admissions in bursts have the same mean and a wider spread", () => {
    const bursts = inputsWith({
      ...base,
      units: [quietUnit(1, { admissionsPerHour: hourly(0.08), dispersion: 1.8 })],
    });
    const [plain, wide] = [inputsWith(base), bursts].map(
      (inputs) => unitOf(forecastCensus(inputs)).daily,
    );
    expect(wide?.mean[9]).toBeCloseTo(plain?.mean[9] ?? NaN, 3);
    expect(varianceOf(wide?.pmf[9] ?? new Float64Array(0))).toBeGreaterThan(
      1.2 * varianceOf(plain?.pmf[9] ?? new Float64Array(0)),
    );
  });

  it("an exceedance of a day is at least that of its last hour", () => {
    const unit = unitOf(forecastCensus(inputsWith(base)));
    for (const [day, pmf] of unit.daily.pmf.entries())
      expect((unit.exceedanceByDay[day] ?? 0) + 1e-9).toBeGreaterThanOrEqual(exceedanceOf(pmf, 10));
  });
});

describe("what is not known of a patient", () => {
  const kinds = [
    plainHazards("ward", 0.01, {
      byAcuity: { factors: [4, 1, 0.5, 0.1], shares: [0.25, 0.25, 0.25, 0.25] },
      toIntensivePerHour: 0.001,
      byRisk: { factors: [0.2, 2, 20], shares: [0.6, 0.3, 0.1] },
    }),
    plainHazards("intensive", 0.01),
  ];
  const forecastOf = (changes: Parameters<typeof patientIn>[1]) =>
    forecastCensus(
      inputsWith({
        units: [
          quietUnit(1, { toIntensive: [{ unitId: unitIdFor(2), share: 1 }] }),
          quietUnit(2, { kind: "intensive" }),
        ],
        patients: [patientIn(1, changes)],
        hazards: { ...inputsWith().hazards, kinds },
      }),
    );

  it("an unknown acuity is each class with its share, not the lightest", () => {
    const mean = ([1, 2, 3, 4] as const).map(
      (acuity) => unitOf(forecastOf({ acuity })).daily.mean[2] ?? NaN,
    );
    const unknown = unitOf(forecastOf({ acuity: "unknown" })).daily.mean[2] ?? NaN;
    expect(unknown).toBeCloseTo(mean.reduce((sum, each) => sum + each, 0) / 4, 6);
    expect(unknown).toBeGreaterThan((mean[0] ?? NaN) + 0.1);
  });

  it("leaves the hour of leaving more open than a known class of the same mean rate", () => {
    const spread = (changes: Parameters<typeof patientIn>[1]) => {
      const { mean } = unitOf(forecastOf(changes)).daily;
      // Of a patient who is there on the third day, how sure it is that it will be gone by the tenth.
      return 1 - (mean[9] ?? NaN) / (mean[2] ?? NaN);
    };
    expect(spread({ acuity: "unknown" })).toBeLessThan(spread({ acuity: 2 }));
  });

  it("an unknown risk is expected in intensive care more than a low one and less than one that alerts", () => {
    const expected = (riskToAlertLevel: number | "unknown") =>
      forecastOf({ riskToAlertLevel }).intensiveTransfers.next24h.mean;
    expect(expected("unknown")).toBeGreaterThan(expected(0.1));
    expect(expected("unknown")).toBeLessThan(expected(1.2));
    expect(expected(0.1)).toBeGreaterThan(0);
  });
});

describe("transfers to intensive care", () => {
  it("counts those here by their own chance and newcomers as they come", () => {
    const inputs = inputsWith({
      units: [
        quietUnit(1, { admissionsPerHour: hourly(0.1) }),
        quietUnit(2, { kind: "intensive" }),
      ],
      patients: repeated(20, () => patientIn(1)),
      hazards: {
        ...inputsWith().hazards,
        kinds: [
          plainHazards("ward", 0, { toIntensivePerHour: 0.002 }),
          plainHazards("intensive", 0.01),
        ],
      },
    });
    const { next24h, next72h } = forecastCensus(inputs).intensiveTransfers;
    const gone = (hours: number) => 1 - Math.exp(-0.002 * hours);
    // Newcomers have had half of the time on average.
    const ofNewcomers = 2.4 - (0.1 / 0.002) * gone(24);
    expect(next24h.mean).toBeCloseTo(20 * gone(24) + ofNewcomers, 2);
    expect(next72h.mean).toBeGreaterThan(2.5 * next24h.mean);
    expect(next24h.low).toBeLessThanOrEqual(next24h.mean);
    expect(next24h.high).toBeGreaterThanOrEqual(next24h.mean);
  });
});
