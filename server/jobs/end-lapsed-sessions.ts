import { endLapsedSessions } from "#db/sessions";
import type { Job } from "./job";

/** A session that ran out is already refused everywhere; its row learns it here, and is listed no more. */
export const endLapsed: Job = {
  name: "end-lapsed-sessions",
  schedule: "30 * * * * *",
  async run({ pool, now }) {
    const ended = await endLapsedSessions(pool, now);
    return ended > 0 ? { ended } : undefined;
  },
};
