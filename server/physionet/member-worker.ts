import { parentPort, workerData } from "node:worker_threads";
import type { DenseLayer } from "#models/deterioration/network";
import { chooseBackend } from "../scoring/backend";
import { trainMember, type MemberTask, type TrainingHours } from "./train-member";

export type FromMemberWorker =
  { type: "progress"; share: number } | { type: "trained"; layers: DenseLayer[] };

if (!parentPort) throw new Error("a network is trained in a worker thread");
const port = parentPort;
const say = (message: FromMemberWorker): void => port.postMessage(message);

// Both ends are this code, and the table is too large to be parsed again.
const { task, hours }: { task: MemberTask; hours: TrainingHours } = workerData;
await chooseBackend();
const layers = await trainMember(task, hours, ({ step, steps }) =>
  say({ type: "progress", share: step / steps }),
);
say({ type: "trained", layers });
port.close();
