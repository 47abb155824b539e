import { lookSoon, SETTLE_MS, type SoonLooker } from "../jobs/look-soon";
import type { Logger } from "../logger";

export { SETTLE_MS };

/** Looks at the level soon after a bed, a wait or the rules changed; a job looks each minute beside it. */
export const keepEscalation = ({
  review,
  log,
}: {
  review: () => Promise<unknown>;
  log: Logger;
}): SoonLooker =>
  lookSoon({ look: review, failed: "the escalation level could not be looked at", log });
