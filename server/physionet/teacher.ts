import { createHash } from "node:crypto";
import { join } from "node:path";
import { WARD_FEATURES } from "#models/deterioration/features";
import { binRows, fitBinEdges, type BinnedRows } from "#models/deterioration/feature-bins";
import type { TeacherRecipe } from "#models/deterioration/teacher-recipe";
import { bestThreshold } from "#models/deterioration/utility";
import { CHALLENGE_FEATURES } from "./challenge-features";
import { readFloats, writeFloats } from "./float-file";
import type { Variant } from "./hour-inputs";
import type { HourTable } from "./hour-table";
import type { Hospital } from "./read-patients";
import { trainTeacher, type TeacherHours, type TeacherTask } from "./train-teacher";
import { trainInThread, workOff } from "./training-threads";

export interface TeacherOptions {
  variant: Variant;
  /** Their logits are averaged; more than one steadies them. */
  recipes: readonly TeacherRecipe[];
  /** Learns from this hospital alone; the hours of the other one stay 0. */
  hospital?: Hospital | undefined;
  folds?: number;
  /** Threads, a core each; 0 trains in this thread. */
  workers: number;
  /** Where the logits of finished folds are kept, so that a run that was stopped goes on. */
  checkpoints?: string | undefined;
  /** 0 to 1, of all rounds of all folds. */
  onProgress?: (share: number) => void;
}

const FOLDS = 4;

/**
 * What boosted trees say of each hour of patients they have not learnt from, fold by fold, so that a network can
 * learn from it what will hold for others. Shifted so that alarming above 0 gains the most.
 */
export async function teacherLogits(
  table: HourTable,
  { variant, recipes, hospital, folds = FOLDS, ...options }: TeacherOptions,
): Promise<Float32Array> {
  const taught = table.patients.filter((patient) => !hospital || patient.hospital === hospital);
  const foldOf = foldsOf(taught, folds);
  const hours: TeacherHours = {
    binned: binTable(table, variant),
    labels: table.labels,
    hoursFromOnset: table.hoursFromOnset,
    iculos: table.iculos,
    patients: taught.map(({ patientId, firstRow, rows, isSeptic }) => ({
      ...{ firstRow, rows, isSeptic },
      fold: foldOf.get(patientId) ?? 0,
    })),
  };
  const tasks = recipes.flatMap((recipe, index) =>
    Array.from({ length: folds }, (_, fold): TeacherTask => {
      const name = `teacher-${variant}${hospital ?? ""}-${index + 1}-${fold + 1}`;
      return { name, recipe, fold };
    }),
  );
  const logits = new Float32Array(table.rows);
  for (const ofFold of await trainTeachers(tasks, hours, options)) {
    for (const [row, logit] of ofFold.entries()) {
      logits[row] = (logits[row] ?? 0) + logit / recipes.length;
    }
  }
  return centred(logits, table, taught);
}

/** By patient, evenly from each hospital's septic and other patients, whatever their order in the file. */
function foldsOf(patients: HourTable["patients"], folds: number): Map<string, number> {
  const ranked = patients
    .map(({ patientId, hospital, isSeptic }) => ({
      patientId,
      rank: `${hospital}|${isSeptic}|${createHash("sha256").update(`fold|${patientId}`).digest("hex")}`,
    }))
    .sort((one, other) => (one.rank < other.rank ? -1 : 1));
  return new Map(ranked.map(({ patientId }, place) => [patientId, place % folds]));
}

/** Bins lie in shared memory, so that every thread reads the same ones. */
function binTable({ rows, features, challenge }: HourTable, variant: Variant): BinnedRows {
  const ward = features.subarray(0, rows * WARD_FEATURES.length);
  const further = challenge.subarray(
    0,
    variant === "challenge" ? rows * CHALLENGE_FEATURES.length : 0,
  );
  const columns = new Uint8Array(new SharedArrayBuffer(ward.length + further.length));
  binRows(ward, fitBinEdges(ward, WARD_FEATURES.length), columns);
  if (variant === "challenge") {
    const edges = fitBinEdges(further, CHALLENGE_FEATURES.length);
    binRows(further, edges, columns.subarray(ward.length));
  }
  return { rows, features: columns.length / rows, columns };
}

function centred(
  logits: Float32Array,
  { hoursFromOnset }: HourTable,
  taught: HourTable["patients"],
): Float32Array {
  const rows = taught.flatMap(({ firstRow, rows }) =>
    Array.from({ length: rows }, (_, index) => firstRow + index),
  );
  const its = Float32Array.from(rows, (row) => logits[row] ?? NaN);
  const distances = Float32Array.from(rows, (row) => hoursFromOnset[row] ?? NaN);
  const threshold = bestThreshold(its, distances);
  for (const row of rows) logits[row] = (logits[row] ?? 0) - threshold;
  return logits;
}

async function trainTeachers(
  tasks: readonly TeacherTask[],
  hours: TeacherHours,
  {
    workers,
    checkpoints,
    onProgress = () => undefined,
  }: Pick<TeacherOptions, "workers" | "checkpoints" | "onProgress">,
): Promise<Float32Array[]> {
  const shares = tasks.map(() => 0);
  return workOff(tasks, workers, async (task, index) => {
    const file = checkpoints && join(checkpoints, `${checkpointName(task, hours)}.bin`);
    const found = file === undefined ? undefined : await readFloats(file);
    const onShare = (share: number): void => {
      shares[index] = share;
      onProgress(shares.reduce((sum, each) => sum + each, 0) / tasks.length);
    };
    const logits =
      found ??
      (workers === 0
        ? trainTeacher(task, hours, ({ round, rounds }) => onShare(round / rounds))
        : await trainInThread<Float32Array>(
            "./teacher-worker-entry.mjs",
            { task, hours },
            onShare,
          ));
    if (file && !found) await writeFloats(file, logits);
    onShare(1);
    return logits;
  });
}

/** Another recipe, other features, other patients or other folds are other trees. */
function checkpointName(
  task: TeacherTask,
  { binned, patients, hoursFromOnset }: TeacherHours,
): string {
  const digest = createHash("sha256")
    .update(JSON.stringify([task, binned.rows, WARD_FEATURES.names, CHALLENGE_FEATURES, patients]))
    .update(
      Buffer.from(hoursFromOnset.buffer, hoursFromOnset.byteOffset, hoursFromOnset.byteLength),
    );
  return `${task.name}-${digest.digest("hex").slice(0, 16)}`;
}
