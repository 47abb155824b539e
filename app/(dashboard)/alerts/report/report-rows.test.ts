import { describe, expect, it } from "vitest";
import type { AlertCount, AnswerTime } from "#models/alerts/alert-report";
import { UnitId } from "#models/shared/ids";
import type { AlertReport } from "./read-report";
import { reportLines } from "./report-lines";
import {
  allAnswerTimes,
  answerPoints,
  answerRows,
  burdenPoints,
  kindRows,
  precisionRows,
  shiftRows,
  weekRows,
} from "./report-rows";

const unitId = UnitId.parse("018f0000-0000-7000-8000-000000000001");
const UNITS = [{ unitId, name: "Medicine", code: "4A" }];

const COUNT: AlertCount = {
  ...{ unitId, week: "2026-03-23", shift: "day", cause: "early-warning-score" },
  ...{ priority: "high", disposition: null, alerts: 2, answered: 1, escalated: 1, expired: 0 },
};
const TIME: AnswerTime = {
  ...{ unitId: null, week: null, shift: null, priority: null },
  ...{ alerts: 5, answered: 3, neverAnswered: 1, waiting: 1 },
  ...{ medianSeconds: 120, ninetiethSeconds: 600 },
};
const REPORT: AlertReport = {
  weeks: ["2026-03-16", "2026-03-23"],
  counts: [
    COUNT,
    { ...COUNT, shift: "night", disposition: "true-deterioration", alerts: 3 },
    { ...COUNT, shift: "night", cause: "deterioration-risk", disposition: "artefact", alerts: 1 },
  ],
  bedTime: [
    { unitId, week: "2026-03-23", shift: "day", seconds: 86_400 },
    { unitId, week: "2026-03-23", shift: "night", seconds: 86_400 },
  ],
  answerTimes: [
    TIME,
    { ...TIME, week: "2026-03-23" },
    { ...TIME, unitId, shift: "night", medianSeconds: 60 },
    { ...TIME, unitId, shift: "night", priority: "high", medianSeconds: null },
  ],
};

describe("the rows of a report", () => {
  it("have every week, the newest first, and do not call an empty unit quiet", () => {
    expect(weekRows(REPORT, UNITS)).toMatchObject([
      { week: "2026-03-23", isRunning: true, alerts: 6, perBedDay: 3 },
      { week: "2026-03-16", isRunning: false, alerts: 0, bedDays: 0, perBedDay: undefined },
    ]);
  });

  it("tell causes and priorities apart, of those that there were", () => {
    expect(kindRows(REPORT)).toMatchObject([
      { cause: "NEWS2", priority: "High", alerts: 5, perBedDay: 2.5 },
      { cause: "Predicted risk", priority: "High", alerts: 1, precision: { right: 0 } },
    ]);
  });

  it("say how much of the load is the night's, by bed and shift", () => {
    expect(shiftRows(REPORT, UNITS)).toMatchObject([
      { shift: "Day, 7 to 19", alerts: 2, perBedShift: 1 },
      { shift: "Night, 19 to 7", alerts: 4, share: 4 / 6, perBedShift: 2 },
    ]);
  });

  it("say how often alerts were right, by shift and cause, of what was said", () => {
    expect(precisionRows(REPORT, UNITS)).toMatchObject([
      { shift: "Day, 7 to 19", cause: "All causes", answered: 0, share: undefined },
      { cause: "NEWS2", answered: 0 },
      { shift: "Night, 19 to 7", cause: "All causes", answered: 4, right: 3, share: 0.75 },
      { cause: "NEWS2", share: 1 },
      { cause: "Predicted risk", share: 0 },
    ]);
  });

  it("keep what was never answered beside the times of what was", () => {
    expect(answerRows(REPORT, UNITS)).toMatchObject([
      { shiftTitle: "Night, 19 to 7", priorityTitle: "All", neverAnswered: 1, waiting: 1 },
      { priorityTitle: "High", medianSeconds: null },
    ]);
    expect(allAnswerTimes(REPORT)).toEqual(TIME);
  });
});

describe("the points of its charts", () => {
  it("are gaps where nothing is known, and zero where there was none", () => {
    expect(burdenPoints(REPORT)).toEqual([
      { week: "2026-03-16", high: null, medium: null, low: null },
      { week: "2026-03-23", high: 3, medium: 0, low: 0 },
    ]);
    expect(answerPoints(REPORT)).toEqual([
      { week: "2026-03-16", median: null, ninetieth: null },
      { week: "2026-03-23", median: 2, ninetieth: 10 },
    ]);
  });
});

it("is a file of a number a line, by the unit's code", () => {
  const lines = [...reportLines(REPORT, UNITS)];
  expect(lines[0]).toBe("unit,week_of,shift,cause,priority,measure,value\r\n");
  expect(lines).toContain("4A,2026-03-23,day,,,occupied_bed_hours,24.00\r\n");
  expect(lines).toContain(
    "4A,2026-03-23,night,early-warning-score,high,alerts_found_true-deterioration,3\r\n",
  );
  expect(lines).toContain("4A,,night,,high,median_seconds_to_answer,\r\n");
  expect(lines).toContain("4A,,night,,,never_answered,1\r\n");
});
