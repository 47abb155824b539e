import { Worker } from "node:worker_threads";

/** Does all tasks, so many at a time and one at least, and returns what they gave in the order of the tasks. */
export async function workOff<Task, Result>(
  tasks: readonly Task[],
  atATime: number,
  work: (task: Task, index: number) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const waiting = [...tasks.entries()];
  const one = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [index, task] = next;
      results[index] = await work(task, index);
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, atATime) }, one));
  return results;
}

/** What a thread that trains says. */
export type FromTraining<Trained> =
  { type: "progress"; share: number } | { type: "trained"; trained: Trained };

/** Trains in a thread of its own, which runs the module `entry` beside this one. */
export function trainInThread<Trained>(
  entry: string,
  workerData: { task: { name: string }; hours: object },
  onShare: (share: number) => void,
): Promise<Trained> {
  const worker = new Worker(new URL(entry, import.meta.url), { workerData });
  const { name } = workerData.task;
  return new Promise((resolve, reject) => {
    worker.on("error", reject);
    worker.on("exit", () => reject(new Error(`training of ${name} ended without a result`)));
    worker.on("message", (message: FromTraining<Trained>) => {
      if (message.type === "progress") onShare(message.share);
      else resolve(message.trained);
    });
  });
}
