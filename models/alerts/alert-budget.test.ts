import { describe, expect, it } from "vitest";
import { MS_PER_DAY, MS_PER_HOUR, MS_PER_MINUTE } from "../shared/time-range";
import { type BudgetStep, FEWEST_EVENTS, stepWithin, UnitReplay } from "./alert-budget";
import { type AlertLevels, levelsFromQuery, levelsOf, levelsToQuery } from "./alert-levels";
import { defaultAlertPolicy } from "./alert-policy";
import { pastAssessments, type PastRisk, type PastScore } from "./past-assessments";
import { createUnitReplay, type PastPatient } from "./unit-replay";

const POLICY = defaultAlertPolicy("ward");
const LEVELS = levelsOf(POLICY);
const STRICT: AlertLevels = { ...LEVELS, mediumFrom: 8, highFrom: 10 };

describe("levels in an address", () => {
  it.each([LEVELS, { ...STRICT, riskThreshold: 0.0625, persistence: 5 }])(
    "come back as they were: %j",
    (levels) => {
      expect(levelsFromQuery(Object.fromEntries(levelsToQuery(levels)))).toEqual(levels);
    },
  );

  it.each([
    ["nothing", {}],
    ["a word", { mediumFrom: "many" }],
    ["nothing where a number is", { recovery: "" }],
    ["levels the wrong way round", { mediumFrom: "9", highFrom: "7" }],
    ["more than a policy can have", { persistence: "100000" }],
    ["one named twice", { mediumFrom: ["5", "6"] }],
  ])("are none where the query holds %s", (_, change) => {
    const query = change && Object.fromEntries(levelsToQuery(LEVELS));
    expect(levelsFromQuery(Object.keys(change).length ? { ...query, ...change } : {})).toBe(
      undefined,
    );
  });
});

describe("the step within a budget", () => {
  const steps = [step(0.5, 0.4), step(1, 0.6), step(1.1, 0.55), step(2, 0.7)];

  it("is the one that catches most and costs no more", () => {
    expect(stepWithin(1.2, steps)?.figures.alertsPerBedDay).toBe(1);
    expect(stepWithin(5, steps)?.figures.alertsPerBedDay).toBe(2);
    expect(stepWithin(0.4, steps)).toBeUndefined();
  });

  it("is the one nearest to the budget where nobody knows what is caught", () => {
    const unknown = steps.map(({ figures: { alertsPerBedDay } }) => step(alertsPerBedDay, null));
    expect(stepWithin(1.2, unknown)?.figures.alertsPerBedDay).toBe(1.1);
  });
});

describe("a unit's past", () => {
  const replayOf = (patients: readonly PastPatient[]): UnitReplay => {
    const replay = createUnitReplay({
      ...{ days: 10, beds: 4, inForce: POLICY, levels: [STRICT] },
      hourOfDay: (at) => Math.floor(at / MS_PER_HOUR) % 24,
    });
    for (const patient of patients) Array.from(replay.add(patient));
    return replay.result({ isCut: false, firstAt: 0, now: 5 * MS_PER_DAY });
  };

  it("is counted for each bed and day of the time that history covers", () => {
    // At 23 and at 12: one alert each, of beds that stood four times five days.
    const found = replayOf([ill({ hour: 23 }), ill({ hour: 12 })]);
    expect(found).toMatchObject({ days: 5, beds: 4, patients: 2, patientDays: 2, events: 0 });
    expect(found.inForce.alertsPerBedDay).toBe(2 / 20);
    expect(found.inForce.alertsPerBedNight).toBe(1 / 20);
    expect(found.earlyWarningScore.alertsPerBedDay).toBe(2 / 20);
    expect(found.steps[0]?.figures.alertsPerBedDay).toBe(0);
    expect(UnitReplay.parse(found)).toEqual(found);
  });

  it("of nobody can be told", () => {
    const found = replayOf([]);
    expect(found).toMatchObject({ patients: 0, inForce: { alertsPerBedDay: 0 } });
    expect(UnitReplay.parse(JSON.parse(JSON.stringify(found)))).toEqual(found);
  });

  it("knows no sensitivity from too few events, and one from enough", () => {
    const events = (count: number) =>
      replayOf(Array.from({ length: count }, () => ill({ hour: 2, eventHour: 6 }))).inForce;
    expect(events(FEWEST_EVENTS - 1)).toMatchObject({
      sensitivity: null,
      positivePredictiveValue: null,
      medianLeadHours: null,
    });
    expect(events(FEWEST_EVENTS)).toMatchObject({
      sensitivity: 1,
      sensitivityInWindow: 1,
      positivePredictiveValue: 1,
      medianLeadHours: 4,
    });
  });
});

describe("stored assessments", () => {
  const scores = [0, 20, 55, 70, 300].map((minute): PastScore => ({
    ...{ at: minute * MS_PER_MINUTE, score: minute, hasRedScore: false, inputsPresent: 7 },
  }));
  const risk: PastRisk = { at: 10, risk: 0.5, threshold: 0.25, modelVersion: "1.0.0" };

  it("are in the order of their instants, whatever they are", () => {
    const [first, second] = pastAssessments(scores, [risk]);
    expect(first?.score?.assessedAt).toBe(0);
    expect(second?.risk).toMatchObject({ risk: 0.5, threshold: 0.25, predictedAt: 10 });
  });

  it("know the score nearest to an hour before, and none where there is a gap", () => {
    expect(pastAssessments(scores, []).map(({ score }) => score?.previousScore)).toEqual([
      undefined,
      undefined,
      0,
      0,
      undefined,
    ]);
  });
});

/** A day in bed with NEWS2 6 for one hour. */
function ill({ hour, eventHour }: { hour: number; eventHour?: number }): PastPatient {
  const score = (at: number, value: number): PastScore => ({
    ...{ at: at * MS_PER_HOUR, score: value, hasRedScore: false, inputsPresent: 7 },
  });
  return {
    from: 0,
    to: MS_PER_DAY,
    eventAt: eventHour === undefined ? undefined : eventHour * MS_PER_HOUR,
    assessments: pastAssessments([score(0, 0), score(hour, 6), score(hour + 1, 0)], []),
  };
}

function step(alertsPerBedDay: number, sensitivityInWindow: number | null): BudgetStep {
  const figures = {
    alertsPerBedDay,
    sensitivityInWindow,
    alertsPerBedNight: null,
    sensitivity: null,
    underAlertBeforeEvent: null,
    positivePredictiveValue: null,
    medianLeadHours: null,
    timeUnderAlert: null,
  };
  return { levels: LEVELS, figures };
}
