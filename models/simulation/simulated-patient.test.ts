import { describe, expect, it } from "vitest";
import { MS_PER_DAY, MS_PER_HOUR, MS_PER_MINUTE } from "../shared/time-range";
import { beginCourse, severityAt, type CourseKind } from "./deterioration-course";
import { drawBlood, newChemistry } from "./laboratory";
import { bodyAt, newPhysiology, reviewOxygen, type BodyState, type Physiology } from "./physiology";
import { randomStream } from "./random";
import { newSensors, readSensors } from "./sensor-artefact";

const START = Date.UTC(2026, 10, 21, 8);
const person = { age: 64, sex: "female", unitKind: "ward" } as const;
const body = (seed: number): Physiology => newPhysiology(randomStream(seed), START, person);
const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** A day of each of forty stable patients, a state every ten minutes. */
const stableDay = (): BodyState[] =>
  Array.from({ length: 40 }, (_, seed) => {
    const patient = body(seed);
    return Array.from({ length: 144 }, (_, step) =>
      bodyAt(patient, START + step * 10 * MS_PER_MINUTE),
    );
  }).flat();

describe("a stable patient", () => {
  const states = stableDay();
  const values = (sign: Exclude<keyof BodyState, "consciousness">) =>
    states.map((state) => state[sign]);

  it.each([
    ["heartRate", 55, 105],
    ["respiratoryRate", 11, 21],
    ["oxygenSaturation", 93, 100],
    ["temperature", 36, 38],
    ["systolicPressure", 95, 160],
    ["diastolicPressure", 50, 98],
  ] as const)("has a %s between %d and %d, 97 times of 100", (sign, low, high) => {
    const inside = values(sign).filter((value) => value >= low && value <= high);
    expect(inside.length / states.length).toBeGreaterThan(0.97);
  });

  it("has a mean pressure between diastolic and systolic", () => {
    for (const state of states) {
      expect(state.meanPressure).toBeGreaterThan(state.diastolicPressure);
      expect(state.meanPressure).toBeLessThan(state.systolicPressure);
    }
  });

  it("is cooler at four in the morning than at four in the afternoon", () => {
    const at = (hour: number) =>
      mean(
        Array.from(
          { length: 60 },
          (_, seed) => bodyAt(body(seed), Date.UTC(2026, 10, 22, hour)).temperature,
        ),
      );
    expect(at(16) - at(4)).toBeGreaterThan(0.3);
    expect(at(16) - at(4)).toBeLessThan(0.8);
  });

  it("moves heart and breath together", () => {
    const patient = body(3);
    const hours = Array.from({ length: 2_000 }, (_, step) =>
      bodyAt(patient, START + step * MS_PER_MINUTE),
    );
    expect(
      correlation(
        hours.map((each) => each.heartRate),
        hours.map((each) => each.respiratoryRate),
      ),
    ).toBeGreaterThan(0.15);
  });

  it("has no heart rate that jumps from one second to the next", () => {
    const patient = body(5);
    const seconds = Array.from(
      { length: 600 },
      (_, step) => bodyAt(patient, START + step * 1_000).heartRate,
    );
    const jumps = seconds
      .slice(1)
      .map((value, index) => Math.abs(value - (seconds[index] ?? value)));
    expect(Math.max(...jumps)).toBeLessThan(4);
  });
});

function correlation(xs: readonly number[], ys: readonly number[]): number {
  const [mx, my] = [mean(xs), mean(ys)];
  const sum = (of: (x: number, y: number) => number) =>
    xs.reduce((total, x, index) => total + of(x - mx, (ys[index] ?? my) - my), 0);
  return sum((x, y) => x * y) / Math.sqrt(sum((x) => x * x) * sum((_, y) => y * y));
}

/** The mean change of forty patients from before a course to its height. */
function atItsHeight(kind: CourseKind) {
  const pairs = Array.from({ length: 40 }, (_, seed) => {
    const patient = body(seed + 100);
    const before = bodyAt(patient, START);
    patient.course = {
      ...beginCourse(patient.random, kind, START),
      peak: 0.9,
      isHypothermic: false,
    };
    return { before, height: bodyAt(patient, START + patient.course.riseMs + 60_000) };
  });
  const change = (of: (state: BodyState) => number) =>
    mean(pairs.map(({ before, height }) => of(height) - of(before)));
  return { change, pairs };
}

