import { createHash } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { z } from "zod";
import { WARD_FEATURES } from "#models/deterioration/features";
import { joinWeights } from "#models/deterioration/model";
import type { DenseLayer } from "#models/deterioration/network";
import { littleEndian, littleEndianFloats } from "../scoring/little-endian";
import type { FromMemberWorker } from "./member-worker";
import { inputsOf } from "./hour-inputs";
import { teacherOf, trainMember, type MemberTask, type TrainingHours } from "./train-member";

export interface MembersProgress {
  /** Of all steps of all networks. */
  share: number;
  /** Networks that are trained, the ones found from an earlier run included. */
  done: number;
  total: number;
}

interface Options {
  /** TensorFlow.js has one core per thread; 0 trains in this thread. */
  workers: number;
  /** Where finished networks are kept, so that a run that was stopped goes on. */
  checkpoints?: string | undefined;
  onProgress?: (progress: MembersProgress) => void;
}

/** Trains the networks of all tasks, some at a time, and returns them in the order of the tasks. */
export async function trainMembers(
  tasks: readonly MemberTask[],
  hours: TrainingHours,
  { workers, checkpoints, onProgress = () => undefined }: Options,
): Promise<DenseLayer[][]> {
  const shares = tasks.map(() => 0);
  const report = (): void =>
    onProgress({
      share: shares.reduce((sum, share) => sum + share, 0) / tasks.length,
      done: shares.filter((share) => share === 1).length,
      total: tasks.length,
    });
  const trained: DenseLayer[][] = [];
  const waiting = [...tasks.entries()];
  const workOff = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [index, task] = next;
      const file = checkpoints && join(checkpoints, `${checkpointName(task, hours)}.bin`);
      const found = file === undefined ? undefined : await readCheckpoint(file, task);
      const onShare = (share: number): void => {
        // Only what is kept counts as done.
        shares[index] = Math.min(share, 0.999);
        report();
      };
      const layers =
        found ??
        (workers === 0
          ? await trainMember(task, hours, ({ step, steps }) => onShare(step / steps))
          : await trainInWorker(task, hours, onShare));
      if (file && !found) await writeCheckpoint(file, layers);
      trained[index] = layers;
      shares[index] = 1;
      report();
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, workers) }, workOff));
  return trained;
}

function trainInWorker(
  task: MemberTask,
  hours: TrainingHours,
  onShare: (share: number) => void,
): Promise<DenseLayer[]> {
  const worker = new Worker(new URL("./member-worker-entry.mjs", import.meta.url), {
    workerData: { task, hours },
  });
  return new Promise((resolve, reject) => {
    worker.on("error", reject);
    worker.on("exit", () => reject(new Error(`training of ${task.name} ended without a network`)));
    worker.on("message", (message: FromMemberWorker) => {
      if (message.type === "progress") onShare(message.share);
      else resolve(message.layers);
    });
  });
}

/** Another recipe, other features or other patients are another network. */
function checkpointName(
  task: MemberTask,
  { rows, hoursFromOnset, teachers }: TrainingHours,
): string {
  const digest = createHash("sha256")
    .update(JSON.stringify([task, rows, WARD_FEATURES.names]))
    .update(bytesOf(hoursFromOnset));
  const teacher = teacherOf(teachers, task);
  if (teacher && task.recipe.teacherShare > 0) digest.update(bytesOf(teacher));
  return `${task.name}-${digest.digest("hex").slice(0, 16)}`;
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Float32Array): Buffer =>
  Buffer.from(buffer, byteOffset, byteLength);

const FileOfNothing = z.object({ code: z.literal("ENOENT") });

async function readCheckpoint(file: string, task: MemberTask): Promise<DenseLayer[] | undefined> {
  const bytes = await readFile(file).catch((error: unknown) => {
    if (FileOfNothing.safeParse(error).success) return undefined;
    throw error;
  });
  if (!bytes) return undefined;
  const weights = littleEndianFloats(bytes);
  const sizes = [inputsOf(task.variant), ...task.recipe.hidden, 1];
  let from = 0;
  const cut = (length: number): Float32Array => weights.slice(from, (from += length));
  return sizes.slice(1).map((outputs, layer) => {
    const inputs = sizes[layer] ?? 0;
    return { inputs, outputs, weights: cut(inputs * outputs), biases: cut(outputs) };
  });
}

/** Under another name first: a run that is stopped while writing leaves no half a network. */
async function writeCheckpoint(file: string, layers: readonly DenseLayer[]): Promise<void> {
  await mkdir(join(file, ".."), { recursive: true });
  await writeFile(`${file}.part`, littleEndian(joinWeights([layers])));
  await rename(`${file}.part`, file);
}
