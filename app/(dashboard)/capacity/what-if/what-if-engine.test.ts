import { describe, expect, it } from "vitest";
import type { BedForecast, CensusForecast, CountForecast } from "#models/census/census-forecast";
import type { CensusInputs, FluPath } from "#models/census/census-inputs";
import { MADE_UP_HAZARDS } from "#models/census/made-up-hazards";
import type { Scenario } from "#models/census/scenario";
import { err, ok } from "#models/shared/result";
import type { EngineWorker, PartAnswer } from "./engine-worker";
import { followNewest } from "./newest-scenario";
import { type EngineAnswer, openEngine, workersFor } from "./what-if-engine";

const wave = (perDay: number): FluPath => {
  const days = Array.from({ length: 28 }, () => perDay);
  return { weight: 1, generalPerDay: days, intensivePerDay: days };
};
/** Two waves may come: admissions may go five ways. */
const UNSURE: CensusInputs = {
  issuedAt: "2026-01-05T12:00:00Z",
  ...{ hoursOfWeek: [], units: [], patients: [], hazards: MADE_UP_HAZARDS },
  ...{ admissionsLevelCv: 0.1, electiveByHourOfDay: [] },
  flu: { paths: [wave(1), wave(2)], general: [], intensive: [] },
};

const NOBODY: CountForecast = { mean: 0, low: 0, high: 0, pmf: Float64Array.of(1) };
/** A hospital of no units whose mean on the first day is the mean number of these ways. */
function forecastOf(ways: readonly number[]): CensusForecast {
  const mean = ways.reduce((sum, way) => sum + way, 0) / ways.length;
  const series = {
    ...{ hoursAhead: [24], mean: [mean], quantiles: [Array.from({ length: 23 }, () => 0)] },
    pmf: [Float64Array.of(1)],
  };
  const hospital: BedForecast = {
    ...{ staffedBeds: 1, licensedBeds: 1, occupiedNow: 0, hourly: series, daily: series },
    exceedanceByDay: [0],
  };
  const intensiveTransfers = { next24h: NOBODY, next72h: NOBODY };
  return { issuedAt: UNSURE.issuedAt, units: [], hospital, intensiveTransfers };
}

/** Workers that compute at once, and what each was asked for. */
function someWorkers(
  answer: (ways: readonly number[]) => PartAnswer = (ways) =>
    ok({ ways: ways.length, forecast: forecastOf(ways) }),
) {
  const asked: (readonly number[])[] = [];
  let opened = 0;
  let closed = 0;
  const open = (): EngineWorker => {
    opened += 1;
    return {
      compute: (_scenario, ways) => {
        asked.push(ways);
        return Promise.resolve(answer(ways));
      },
      close: () => (closed += 1),
    };
  };
  return { open, asked, opened: () => opened, closed: () => closed };
}

const meanOf = (answer: EngineAnswer) =>
  answer.ok ? answer.value.hospital.daily[0]?.mean : answer.error;

describe("the engine", () => {
  it.each([
    [1, 1],
    [2, 2],
    [3, 3],
    [9, 5],
  ])("of %d workers has each compute its share of all ways", async (workers, used) => {
    const { open, asked, opened, closed } = someWorkers();
    const engine = openEngine(UNSURE, { workers, open });
    expect(opened()).toBe(used);
    // The mean of all five, whoever computes how many of them.
    expect(meanOf(await engine.compute({}))).toBeCloseTo(2, 9);
    expect(asked.flat().toSorted()).toEqual([0, 1, 2, 3, 4]);
    engine.close();
    expect(closed()).toBe(used);
  });

  it("says that it cannot be when a worker does", async () => {
    const { open } = someWorkers((ways) =>
      ways.includes(4) ? err("impossible") : ok({ ways: ways.length, forecast: forecastOf(ways) }),
    );
    const engine = openEngine(UNSURE, { workers: 2, open });
    expect(await engine.compute({})).toEqual(err("impossible"));
  });

  it.each([
    [undefined, 2],
    [1, 1],
    [64, 5],
  ])("has as many workers as there is use for: of %s cores %d", (cores, workers) => {
    expect(workersFor(cores)).toBe(workers);
  });
});

it("computes the newest of a moving slider, and passes over those in between", async () => {
  const asked: { scenario: Scenario; finish: () => void }[] = [];
  const told: [Scenario, boolean][] = [];
  const follower = followNewest(
    {
      compute: (scenario) =>
        new Promise((done) => asked.push({ scenario, finish: () => done(err("failed")) })),
    },
    (_answer, { scenario, isNewest }) => told.push([scenario, isNewest]),
  );
  const later = (laterDays: number): Scenario => ({ wave: { laterDays, factor: 1 } });
  follower.want(later(1));
  follower.want(later(2));
  follower.want(later(3));

  asked[0]?.finish();
  await new Promise(setImmediate);
  expect(asked.map(({ scenario }) => scenario)).toEqual([later(1), later(3)]);
  asked[1]?.finish();
  await new Promise(setImmediate);
  expect(told).toEqual([
    [later(1), false],
    [later(3), true],
  ]);

  follower.want(later(4));
  expect(asked.at(-1)?.scenario).toEqual(later(4));
});
