import { describe, expect, it } from "vitest";
import { EncounterId, UnitId } from "#models/shared/ids";
import { LABORATORY_TESTS } from "#models/vitals/laboratory-test";
import { VITAL_SIGNS } from "#models/vitals/vital-sign";
import { assessBatch } from "./assess";
import { EncounterStates } from "./encounter-states";

const NOW = Date.UTC(2026, 0, 5, 12);
const HEART_RATE = VITAL_SIGNS.heartRate.id;

const withOnePatient = (age: number | undefined = 70): EncounterStates => {
  const states = new EncounterStates();
  states.admit({
    slot: 7,
    encounterId: EncounterId.parse("00000000-0000-4000-8000-000000000007"),
    age,
    sex: "female",
    unitId: UnitId.parse("00000000-0000-4000-8000-00000000000a"),
    unitKind: "ward",
    oxygenScale: 1,
  });
  return states;
};

const observe = (states: EncounterStates, kind: number, at: number, value: number): void =>
  states.observe(Float64Array.of(7, kind, at, value));

/** Observed and assessed at `NOW`, so that the next change is judged against it. */
const assessedOnce = (heartRate: number): EncounterStates => {
  const states = withOnePatient();
  states.observe(Float64Array.of(7, 0, NOW, NOW, 7, HEART_RATE, NOW, heartRate));
  assessBatch(states.takeMoved(NOW), NOW, undefined);
  return states;
};

describe("when an encounter is assessed", () => {
  it("is at its first sign", () => {
    const states = withOnePatient();
    expect(states.takeMoved(NOW)).toHaveLength(0);
    observe(states, HEART_RATE, NOW, 80);
    expect(states.takeMoved(NOW)).toHaveLength(1);
  });

  it("is at once when NEWS2 changes, however small the step", () => {
    const states = assessedOnce(90);
    observe(states, HEART_RATE, NOW + 1_000, 91);
    expect(states.takeMoved(NOW + 1_000)).toHaveLength(1);
  });

  it("waits for its five seconds when a sign moved without changing NEWS2", () => {
    const states = assessedOnce(60);
    observe(states, HEART_RATE, NOW + 1_000, 75);
    expect(states.takeMoved(NOW + 1_000)).toHaveLength(0);
    expect(states.overdue(NOW + 4_999)).toHaveLength(0);
    expect(states.overdue(NOW + 5_000)).toHaveLength(1);
  });

  it("is not for noise, until a minute is over", () => {
    const states = assessedOnce(60);
    observe(states, HEART_RATE, NOW + 10_000, 64);
    expect(states.takeMoved(NOW + 10_000)).toHaveLength(0);
    expect(states.overdue(NOW + 59_999)).toHaveLength(0);
    expect(states.overdue(NOW + 60_000)).toHaveLength(1);
  });

  it("is for every laboratory result", () => {
    const states = assessedOnce(60);
    observe(states, LABORATORY_TESTS.lactate.id, NOW + 6_000, 1.1);
    expect(states.takeMoved(NOW + 6_000)).toHaveLength(1);
  });

  it("is for slow drift too, because a step is counted from the last assessment", () => {
    const states = assessedOnce(60);
    let assessments = 0;
    for (let second = 6; second < 30; second += 1) {
      observe(states, HEART_RATE, NOW + second * 1_000, 60 + second / 2);
      assessments += states.takeMoved(NOW + second * 1_000).length > 0 ? 1 : 0;
    }
    expect(assessments).toBeGreaterThan(0);
  });

  it("never is for a slot nobody holds", () => {
    const states = assessedOnce(60);
    states.release(7);
    observe(states, HEART_RATE, NOW + 10_000, 180);
    expect(states.takeMoved(NOW + 10_000)).toHaveLength(0);
    expect(states.overdue(NOW + 120_000)).toHaveLength(0);
  });
});

it("stamps assessments by the clock of the feed and never twice with the same instant", () => {
  const states = withOnePatient();
  const feedHourBehind = NOW - 3_600_000;
  states.observe(Float64Array.of(7, 0, feedHourBehind, NOW, 7, HEART_RATE, feedHourBehind, 80));
  const due = states.takeMoved(NOW);
  const [first] = assessBatch(due, NOW + 250, undefined);
  const [again] = assessBatch(due, NOW + 250, undefined);
  expect(first?.score?.assessedAt).toBe(feedHourBehind + 250);
  expect(again?.score?.assessedAt).toBe(feedHourBehind + 251);
});

it.each([
  [15, undefined],
  [16, 3],
  [90, 3],
])("scores by NEWS2 from 16 years on: at %i years %s", (age, expected) => {
  const states = withOnePatient(age);
  states.observe(Float64Array.of(7, 0, NOW, NOW, 7, HEART_RATE, NOW, 150));
  const [assessment] = assessBatch(states.overdue(NOW), NOW, undefined);
  expect(assessment?.score?.score).toBe(expected);
  expect(assessment?.risk).toBeUndefined();
});
