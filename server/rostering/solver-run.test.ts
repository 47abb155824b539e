import { expect, it } from "vitest";
import { houseSettings } from "#models/rostering/house-settings";
import { PersonId } from "#models/rostering/roster-ids";
import type { RosterProblem } from "#models/rostering/roster-problem";
import type { FromSolver } from "./solver-protocol";
import { type RunState, runSolver } from "./solver-run";

const problem: RosterProblem = {
  ...{ startsOn: "2026-11-30", days: 1, timeZone: "UTC", ...houseSettings() },
  ...{ units: [], people: [], demand: [], absences: [], requests: [], pins: [] },
  ...{ past: [], balances: [] },
};
const ADA = PersonId.parse("00000000-0000-4000-8000-000000000001");

/** A thread that says these things and then does something. */
function thread(messages: readonly FromSolver[], then = ""): URL {
  const code = `
    import { parentPort, workerData } from "node:worker_threads";
    for (const message of ${JSON.stringify(messages)}) parentPort.postMessage(message);
    ${then}
  `;
  return new URL(`data:text/javascript,${encodeURIComponent(code)}`);
}

const better = (cost: number, hardViolations: number): FromSolver => ({
  type: "progress",
  report: {
    ...{ cost, hardViolations, elapsedMs: 1 },
    lines: [{ personId: ADA, days: [null] }],
  },
});

const run = (entry: URL, seeds = [1]): Promise<{ end: RunState; seen: number }> =>
  new Promise((resolve) => {
    let seen = 0;
    runSolver({
      ...{ problem, start: [], seeds, milliseconds: 60_000, entry },
      onProgress: () => (seen += 1),
      onEnd: (end) => resolve({ end, seen }),
    });
  });

it("keeps the best that a thread had when it dies, and says that it did", async () => {
  const entry = thread([better(90, 0), better(70, 0)], `throw new Error("out of memory")`);
  const { end } = await run(entry);
  expect(end).toMatchObject({ cost: 70, hardViolations: 0, lines: [{ personId: ADA }] });
  expect(end.failure).toContain("The best roster until then is kept");
});

it("prefers fewer hard rules broken to fewer points, and the better bound of any thread", async () => {
  const bound = (lowerBound: number): FromSolver => ({
    ...{ type: "progress", report: { lowerBound, elapsedMs: 1 } },
  });
  const entry = thread([better(50, 2), better(90, 0), better(40, 1), bound(30), bound(20)]);
  expect((await run(entry, [1, 2])).end).toMatchObject({
    ...{ cost: 90, hardViolations: 0, lowerBound: 30, failure: undefined },
  });
});

it("stops the other threads once one has proved that there is nothing cheaper", async () => {
  const done = `
    const flag = new Int32Array(workerData.cancelled);
    if (workerData.seed === 1) {
      parentPort.postMessage({ type: "finished", report: { elapsedMs: 1 }, isProved: true });
    } else Atomics.wait(flag, 0, 0);
  `;
  const { end } = await run(thread([better(10, 0)], done), [1, 2]);
  expect(end.isProved).toBe(true);
});

it("tells each thread what another has found", async () => {
  const found = JSON.stringify(better(50, 0));
  const answer = JSON.stringify({ cost: 40, hardViolations: 0, elapsedMs: 2 });
  const entry = thread(
    [],
    `if (workerData.seed === 1) parentPort.postMessage(${found});
     else parentPort.once("message", (lines) =>
       parentPort.postMessage({ type: "progress", report: { ...${answer}, lines } }));`,
  );
  expect((await run(entry, [1, 2])).end).toMatchObject({
    ...{ cost: 40, lines: [{ personId: ADA, days: [null] }] },
  });
});
