import { parentPort, workerData } from "node:worker_threads";
import { compileProblem } from "#models/rostering/compile-problem";
import { repairRoster } from "#models/rostering/solver/repair-roster";
import { type FoundRepairs, RepairSettings } from "./repair-protocol";

/** Points for each published shift that becomes another: about what a shift of the bank costs. */
const CHANGE_PRICE = 150;
/** What is further away is somebody else's trouble soon. */
const WINDOW_DAYS = 7;

const settings = RepairSettings.parse(workerData);
const { problem, roster, openCells, frozenBeforeDay, milliseconds } = settings;
const deadlineAt = performance.now() + milliseconds;
const compiled = compileProblem(problem);
const lines = compiled.linesOf(new Map(roster.map(({ personId, days }) => [personId, days])));
const indexOf = new Map(compiled.personIds.map((personId, index) => [personId, index]));

const { alternatives } = await repairRoster(
  compiled.solver,
  lines,
  {
    openCells: openCells.flatMap(({ personId, day }) => {
      const person = indexOf.get(personId);
      return person === undefined ? [] : [{ person, day }];
    }),
    ...{ frozenBeforeDay, changePrice: CHANGE_PRICE, windowDays: WINDOW_DAYS, fillsFirst: true },
  },
  { now: () => performance.now(), deadlineAt, isCancelled: () => false },
);

const found: FoundRepairs = alternatives.map(({ changes, lines: after, isProved }) => {
  const mended = compiled.rosterOf(after);
  return {
    isProved,
    cells: changes.flatMap(({ person, day }) => {
      const personId = compiled.personIds[person];
      return personId ? [{ personId, day, assignment: mended.get(personId)?.[day] ?? null }] : [];
    }),
  };
});
parentPort?.postMessage(found);
