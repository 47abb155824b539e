import { createHash } from "node:crypto";
import { join } from "node:path";
import { WARD_FEATURES } from "#models/deterioration/features";
import { cutLayers, joinLayers, shapesOf } from "#models/deterioration/layer-weights";
import type { DenseLayer } from "#models/deterioration/network";
import { readFloats, writeFloats } from "./float-file";
import { inputsOf } from "./hour-inputs";
import { teacherOf, trainMember, type MemberTask, type TrainingHours } from "./train-member";
import { trainInThread, workOff } from "./training-threads";

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
  return workOff(tasks, workers, async (task, index) => {
    const file = checkpoints && join(checkpoints, `${checkpointName(task, hours)}.bin`);
    const found = file === undefined ? undefined : await readFloats(file);
    const onShare = (share: number): void => {
      // Only what is kept counts as done.
      shares[index] = Math.min(share, 0.999);
      report();
    };
    const layers = found
      ? cutLayers(shapesOf([inputsOf(task.variant), ...task.recipe.hidden, 1]), found, task.name)
      : workers === 0
        ? await trainMember(task, hours, ({ step, steps }) => onShare(step / steps))
        : await trainInThread<DenseLayer[]>("./member-worker-entry.mjs", { task, hours }, onShare);
    if (file && !found) await writeFloats(file, joinLayers(layers));
    shares[index] = 1;
    report();
    return layers;
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
