import { describe, expect, it } from "vitest";
import type { CensusInputs } from "#models/census/census-inputs";
import { MADE_UP_HAZARDS } from "#models/census/made-up-hazards";
import { err } from "#models/shared/result";
import { openWorker, type WorkerPort } from "./engine-worker";
import type { EngineReply, EngineRequest } from "./what-if-messages";

const INPUTS: CensusInputs = {
  issuedAt: "2026-01-05T12:00:00Z",
  ...{ hoursOfWeek: [], units: [], patients: [], hazards: MADE_UP_HAZARDS },
  ...{ admissionsLevelCv: 0, electiveByHourOfDay: [] },
  flu: { paths: [], general: [], intensive: [] },
};

/** A worker that answers when it is told to. */
function aPort() {
  const sent: EngineRequest[] = [];
  let reply: (reply: EngineReply) => void = () => {};
  let fail: () => void = () => {};
  let isTerminated = false;
  const port: WorkerPort = {
    postMessage: (request) => void sent.push(request),
    onReply: (listener) => (reply = listener),
    onFailure: (listener) => (fail = listener),
    terminate: () => (isTerminated = true),
  };
  return {
    port,
    sent,
    reply: (answer: EngineReply) => reply(answer),
    fail: () => fail(),
    isTerminated: () => isTerminated,
  };
}

describe("a worker of the engine", () => {
  it("is given what it computes from once, and its answers reach who asked", async () => {
    const { port, sent, reply } = aPort();
    const worker = openWorker(INPUTS, () => port);
    const first = worker.compute({}, [1, 3]);
    const second = worker.compute({ lengthOfStayFactor: 0.9 }, [2]);
    expect(sent).toEqual([
      { type: "inputs", inputs: INPUTS },
      { type: "compute", run: 1, scenario: {}, ways: [1, 3] },
      { type: "compute", run: 2, scenario: { lengthOfStayFactor: 0.9 }, ways: [2] },
    ]);
    reply({ run: 2, problem: "impossible" });
    reply({ run: 1, problem: "failed" });
    expect(await Promise.all([first, second])).toEqual([err("failed"), err("impossible")]);
  });

  it("leaves nobody waiting when its script does not load", async () => {
    const { port, fail } = aPort();
    const worker = openWorker(INPUTS, () => port);
    const waiting = worker.compute({}, [0]);
    fail();
    expect(await waiting).toEqual(err("failed"));
    expect(await worker.compute({}, [0])).toEqual(err("failed"));
  });

  it("leaves nobody waiting when it is closed", async () => {
    const { port, isTerminated } = aPort();
    const worker = openWorker(INPUTS, () => port);
    const waiting = worker.compute({}, [0]);
    worker.close();
    expect(isTerminated()).toBe(true);
    expect(await waiting).toEqual(err("failed"));
  });
});
