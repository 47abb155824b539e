import { LONGEST_RESERVATION_MS, USUAL_RESERVATION_MS } from "#models/realtime/bed-board";
import { MS_PER_HOUR } from "#models/shared/time-range";

const inHours = (hours: number) => ({
  value: String(hours),
  label: hours > 24 ? `${hours / 24} days` : `${hours} h`,
});

/** For how long a bed can be kept. */
export const RESERVATION_HOURS = [1, 2, 4, 8, 12, 24, 48, LONGEST_RESERVATION_MS / MS_PER_HOUR].map(
  inHours,
);
export const USUAL_RESERVATION_HOURS = String(USUAL_RESERVATION_MS / MS_PER_HOUR);

export const NO_END = "none";
/** Until somebody has to look at a block again. */
export const BLOCK_HOURS = [...[4, 12, 24, 72].map(inHours), { value: NO_END, label: "No end" }];