describe("a course of deterioration", () => {
  it("raises heart, breath and temperature and lowers pressure in sepsis", () => {
    const { change } = atItsHeight("sepsis");
    expect(change((state) => state.heartRate)).toBeGreaterThan(25);
    expect(change((state) => state.respiratoryRate)).toBeGreaterThan(8);
    expect(change((state) => state.temperature)).toBeGreaterThan(1.2);
    expect(change((state) => state.systolicPressure)).toBeLessThan(-20);
  });

  it("takes the shock index of a bleeding patient over 0.9", () => {
    const { pairs } = atItsHeight("haemorrhage");
    const shockIndex = (state: BodyState) => state.heartRate / state.systolicPressure;
    expect(mean(pairs.map(({ before }) => shockIndex(before)))).toBeLessThan(0.75);
    expect(mean(pairs.map(({ height }) => shockIndex(height)))).toBeGreaterThan(0.9);
  });

  it("narrows the pulse pressure of a bleeding patient before the pressure falls", () => {
    const patient = body(1);
    const before = bodyAt(patient, START);
    const course = { ...beginCourse(patient.random, "haemorrhage", START), peak: 0.35 };
    patient.course = course;
    const early = bodyAt(patient, START + course.riseMs);
    expect(early.systolicPressure - early.diastolicPressure).toBeLessThan(
      before.systolicPressure - before.diastolicPressure,
    );
  });

  it("starves the blood of oxygen in respiratory failure, and oxygen therapy answers it", () => {
    const { change } = atItsHeight("respiratory-failure");
    expect(change((state) => state.oxygenSaturation)).toBeLessThan(-7);

    const patient = body(9);
    const course = { ...beginCourse(patient.random, "respiratory-failure", START), peak: 0.9 };
    patient.course = course;
    const height = START + course.riseMs;
    const untreated = bodyAt(patient, height).oxygenSaturation;
    for (let review = 0; review < 4; review += 1) reviewOxygen(patient);
    const treated = bodyAt(patient, height + 60_000);
    expect(treated.oxygenFlow).toBeGreaterThan(4);
    expect(treated.oxygenSaturation).toBeGreaterThan(untreated + 3);
  });

  it("makes the heart fast and irregular in an arrhythmia, at once", () => {
    const patient = body(2);
    const calm = bodyAt(patient, START).heartRate;
    patient.course = { ...beginCourse(patient.random, "arrhythmia", START), peak: 1 };
    const fast = Array.from(
      { length: 30 },
      (_, step) => bodyAt(patient, START + 5 * MS_PER_MINUTE + step * 5_000).heartRate,
    );
    const spread = Math.sqrt(mean(fast.map((value) => (value - mean(fast)) ** 2)));
    expect(mean(fast)).toBeGreaterThan(calm + 40);
    expect(spread).toBeGreaterThan(5);
  });

  it("ends: the patient recovers", () => {
    const course = beginCourse(randomStream(4), "sepsis", START);
    expect(severityAt(course, START)).toBe(0);
    expect(severityAt(course, START + course.riseMs)).toBeCloseTo(course.peak);
    expect(severityAt(course, START + 2 * MS_PER_DAY)).toBe(0);
  });
});

describe("blood", () => {
  const draw = (kind: CourseKind | undefined, seed: number) => {
    const random = randomStream("blood", seed);
    const course = kind && { ...beginCourse(random, kind, START), peak: 0.9 };
    return drawBlood(random, newChemistry(random, 64), course, START + (course?.riseMs ?? 0));
  };
  const average = (
    kind: CourseKind | undefined,
    test: "lactate" | "arterialPh" | "haemoglobin" | "whiteBloodCells",
  ) => mean(Array.from({ length: 60 }, (_, seed) => draw(kind, seed)[test] ?? Number.NaN));

  it("agrees with the course", () => {
    expect(average(undefined, "lactate")).toBeLessThan(1.6);
    expect(average("sepsis", "lactate")).toBeGreaterThan(3.5);
    expect(average("sepsis", "whiteBloodCells")).toBeGreaterThan(15);
    expect(average("haemorrhage", "haemoglobin")).toBeLessThan(
      average(undefined, "haemoglobin") - 3,
    );
  });

  it("is acid when breathing fails and normal when nothing is wrong", () => {
    expect(average(undefined, "arterialPh")).toBeGreaterThan(7.37);
    expect(average(undefined, "arterialPh")).toBeLessThan(7.43);
    expect(average("respiratory-failure", "arterialPh")).toBeLessThan(7.33);
  });
});

describe("sensors", () => {
  const signs = {
    heartRate: 80,
    oxygenSaturation: 97,
    pulseRate: 80,
    systolicPressure: 120,
    diastolicPressure: 70,
    meanPressure: 87,
  };

  it("are right most of the time, and wrong in each way now and then", () => {
    const sensors = newSensors(randomStream("sensors"), START);
    let wrong = 0;
    const kinds = new Set<string>();
    const readings = (30 * MS_PER_DAY) / (30 * 1_000);
    for (let step = 0; step < readings; step += 1) {
      const shown = readSensors(sensors, START + step * 30_000, signs);
      if (sensors.fault) kinds.add(sensors.fault.kind);
      if (JSON.stringify(shown) !== JSON.stringify(signs)) wrong += 1;
    }
    expect(wrong / readings).toBeGreaterThan(0.005);
    expect(wrong / readings).toBeLessThan(0.08);
    expect(kinds.size).toBe(5);
  });

  it("recover after a pause of hours", () => {
    const sensors = newSensors(randomStream("pause"), START);
    readSensors(sensors, START + 5 * MS_PER_HOUR, signs);
    const faults = Array.from({ length: 50 }, (_, day) => {
      const at = START + (day + 1) * MS_PER_DAY;
      return readSensors(sensors, at, signs) === signs ? 0 : 1;
    });
    expect(mean(faults)).toBeLessThan(0.3);
  });
});
