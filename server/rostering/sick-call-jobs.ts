import { expireShiftOffers } from "#db/shift-offers";
import { closeShiftsThatAreOver } from "#db/sick-calls";
import type { Job } from "../jobs/job";

/** An offer is over at its instant whatever the row says; the row follows, and screens are told. */
export const expireShiftOffersJob: Job = {
  name: "expire-shift-offers",
  schedule: "40 * * * * *",
  async run({ pool, now }) {
    const expired = await expireShiftOffers(pool, now);
    const closed = await closeShiftsThatAreOver(pool, now);
    return expired + closed > 0 ? { expired, closed } : undefined;
  },
};
