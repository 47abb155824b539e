import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MS_PER_HOUR, MS_PER_MINUTE, MS_PER_SECOND } from "../shared/time-range";
import { VITAL_SIGNS } from "../vitals/vital-sign";
import type { Profile } from "./feature";
import { FEATURES, WARD_FEATURES } from "./features";
import { fitNormalisation, writeInputs } from "./normalisation";
import { CARRY_FORWARD_MS, ObservationWindow } from "./observation-window";
import { CHARTED_SIGNS, VARIABLES } from "./variables";

interface Observed {
  position: number;
  at: number;
  value: number;
}

const INPUTS = WARD_FEATURES.inputs;
const PROFILE: Profile = { age: 64, sex: "male" };
const START = Date.UTC(2026, 0, 5);

const featuresOf = (window: ObservationWindow, at: number): Float32Array => {
  const row = new Float32Array(FEATURES.length);
  WARD_FEATURES.write(window, PROFILE, at, row, 0);
  return row;
};

const observeAll = (observed: readonly Observed[]): ObservationWindow => {
  const window = new ObservationWindow();
  for (const { position, at, value } of observed) {
    window.observe(VARIABLES[position]!.id, at, value);
  }
  return window;
};

const indexOf = (name: string): number => FEATURES.findIndex((feature) => feature.name === name);
const named = (row: Float32Array, name: string): number => row[indexOf(name)]!;

/** Observations in order of time, some of them in the same instant. */
const history = fc
  .array(
    fc.record({
      position: fc.integer({ min: 0, max: VARIABLES.length - 1 }),
      minutesLater: fc.integer({ min: 0, max: 200 }),
      value: fc.integer({ min: 10, max: 200 }),
    }),
    { maxLength: 120 },
  )
  .map((steps) => {
    let at = START;
    return steps.map(({ position, minutesLater, value }): Observed => {
      at += minutesLater * MS_PER_MINUTE;
      return { position, at, value };
    });
  });

const hourOf = (at: number): number => Math.floor(at / MS_PER_HOUR);
const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Hourly means straight from the list, without rings. */
const hourlyMeans = (observed: readonly Observed[], position: number, at: number, hours: number) =>
  Array.from({ length: hours }, (_, back) =>
    observed.filter((one) => one.position === position && hourOf(one.at) === hourOf(at) - back),
  )
    .filter((hour) => hour.length > 0)
    .map((hour) => meanOf(hour.map(({ value }) => value)));

