import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { seededRandom } from "#models/deterioration/seeded-random";
import { VARIABLES } from "#models/deterioration/variables";
import { EncounterId, UnitId } from "#models/shared/ids";
import { MS_PER_MINUTE } from "#models/shared/time-range";
import { assessBatch } from "../scoring/assess";
import { chooseBackend } from "../scoring/backend";
import { EncounterState } from "../scoring/encounter-state";
import { DETERIORATION_ARTIFACTS, loadModel, newestVersion } from "../scoring/load-model";
import { readArguments } from "./arguments";

const USAGE = `bench-scoring [options]

Times one tick of the scoring worker: features, NEWS2, risks and reasons for many encounters.

  --encounters N  in one tick (1000)
  --ticks N       timed, after 5 to warm up (50)
  --json          one JSON object as the last line
`;

const { values: options } = readArguments(
  {
    options: {
      encounters: { type: "string", default: "1000" },
      ticks: { type: "string", default: "50" },
      json: { type: "boolean", default: false },
    },
  },
  USAGE,
);
const encounters = Number(options.encounters);
const ticks = Number(options.ticks);
const WARM_UP = 5;
const HISTORY_MINUTES = 24 * 60;
const START = Date.UTC(2026, 0, 5);

const backend = await chooseBackend();
const version = await newestVersion();
if (!version) throw new Error("no deterioration model is shipped");
const model = await loadModel(join(DETERIORATION_ARTIFACTS, version));

const random = seededRandom(1);
const states = Array.from({ length: encounters }, (_, slot) => observedForADay(slot));

/** A day of signs every five minutes, and every laboratory test once. */
function observedForADay(slot: number): EncounterState {
  const state = new EncounterState({
    slot,
    encounterId: EncounterId.parse(randomUUID()),
    age: 40 + (slot % 50),
    sex: slot % 2 === 0 ? "female" : "male",
    unitId: UnitId.parse(randomUUID()),
    unitKind: "intensive",
    oxygenScale: 1,
  });
  for (let minute = 0; minute < HISTORY_MINUTES; minute += 5) {
    for (const [position, { id, clinicalStep }] of VARIABLES.entries()) {
      const middle = model.normalisation.mean[position * 3] ?? 0;
      const isDue = clinicalStep !== undefined || minute === 600;
      if (isDue) state.observe(id, START + minute * MS_PER_MINUTE, middle * (0.8 + 0.4 * random()));
    }
  }
  state.setFeedClock(START + HISTORY_MINUTES * MS_PER_MINUTE, 0);
  return state;
}

const timings: number[] = [];
let usedBefore = process.cpuUsage();
let predicted = 0;
for (let tick = 0; tick < WARM_UP + ticks; tick += 1) {
  if (tick === WARM_UP) usedBefore = process.cpuUsage();
  const startedAt = performance.now();
  const assessments = assessBatch(states, tick * MS_PER_MINUTE, model);
  const elapsedMs = performance.now() - startedAt;
  predicted = assessments.filter(({ risk }) => risk !== undefined).length;
  if (tick >= WARM_UP) timings.push(elapsedMs);
}
/** What a tick takes of a core; on a busy machine the clock says more. */
const used = process.cpuUsage(usedBefore);
const cpuMs = Math.round((used.user + used.system) / ticks / 100) / 10;
timings.sort((one, other) => one - other);
const at = (share: number): number =>
  Math.round((timings[Math.floor(share * (timings.length - 1))] ?? NaN) * 10) / 10;

const figures = {
  encounters,
  predicted,
  backend,
  modelVersion: version,
  tickCpuMs: cpuMs,
  tickP50Ms: at(0.5),
  tickP99Ms: at(0.99),
  tickMaxMs: at(1),
};
process.stdout.write(
  `${encounters} encounters in one tick on ${backend}: median ${figures.tickP50Ms} ms, p99 ${figures.tickP99Ms} ms, ` +
    `worst ${figures.tickMaxMs} ms, ${figures.tickCpuMs} ms of one core (goal 150 ms)\n`,
);
if (options.json) process.stdout.write(`${JSON.stringify(figures)}\n`);
