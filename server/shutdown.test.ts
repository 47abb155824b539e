import { expect, it } from "vitest";
import { createShutdown } from "./shutdown";

const log = { info: () => {}, warn: () => {}, error: () => {} };

function shutdownOf() {
  const done: unknown[] = [];
  const shutdown = createShutdown({ log, exit: (code) => done.push(`exit ${code}`) });
  const part = (name: string) => shutdown.onStop(async () => done.push(name));
  return { shutdown, part, done };
}

it("stops the last part first, once, whatever becomes of one of them", async () => {
  const { shutdown, part, done } = shutdownOf();
  part("database");
  shutdown.onStop(() => Promise.reject(new Error("stuck")));
  part("listener");

  await Promise.all([shutdown.stop(0), shutdown.stop(1)]);

  expect(done).toEqual(["listener", "database", "exit 0"]);
});

it("lets the step of a start end, stops what it started, and goes no further", async () => {
  const { shutdown, part, done } = shutdownOf();
  let opened = (): void => {};
  const opening = new Promise<void>((resolve) => (opened = resolve));
  const start = shutdown.starting(
    (async () => {
      await opening;
      part("database");
      done.push("went on");
    })(),
  );

  const stop = shutdown.stop(0);
  opened();

  await expect(start).rejects.toThrow("told to stop");
  await stop;
  expect(done).toEqual(["database", "exit 0"]);
});
