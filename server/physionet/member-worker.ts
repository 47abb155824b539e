import { parentPort, workerData } from "node:worker_threads";
import type { DenseLayer } from "#models/deterioration/network";
import { chooseBackend } from "../scoring/backend";
import type { FromTraining } from "./training-threads";
import { trainMember, type MemberTask, type TrainingHours } from "./train-member";

if (!parentPort) throw new Error("a network is trained in a worker thread");
const port = parentPort;
const say = (message: FromTraining<DenseLayer[]>): void => port.postMessage(message);

// Both ends are this code, and the table is too large to be parsed again.
const { task, hours }: { task: MemberTask; hours: TrainingHours } = workerData;
await chooseBackend();
const trained = await trainMember(task, hours, ({ step, steps }) =>
  say({ type: "progress", share: step / steps }),
);
say({ type: "trained", trained });
port.close();
