import { describe, expect, it } from "vitest";
import { timeFormat } from "../shared/time-format";
import type { LiveScore } from "../realtime/board";
import { madeUpAlert, minutesAgo, NOW, story, wellFacts, withBed } from "./testing-facts";
import { whatIsDue } from "./what-is-due";

const time = timeFormat("Europe/London");
const due = (facts: typeof wellFacts) => whatIsDue(facts, time).map(({ text }) => text);
const rules = (facts: typeof wellFacts) => whatIsDue(facts, time).map(({ rule }) => rule);

it("finds nothing to do for a well patient whose signs are fresh", () => {
  expect(due(wellFacts)).toEqual([]);
});

describe("open alerts", () => {
  it.each([
    ["raised", "answer-alert", /^Answer the \*\*\* high alert: NEWS2 7 .*; escalates 18:55\.$/],
    ["acknowledged", "take-alert", /^Take in hand/],
    ["in-hand", "finish-alert", /^Say what was found of/],
    ["snoozed", "snooze-ends", /^See again after its snooze .*; asks again 18:55\.$/],
  ] as const)("that are %s are there as %s", (phase, rule, text) => {
    const facts = { ...wellFacts, alerts: [story(madeUpAlert({ phase }))] };
    expect(rules(facts)).toEqual([rule]);
    expect(due(facts)[0]).toMatch(text);
  });

  it.each(["resolved", "superseded", "expired"] as const)("that are %s are not", (phase) => {
    const alert = madeUpAlert({ phase, endedAt: minutesAgo(3) });
    expect(due({ ...wellFacts, alerts: [story(alert)] })).toEqual([]);
  });

  it("stand in the order of who waits: not answered first, then by priority", () => {
    const alerts = [
      madeUpAlert({ phase: "in-hand" }),
      madeUpAlert({ priority: "medium" }),
      madeUpAlert(),
      madeUpAlert({ phase: "acknowledged" }),
    ].map((alert) => story(alert));
    expect(rules({ ...wellFacts, alerts })).toEqual([
      "answer-alert",
      "answer-alert",
      "take-alert",
      "finish-alert",
    ]);
    expect(due({ ...wellFacts, alerts })[0]).toContain("*** high");
  });
});

describe("signs to measure", () => {
  const scored = (score: number, hasRedScore = false): LiveScore => ({
    score,
    hasRedScore,
    inputsPresent: 7,
    oldestInputSeconds: 0,
    previousScore: undefined,
    assessedAt: NOW.getTime(),
  });
  const withTemperatureOf = (ageMinutes: number, score: LiveScore | undefined) =>
    withBed({
      score,
      signs: {
        ...wellFacts.bed.signs,
        temperature: { value: 36.8, observedAt: minutesAgo(ageMinutes).getTime() },
      },
    });

  // NEWS2 chart 4: minimum 12 hourly, 4 to 6 hourly, 1 hourly, continuous.
  it.each([
    [0, false, 719, 721, "every 12 hours"],
    [4, false, 359, 361, "every 4 to 6 hours"],
    [3, true, 59, 61, "every hour"],
    [6, false, 59, 61, "every hour"],
    [7, false, 14, 16, "continuous monitoring"],
  ])("at NEWS2 %i (a single 3: %s) are due after %i min", (score, red, good, late, words) => {
    expect(due(withTemperatureOf(good, scored(score, red)))).toEqual([]);
    const [text] = due(withTemperatureOf(late, scored(score, red)));
    expect(text).toContain("Measure now: temperature (");
    expect(text).toContain(words);
  });

  it("that were never measured are named, with or without a score", () => {
    const { temperature: _, inspiredOxygen: __, ...signs } = wellFacts.bed.signs;
    const text =
      "Measure for the first time: oxygen or air, temperature. NEWS2 is not complete without.";
    expect(due(withBed({ signs }))).toEqual([text]);
    expect(due(withBed({ signs, score: undefined }))).toEqual([text]);
  });

  it("are judged by the clock of the bed's feed", () => {
    const behind = withBed({
      feedOffsetMs: -2 * 3_600_000,
      score: scored(6),
      signs: Object.fromEntries(
        Object.entries(wellFacts.bed.signs).map(([kind, { value, observedAt }]) => [
          kind,
          { value, observedAt: observedAt - 2 * 3_600_000 },
        ]),
      ),
    });
    expect(due(behind)).toEqual([]);
  });

  it("are not asked for by NEWS2 of a child", () => {
    const occupant = { ...wellFacts.bed.occupant, age: 9 };
    expect(due(withBed({ occupant, signs: {} }))).toEqual([]);
  });
});

describe("a monitor that fell silent", () => {
  const ranges = { heartRate: { low: 60, high: 90, readings: 5_000 } };
  const silentFor = (minutes: number) => ({
    ...withBed({
      signs: {
        ...wellFacts.bed.signs,
        heartRate: { value: 72, observedAt: minutesAgo(minutes).getTime() },
      },
    }),
    ranges,
  });

  it("is to be checked", () => {
    expect(due(silentFor(11))).toEqual([
      "Check the monitor: no value any more of Heart rate (11 min).",
    ]);
    expect(due(silentFor(9))).toEqual([]);
  });

  it("is not one that a nurse charts by hand", () => {
    const charted = { heartRate: { low: 60, high: 90, readings: 12 } };
    expect(due({ ...silentFor(120), ranges: charted })).toEqual([]);
  });
});