describe("the observation window", () => {
  it("holds what the whole list of observations would give", () => {
    fc.assert(
      fc.property(history, fc.integer({ min: 0, max: 3_000 }), (observed, minutesAfter) => {
        const at = (observed.at(-1)?.at ?? START) + minutesAfter * MS_PER_MINUTE;
        const row = featuresOf(observeAll(observed), at);
        for (const [position, { kind, isLogarithmic }] of VARIABLES.entries()) {
          const its = observed.filter((one) => one.position === position);
          const last = its.at(-1);
          const isKnown = last !== undefined && at - last.at <= CARRY_FORWARD_MS;
          expect(Number.isNaN(named(row, kind))).toBe(!isKnown);
          if (!isKnown) continue;
          const hours = (at - last.at) / MS_PER_HOUR;
          expect(named(row, `${kind}.hoursSince`)).toBeCloseTo(Math.log1p(hours), 4);

          const before = its.filter((one) => hourOf(one.at) < hourOf(last.at));
          const previousHour = before.filter((one) => hourOf(one.at) === hourOf(before.at(-1)!.at));
          const change = named(row, `${kind}.change`);
          expect(Number.isNaN(change)).toBe(previousHour.length === 0);
          if (previousHour.length === 0) continue;
          const previous = meanOf(previousHour.map(({ value }) => value));
          const now = isLogarithmic ? Math.expm1(named(row, kind)) : named(row, kind);
          const expected = isLogarithmic ? Math.log1p(now) - Math.log1p(previous) : now - previous;
          expect(change).toBeCloseTo(expected, 2);
        }
        for (let sign = 0; sign < CHARTED_SIGNS; sign += 1) {
          const { kind } = VARIABLES[sign]!;
          const six = hourlyMeans(observed, sign, at, 6);
          const day = hourlyMeans(observed, sign, at, 24);
          expect(Number.isNaN(named(row, `${kind}.mean6`))).toBe(six.length === 0);
          if (six.length > 0) {
            expect(named(row, `${kind}.mean6`)).toBeCloseTo(meanOf(six), 3);
            expect(named(row, `${kind}.min6`)).toBeCloseTo(Math.min(...six), 3);
            expect(named(row, `${kind}.max6`)).toBeCloseTo(Math.max(...six), 3);
          }
          if (day.length > 0) {
            expect(named(row, `${kind}.min24`)).toBeCloseTo(Math.min(...day), 3);
            expect(named(row, `${kind}.max24`)).toBeCloseTo(Math.max(...day), 3);
          }
        }
      }),
      { numRuns: 150 },
    );
  });

  it("puts a late observation into its own hour and leaves what is newer", () => {
    const heartRate = VITAL_SIGNS.heartRate.id;
    const window = new ObservationWindow();
    window.observe(heartRate, START + 3 * MS_PER_HOUR, 100);
    window.observe(heartRate, START + MS_PER_HOUR, 60);
    const at = START + 3 * MS_PER_HOUR;
    const row = featuresOf(window, at);
    expect(named(row, "heartRate")).toBe(100);
    expect(named(row, "heartRate.hoursSince")).toBe(0);
    expect(named(row, "heartRate.min6")).toBe(60);
  });

  it("ends in the same state when history is restored after the newest values", () => {
    const chart = VARIABLES.flatMap((_, position) =>
      Array.from({ length: 30 }, (_unused, hour) => ({
        position,
        at: START + hour * MS_PER_HOUR,
        value: 40 + ((position * 7 + hour * 5) % 31),
      })),
    );
    const at = START + 29 * MS_PER_HOUR + 10 * MS_PER_MINUTE;
    const newest = chart.filter((one) => one.at === START + 29 * MS_PER_HOUR);
    const history = chart.filter((one) => one.at < START + 29 * MS_PER_HOUR);
    const inOrder = featuresOf(observeAll(chart), at);
    const restored = featuresOf(observeAll([...newest, ...history]), at);
    for (const [index, { name }] of FEATURES.entries()) {
      expect(restored[index], name).toBeCloseTo(inOrder[index]!, 4);
    }
  });

  it("lets the oximeter's pulse stand in only where there is no heart rate", () => {
    const window = new ObservationWindow();
    window.observe(VITAL_SIGNS.pulseRate.id, START, 90);
    expect(window.valueOf(0, START)).toBe(90);
    window.observe(VITAL_SIGNS.heartRate.id, START + 10 * MS_PER_MINUTE, 80);
    window.observe(VITAL_SIGNS.pulseRate.id, START + 20 * MS_PER_MINUTE, 140);
    expect(window.valueOf(0, START + 20 * MS_PER_MINUTE)).toBeLessThan(81);
  });

  it("sees the same in a monitor's stream as in the hourly chart of it", () => {
    const hourly = new ObservationWindow();
    const dense = new ObservationWindow();
    const level = (hour: number, sign: number): number => 40 + sign * 10 + ((hour * 7) % 13);
    for (let hour = 0; hour < 30; hour += 1) {
      for (let sign = 0; sign < CHARTED_SIGNS; sign += 1) {
        const { id } = VARIABLES[sign]!;
        const end = START + hour * MS_PER_HOUR + 59 * MS_PER_MINUTE + 50 * MS_PER_SECOND;
        hourly.observe(id, end, level(hour, sign));
        for (let second = 0; second < 3600; second += 10) {
          dense.observe(id, START + hour * MS_PER_HOUR + second * 1000, level(hour, sign));
        }
      }
    }
    const at = START + 30 * MS_PER_HOUR - MS_PER_SECOND;
    const [fromHourly, fromDense] = [featuresOf(hourly, at), featuresOf(dense, at)];
    for (const [index, { name }] of FEATURES.entries()) {
      if (Number.isNaN(fromHourly[index])) expect(fromDense[index], name).toBeNaN();
      else expect(fromDense[index], name).toBeCloseTo(fromHourly[index]!, 3);
    }
  });

  it("is not moved by an artefact of one second", () => {
    const window = new ObservationWindow();
    const { id } = VITAL_SIGNS.heartRate;
    for (let second = 0; second < 1800; second += 1) {
      window.observe(id, START + second * 1000, second === 1799 ? 300 : 80);
    }
    expect(window.valueOf(0, START + 1800 * 1000)).toBeLessThan(82);
  });
});

