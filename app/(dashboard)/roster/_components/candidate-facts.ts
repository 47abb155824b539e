import type { Candidate } from "#models/rostering/candidates";
import { signed } from "../[rosterId]/_components/numbers";
import { PAID_AS } from "./open-shifts/open-shift-words";

/** "−74 points: wages +656, rules and cover −730": what a change makes dearer or cheaper. */
export const priceInWords = ({ points, money }: Readonly<{ points: number; money: number }>) =>
  Math.round(money) === 0
    ? `${signed(points)} points`
    : `${signed(points)} points: wages ${signed(money)}, rules and cover ${signed(points - money)}`;

type Facts = Pick<Candidate, "points" | "cost" | "restHoursBefore" | "restHoursAfter" | "fairness">;

/** What follows if somebody takes a shift: its price, their rest and their share. */
export function factsInWords(candidate: Readonly<Facts>): string {
  const { points, cost, restHoursBefore, restHoursAfter, fairness } = candidate;
  const rests = [restHoursBefore, restHoursAfter].filter((rest) => rest !== undefined);
  // Hours beyond the contract that are no overtime by the roster's rule cost the plain rate.
  const isPlain = cost.paidAs === "contract" && cost.money > cost.float;
  const paidAs = isPlain ? "at the plain rate" : PAID_AS[cost.paidAs];
  const paid = `${paidAs}${cost.float > 0 ? ", from another unit" : ""}`;
  return [
    `${priceInWords({ points, money: cost.money })} (${paid})`,
    ...(rests.length > 0 ? [`rest ${Math.min(...rests).toFixed(0)} h`] : []),
    ...(fairness
      ? [
          `against their share nights ${balance(fairness.nights)}, weekends ${balance(fairness.weekends)}`,
        ]
      : []),
  ].join(" · ");
}

const balance = (value: number): string => {
  const rounded = Math.round(value * 10) / 10;
  return `${rounded > 0 ? "+" : rounded < 0 ? "−" : ""}${Math.abs(rounded)}`;
};

/** What a point is; said wherever people or rosters are compared by them. */
export const WHAT_A_POINT_IS =
  "A point is worth one unit of the hospital’s money. Wages beyond the contracts count as they are; each broken rule, missing person and refused wish counts at the price that the rules give it. Fewer points are better.";
