import { describe, expect, it } from "vitest";
import { startThread } from "./forecaster";

/** A thread that runs this and nothing else. */
const threadOf = (script: string, signal = new AbortController().signal) =>
  startThread(signal, new URL(`data:text/javascript,${encodeURIComponent(script)}`));

const QUESTION = {
  work: "fit-flow",
  ...{ stays: [], units: [], timeZone: "UTC", source: "a test" },
} as const;
const WAITS = `
  import { parentPort } from "node:worker_threads";
  parentPort.on("message", () => undefined);
`;

describe("a forecast thread that dies", () => {
  it("before it is asked anything, fails what it is asked then", async () => {
    const thread = threadOf("throw new Error('cannot be loaded')");
    // As somebody who reads the database before asking: the death is heard of all the same.
    await new Promise((resolve) => setTimeout(resolve, 150));
    await expect(thread.ask(QUESTION)).rejects.toThrow("cannot be loaded");
    await thread.stop();
  });

  it("without a word while it is asked, does not leave anybody waiting", async () => {
    const thread = threadOf(`
      import { parentPort } from "node:worker_threads";
      parentPort.on("message", () => process.exit(3));
    `);
    await expect(thread.ask(QUESTION)).rejects.toThrow("ended with 3");
    await thread.stop();
  });
});

it("gives up a forecast when it is aborted", async () => {
  const abort = new AbortController();
  const thread = threadOf(WAITS, abort.signal);
  const asked = thread.ask(QUESTION);
  abort.abort();
  await expect(asked).rejects.toThrow("given up");
  await thread.stop();
});
