import type { Job } from "../jobs/job";
import type { Ingest } from "./ingest";

/** Tries again the held messages that somebody asked for on the quarantine page. */
export const replayRequested = (ingest: Pick<Ingest, "replayRequested">): Job => ({
  name: "replay-requested",
  schedule: "*/5 * * * * *", // soon enough for the person who waits for the outcome
  async run() {
    const replayed = await ingest.replayRequested();
    return replayed > 0 ? { replayed } : undefined;
  },
});
