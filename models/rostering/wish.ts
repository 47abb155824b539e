import { z } from "zod";
import { err, ok, type Result } from "../shared/result";
import { type PersonId, ShiftId, type ShiftRequestId } from "./roster-ids";
import type { UnitPolicy } from "./unit-policy";

/** A day, and how much it matters: 1 would be nice, 3 matters a lot. */
export const WishPoints = z.number().int().min(1).max(3);
export type WishPoints = z.infer<typeof WishPoints>;

export const WishTerms = z.strictObject({
  on: z.iso.date(),
  wants: z.enum(["work", "off"]),
  /** Absent: any shift. A day off is off from all. */
  shiftId: ShiftId.optional(),
  points: WishPoints,
});
export type WishTerms = z.infer<typeof WishTerms>;

export interface Wish extends WishTerms {
  wishId: ShiftRequestId;
  personId: PersonId;
}

/** A roster as far as wishes for it go. */
export interface WishPeriod {
  startsOn: string;
  days: number;
  state: "draft" | "published" | "locked";
}

export type WishRefusal =
  | "published" // too late: what is left is a swap
  | "outside"
  | "day-taken" // there is a wish for that day
  | "budget-spent";

const DAYS_A_WEEK = 7;

/** Points that each person has for a roster: the same for everybody of a unit, whatever their contract. */
export const wishBudget = (
  { wishPointsPerWeek }: Pick<UnitPolicy, "wishPointsPerWeek">,
  { days }: Pick<WishPeriod, "days">,
): number => wishPointsPerWeek * Math.ceil(days / DAYS_A_WEEK);

export const pointsSpent = (wishes: readonly Pick<WishTerms, "points">[]): number =>
  wishes.reduce((sum, { points }) => sum + points, 0);

/** Days from the roster's first to a date; negative before it. */
export const dayOfRoster = (startsOn: string, on: string): number =>
  Math.round((Date.parse(`${on}T00:00:00Z`) - Date.parse(`${startsOn}T00:00:00Z`)) / 86_400_000);

/** Whether somebody may add a wish to those they have for the same roster. */
export function judgeWish(
  wish: WishTerms,
  { period, own, budget }: { period: WishPeriod; own: readonly WishTerms[]; budget: number },
): Result<WishTerms, WishRefusal> {
  if (period.state !== "draft") return err("published");
  const day = dayOfRoster(period.startsOn, wish.on);
  if (day < 0 || day >= period.days) return err("outside");
  if (own.some(({ on }) => on === wish.on)) return err("day-taken");
  if (pointsSpent(own) + wish.points > budget) return err("budget-spent");
  return ok(wish);
}

/**
 * What a wish weighs in the roster's price when it is not met. A point weighs the same for everybody, so that
 * whoever spends all on one day is heard there as loudly as somebody who spreads them is heard in all.
 */
export const weightOf = (
  { points }: Pick<WishTerms, "points">,
  { priceOfPoint }: Pick<UnitPolicy, "priceOfPoint">,
): number => points * priceOfPoint;
