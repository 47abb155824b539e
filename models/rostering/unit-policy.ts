import { z } from "zod";

/** What a unit has decided about its people's own wishes, as data: another unit may have decided otherwise. */
export const UnitPolicy = z.strictObject({
  /**
   * `same-skill`: a swap that breaks no rule is carried out at once when both can do the same; any other one
   * waits for a charge nurse or the scheduler. `always`: every one waits.
   */
  swapApproval: z.enum(["same-skill", "always"]),
  /** What each person may spend on wishes for a roster, for each week it has begun. */
  wishPointsPerWeek: z.number().int().min(0).max(100),
  /** What a point that was spent weighs in the roster's own price, when the wish is not met. */
  priceOfPoint: z.number().min(0).max(10_000),
  /** How many of the unit's people may be on leave on one day before the approver is warned. */
  mostOnLeave: z.number().int().min(0).max(500),
  /** Paid annual leave, in weeks of contract hours a year. */
  leaveWeeksPerYear: z.number().min(0).max(52),
});
export type UnitPolicy = z.infer<typeof UnitPolicy>;

/**
 * Until a unit says otherwise. 5.6 weeks: Working Time Regulations 1998 (United Kingdom), regulations 13 and
 * 13A; the European directive 2003/88/EC, article 7, asks for four.
 */
export const HOUSE_UNIT_POLICY: UnitPolicy = {
  swapApproval: "same-skill",
  wishPointsPerWeek: 3,
  priceOfPoint: 30,
  mostOnLeave: 2,
  leaveWeeksPerYear: 5.6,
};
