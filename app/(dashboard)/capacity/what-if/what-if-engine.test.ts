import { describe, expect, it } from "vitest";
import type { CensusInputs } from "#models/census/census-inputs";
import type { Outlook } from "#models/census/outlook";
import type { Scenario } from "#models/census/scenario";
import { err, ok } from "#models/shared/result";
import { followNewest } from "./newest-scenario";
import { type EngineAnswer, type EngineWorker, openEngine } from "./what-if-engine";
import type { EngineReply, EngineRequest } from "./what-if-messages";

const INPUTS: CensusInputs = {
  issuedAt: "2026-01-05T12:00:00Z",
  hoursOfWeek: [],
  units: [],
  patients: [],
  hazards: {
    source: "made up",
    kinds: [],
    expectedDischarge: { keptShare: 0, spreadHours: 1 },
  },
  admissionsLevelCv: 0,
  electiveByHourOfDay: [],
  flu: { paths: [], general: [], intensive: [] },
};

/** One outlook a run, told apart by when it was issued. */
const outlookOfRun = (run: number): Outlook => ({
  issuedAt: run,
  hospital: {
    ...{ unitId: undefined, code: "hospital", name: "Hospital", kind: undefined },
    ...{ staffedBeds: 0, licensedBeds: 0, occupiedAtIssue: 0 },
    ...{ hourly: [], daily: [], exceedanceByDay: [] },
  },
  units: [],
  intensiveTransfers: undefined,
});

/** A worker that answers when it is told to. */
function aWorker() {
  const sent: EngineRequest[] = [];
  let reply: (reply: EngineReply) => void = () => {};
  let fail: () => void = () => {};
  let isTerminated = false;
  const worker: EngineWorker = {
    postMessage: (request) => void sent.push(request),
    onReply: (listener) => (reply = listener),
    onFailure: (listener) => (fail = listener),
    terminate: () => (isTerminated = true),
  };
  return {
    worker,
    sent,
    reply: (answer: EngineReply) => reply(answer),
    fail: () => fail(),
    isTerminated: () => isTerminated,
  };
}

describe("the engine beside the page", () => {
  it("is given what it computes from once, and answers each scenario", async () => {
    const { worker, sent, reply } = aWorker();
    const engine = openEngine(INPUTS, () => worker);
    const planned = engine.compute({});
    const shorter = engine.compute({ lengthOfStayFactor: 0.9 });
    expect(sent).toEqual([
      { type: "inputs", inputs: INPUTS },
      { type: "compute", run: 1, scenario: {} },
      { type: "compute", run: 2, scenario: { lengthOfStayFactor: 0.9 } },
    ]);
    reply({ run: 2, problem: "impossible" });
    reply({ run: 1, outlook: outlookOfRun(1) });
    expect(await planned).toEqual(ok(outlookOfRun(1)));
    expect(await shorter).toEqual(err("impossible"));
  });

  it("leaves nobody waiting when its script does not load", async () => {
    const { worker, fail } = aWorker();
    const engine = openEngine(INPUTS, () => worker);
    const waiting = engine.compute({});
    fail();
    expect(await waiting).toEqual(err("failed"));
    expect(await engine.compute({})).toEqual(err("failed"));
  });

  it("ends its worker, and leaves nobody waiting", async () => {
    const { worker, isTerminated } = aWorker();
    const engine = openEngine(INPUTS, () => worker);
    const waiting = engine.compute({});
    engine.close();
    expect(isTerminated()).toBe(true);
    expect(await waiting).toEqual(err("failed"));
  });
});

it("computes the newest of a moving slider, and passes over those in between", async () => {
  const asked: { scenario: Scenario; answer: (answer: EngineAnswer) => void }[] = [];
  const told: [Scenario, boolean][] = [];
  const follower = followNewest(
    {
      compute: (scenario) =>
        new Promise((answer) => {
          asked.push({ scenario, answer });
        }),
    },
    (_answer, { scenario, isNewest }) => told.push([scenario, isNewest]),
  );
  const later = (laterDays: number): Scenario => ({ wave: { laterDays, factor: 1 } });
  for (const days of [1, 2, 3]) follower.want(later(days));
  expect(asked.map(({ scenario }) => scenario)).toEqual([later(1)]);

  asked[0]?.answer(ok(outlookOfRun(1)));
  await new Promise(setImmediate);
  expect(asked.map(({ scenario }) => scenario)).toEqual([later(1), later(3)]);
  asked[1]?.answer(err("failed"));
  await new Promise(setImmediate);
  expect(told).toEqual([
    [later(1), false],
    [later(3), true],
  ]);

  follower.want(later(4));
  expect(asked.at(-1)?.scenario).toEqual(later(4));
});
