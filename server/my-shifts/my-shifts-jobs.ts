import { purgeNotices } from "#db/notices";
import { expireSwaps } from "#db/shift-swaps";
import { NOTICE_DAYS } from "#models/notices/notice";
import { MS_PER_DAY } from "#models/shared/time-range";
import type { Job } from "../jobs/job";

/** An offer is over at its instant whatever the row says; the row follows, so that lists need not ask. */
export const expireSwapsJob: Job = {
  name: "expire-swaps",
  schedule: "20 * * * * *",
  async run({ pool, now }) {
    const expired = await expireSwaps(pool, now);
    return expired > 0 ? { expired } : undefined;
  },
};

export const purgeNoticesJob: Job = {
  name: "purge-notices",
  schedule: "0 7 4 * * *",
  async run({ pool, now, signal }) {
    const before = new Date(now.getTime() - NOTICE_DAYS * MS_PER_DAY);
    let purged = 0;
    for (let some = 1; some > 0 && !signal.aborted; purged += some)
      some = await purgeNotices(pool, before);
    return purged > 0 ? { purged } : undefined;
  },
};
