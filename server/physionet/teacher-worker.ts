import { parentPort, workerData } from "node:worker_threads";
import type { FromTraining } from "./training-threads";
import { trainTeacher, type TeacherHours, type TeacherTask } from "./train-teacher";

const ROUNDS_PER_WORD = 5;

if (!parentPort) throw new Error("a teacher is trained in a worker thread");
const port = parentPort;
const say = (message: FromTraining<Float32Array>): void => port.postMessage(message);

// Both ends are this code, and the table is too large to be parsed again.
const { task, hours }: { task: TeacherTask; hours: TeacherHours } = workerData;
const trained = trainTeacher(task, hours, ({ round, rounds }) => {
  if (round % ROUNDS_PER_WORD === 0) say({ type: "progress", share: round / rounds });
});
say({ type: "trained", trained });
port.close();
