import { expect, it } from "vitest";
import type { EncounterTrends } from "@/_components/charts/encounter-trends";
import { VITAL_SIGNS } from "#models/vitals/vital-sign";
import { trendLines } from "./trend-lines";

const AT = Date.UTC(2026, 10, 21, 8, 30);
const HEADER = "time_utc,measure,unit,lowest,mean,highest,news2_inputs\r\n";

const trends = (given: Partial<EncounterTrends>): EncounterTrends => ({
  range: "24h",
  from: AT,
  to: AT,
  signs: [],
  scores: [],
  risks: [],
  steps: [],
  ...given,
});

it("is a header alone for a patient without readings", () => {
  expect([...trendLines(undefined)]).toEqual([HEADER]);
});

it("has a line for each step of a sign, with what its readings span", () => {
  const { id } = VITAL_SIGNS.heartRate;
  const signs = [{ kind: id, at: AT, low: 60, mean: 70 + 1 / 3, high: 81 }];

  const [, first] = trendLines(trends({ signs }));

  expect(first).toBe(
    `2026-11-21T08:30:00.000Z,${VITAL_SIGNS.heartRate.label},/min,60,70.33,81,\r\n`,
  );
});

it("adds NEWS2 with the inputs it rests on, and the risk as a probability", () => {
  const scores = [{ at: AT, score: 7, inputsPresent: 5 }];
  const risks = [{ at: AT, risk: 0.03125 }];

  expect([...trendLines(trends({ scores, risks }))].slice(1)).toEqual([
    "2026-11-21T08:30:00.000Z,NEWS2,,,,7,5\r\n",
    "2026-11-21T08:30:00.000Z,Predicted risk,1,,,0.0313,\r\n",
  ]);
});
