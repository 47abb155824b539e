import { MS_PER_MINUTE } from "../shared/time-range";

/** How long a second factor that was shown counts for what is most sensitive. ASVS 5, 7.5.3, asks for a fresh one. */
export const STEP_UP_MINUTES = 5;

/** Whether a second factor was shown so lately that the most sensitive things need no other. */
export const isFresh = ({ steppedUpAt }: { steppedUpAt: Date | undefined }, now: Date): boolean =>
  steppedUpAt !== undefined &&
  now.getTime() - steppedUpAt.getTime() < STEP_UP_MINUTES * MS_PER_MINUTE;
