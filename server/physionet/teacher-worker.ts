import { parentPort, workerData } from "node:worker_threads";
import { trainTeacher, type TeacherHours, type TeacherTask } from "./train-teacher";

export type FromTeacherWorker =
  { type: "progress"; share: number } | { type: "trained"; logits: Float32Array };

const ROUNDS_PER_WORD = 5;

if (!parentPort) throw new Error("a teacher is trained in a worker thread");
const port = parentPort;
const say = (message: FromTeacherWorker): void => port.postMessage(message);

// Both ends are this code, and the table is too large to be parsed again.
const { task, hours }: { task: TeacherTask; hours: TeacherHours } = workerData;
const logits = trainTeacher(task, hours, ({ round, rounds }) => {
  if (round % ROUNDS_PER_WORD === 0) say({ type: "progress", share: round / rounds });
});
say({ type: "trained", logits });
port.close();
