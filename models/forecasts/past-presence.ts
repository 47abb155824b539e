import { z } from "zod";
import { UnitId } from "../shared/ids";

/** Who lay where at past instants, with nothing that would tell who it was: what a hindcast begins from. */
export const PastPresence = z.array(
  z.strictObject({
    at: z.coerce.date(),
    patients: z.array(
      z.strictObject({
        unitId: UnitId,
        hoursSinceAdmission: z.number().nonnegative(),
        hoursInUnit: z.number().nonnegative(),
      }),
    ),
  }),
);
export type PastPresence = z.infer<typeof PastPresence>;

/** The names under which they and the flow of patients are kept among the fitted models. */
export const PAST_PRESENCE = "past-presence";
/** Of the last hour of a made-up past alone: where the first forecast that is issued in time begins. */
export const LAST_PRESENCE = "last-presence";
export const UNIT_FLOW = "unit-flow";
