import { describe, expect, it } from "vitest";
import type { BedForecast, CensusForecast, CountForecast } from "#models/census/census-forecast";
import type { CensusInputs, FluPath } from "#models/census/census-inputs";
import { MADE_UP_HAZARDS } from "#models/census/made-up-hazards";
import type { Scenario } from "#models/census/scenario";
import { err, ok } from "#models/shared/result";
import type { EngineWorker, WayAnswer } from "./engine-worker";
import { exactly } from "./exactly";
import { followNewest } from "./newest-scenario";
import { type EngineAnswer, openEngine, workersFor } from "./what-if-engine";

const wave = (perDay: number): FluPath => {
  const days = Array.from({ length: 28 }, () => perDay);
  return { weight: 1, generalPerDay: days, intensivePerDay: days };
};
/** Two waves may come: admissions may go nine ways. */
const UNSURE: CensusInputs = {
  issuedAt: "2026-01-05T12:00:00Z",
  ...{ hoursOfWeek: [], units: [], patients: [], hazards: MADE_UP_HAZARDS },
  ...{ admissionsLevelCv: 0.1, electiveByHourOfDay: [] },
  flu: { paths: [wave(1), wave(2)], general: [], intensive: [] },
};

const NOBODY: CountForecast = { mean: 0, low: 0, high: 0, pmf: Float64Array.of(1) };
/** A hospital of no units whose mean on the first day is the number of the way. */
function forecastOf(way: number): CensusForecast {
  const series = {
    ...{ hoursAhead: [24], mean: [way], quantiles: [Array.from({ length: 23 }, () => way)] },
    pmf: [Float64Array.of(1)],
  };
  const hospital: BedForecast = {
    ...{ staffedBeds: 1, licensedBeds: 1, occupiedNow: 0, hourly: series, daily: series },
    exceedanceByDay: [0],
  };
  const intensiveTransfers = { next24h: NOBODY, next72h: NOBODY };
  return { issuedAt: UNSURE.issuedAt, units: [], hospital, intensiveTransfers };
}

/** Workers that compute at once, and what they were asked for. */
function someWorkers(answer: (way: number) => WayAnswer = (way) => ok(forecastOf(way))) {
  const asked: number[] = [];
  let closed = 0;
  const open = (): EngineWorker => ({
    compute: (_scenario, way) => {
      asked.push(way);
      return Promise.resolve(answer(way));
    },
    close: () => (closed += 1),
  });
  return { open, asked, closed: () => closed };
}

const meanOf = (answer: EngineAnswer) =>
  answer.ok ? answer.value.hospital.daily[0]?.mean : answer.error;

describe("the engine", () => {
  it("answers from a few ways at first, and then from all of them", async () => {
    const { open, asked, closed } = someWorkers();
    const engine = openEngine(UNSURE, { workers: 2, open });
    const told: unknown[] = [];
    await engine.compute(
      {},
      {
        onAnswer: (answer, isExact) => told.push([meanOf(answer), isExact, asked.length]),
        isWanted: () => true,
      },
    );
    expect(told).toEqual([
      [4, false, 2],
      [4, true, 9],
    ]);
    expect(asked.toSorted()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    engine.close();
    expect(closed()).toBe(2);
  });

  it("stops between two ways once it is not wanted any more", async () => {
    const { open, asked } = someWorkers();
    const engine = openEngine(UNSURE, { workers: 3, open });
    const told: boolean[] = [];
    await engine.compute(
      {},
      { onAnswer: (_, isExact) => told.push(isExact), isWanted: () => false },
    );
    expect(told).toEqual([false]);
    expect(asked).toEqual([2, 4, 6]);
  });

  it("says that it cannot be, and computes no further", async () => {
    const { open, asked } = someWorkers(() => err("impossible"));
    const engine = openEngine(UNSURE, { workers: 1, open });
    expect(await exactly(engine, {})).toEqual(err("impossible"));
    expect(asked).toEqual([4]);
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
  const asked: {
    scenario: Scenario;
    finish: (isExact: boolean) => void;
    isWanted: () => boolean;
  }[] = [];
  const told: [Scenario, boolean, boolean][] = [];
  const follower = followNewest(
    {
      compute: (scenario, { onAnswer, isWanted }) =>
        new Promise((done) => {
          const finish = (isExact: boolean) => {
            onAnswer(err("failed"), isExact);
            done();
          };
          asked.push({ scenario, finish, isWanted });
        }),
    },
    (_answer, { scenario, isExact, isNewest }) => told.push([scenario, isExact, isNewest]),
  );
  const later = (laterDays: number): Scenario => ({ wave: { laterDays, factor: 1 } });
  follower.want(later(1));
  expect(asked[0]?.isWanted()).toBe(true);
  follower.want(later(2));
  follower.want(later(3));
  expect(asked[0]?.isWanted()).toBe(false);

  asked[0]?.finish(false);
  await new Promise(setImmediate);
  expect(asked.map(({ scenario }) => scenario)).toEqual([later(1), later(3)]);
  asked[1]?.finish(true);
  await new Promise(setImmediate);
  expect(told).toEqual([
    [later(1), false, false],
    [later(3), true, true],
  ]);

  follower.want(later(4));
  expect(asked.at(-1)?.scenario).toEqual(later(4));
});