describe("the features of the ward", () => {
  it("leaves every measurement of a patient without observations missing", () => {
    const row = featuresOf(new ObservationWindow(), START);
    for (const { kind } of VARIABLES) expect(named(row, kind)).toBeNaN();
  });

  it("has no feature that tells how long the patient has been here", () => {
    const once = new ObservationWindow();
    const long = new ObservationWindow();
    for (let hour = 0; hour < 200; hour += 1) {
      for (const { id } of VARIABLES) {
        if (hour >= 100) once.observe(id, START + hour * MS_PER_HOUR, 50);
        long.observe(id, START + hour * MS_PER_HOUR, 50);
      }
    }
    const at = START + 199 * MS_PER_HOUR;
    expect(featuresOf(once, at)).toEqual(featuresOf(long, at));
  });

  it("can show the same hour as a ward that charts signs alone", () => {
    fc.assert(
      fc.property(history, (observed) => {
        const at = observed.at(-1)?.at ?? START;
        const full = featuresOf(observeAll(observed), at);
        WARD_FEATURES.keepOnlyChartedSigns(full);
        const signs = observed.filter(({ position }) => position < CHARTED_SIGNS);
        const alone = featuresOf(observeAll(signs), at);
        // What is made of other features is made again of their single-precision values: a last bit may differ.
        for (const [index, { name }] of FEATURES.entries()) {
          const [shown = NaN, wanted = NaN] = [full[index], alone[index]];
          const isSame = Number.isNaN(wanted)
            ? Number.isNaN(shown)
            : Math.abs(shown - wanted) <= 1e-6 * Math.max(1, Math.abs(wanted));
          expect(isSame, name).toBe(true);
        }
      }),
    );
  });
});

describe("writeInputs", () => {
  it("tells the network what is missing and never makes it up", () => {
    const twice = [START - 2 * MS_PER_HOUR, START];
    const known = observeAll(
      twice.flatMap((at) => VARIABLES.map((_, position) => ({ position, at, value: 50 }))),
    );
    const empty = featuresOf(new ObservationWindow(), START);
    const rows = new Float32Array([...featuresOf(known, START), ...empty]);
    const normalisation = fitNormalisation(WARD_FEATURES, rows);
    const inputs = new Float32Array(INPUTS * 2);
    writeInputs(WARD_FEATURES, normalisation, rows, 0, inputs, 0);
    writeInputs(WARD_FEATURES, normalisation, rows, FEATURES.length, inputs, INPUTS);
    const indicators = INPUTS - FEATURES.length;
    expect([...inputs.subarray(FEATURES.length, INPUTS)]).toEqual(Array(indicators).fill(0));
    expect([...inputs.subarray(INPUTS + FEATURES.length)]).toEqual(Array(indicators).fill(1));
    expect(inputs.every((value) => Number.isFinite(value))).toBe(true);
    expect(inputs[INPUTS + indexOf("heartRate")]).toBe(0);
  });
});
