import { z } from "zod";
import { err, ok, type Result } from "../shared/result";
import { creditOfAbsence, creditPerDay } from "./credited-days";
import type { LeaveId } from "./own-shift-ids";
import type { PersonId } from "./roster-ids";
import type { UnitPolicy } from "./unit-policy";
import { dayOfRoster } from "./wish";

/** What somebody may apply for. Nobody applies for sickness: it is told, and its reason is never asked. */
export const LeaveKind = z.enum(["annual-leave", "study", "parental", "other"]);
export type LeaveKind = z.infer<typeof LeaveKind>;

export const LONGEST_LEAVE_DAYS = 366;

export const LeaveTerms = z
  .strictObject({
    kind: LeaveKind,
    fromOn: z.iso.date(),
    /** The last day away, included. */
    toOn: z.iso.date(),
  })
  .refine(({ fromOn, toOn }) => fromOn <= toOn, { message: "The last day is before the first." })
  .refine(({ fromOn, toOn }) => dayOfRoster(fromOn, toOn) < LONGEST_LEAVE_DAYS, {
    message: "A leave is a year long at most.",
  });
export type LeaveTerms = z.infer<typeof LeaveTerms>;

export const LeaveState = z.enum(["applied", "approved", "declined", "withdrawn"]);
export type LeaveState = z.infer<typeof LeaveState>;

export interface Leave extends LeaveTerms {
  leaveId: LeaveId;
  personId: PersonId;
  state: LeaveState;
}

/** Calendar days of a leave that lie in a year. */
export function daysInYear({ fromOn, toOn }: Pick<Leave, "fromOn" | "toOn">, year: number): number {
  const first = fromOn > `${year}-01-01` ? fromOn : `${year}-01-01`;
  const last = toOn < `${year}-12-31` ? toOn : `${year}-12-31`;
  return first > last ? 0 : dayOfRoster(first, last) + 1;
}

export interface LeaveBalance {
  year: number;
  /** All in minutes of contract time. */
  entitled: number;
  approved: number;
  /** Applied for and not decided yet: it counts as if it were taken. */
  waiting: number;
  left: number;
}

/** What is left of a year's annual leave; other kinds take nothing from it. */
export function leaveBalance(
  leaves: readonly Leave[],
  {
    year,
    contractMinutesPerWeek,
    leaveWeeksPerYear,
  }: { year: number; contractMinutesPerWeek: number } & Pick<UnitPolicy, "leaveWeeksPerYear">,
): LeaveBalance {
  const minutes = (state: LeaveState) =>
    leaves
      .filter((leave) => leave.kind === "annual-leave" && leave.state === state)
      .reduce((days, leave) => days + daysInYear(leave, year), 0) *
    creditPerDay(contractMinutesPerWeek);
  const entitled = Math.round(contractMinutesPerWeek * leaveWeeksPerYear);
  const [approved, waiting] = [minutes("approved"), minutes("applied")];
  return { year, entitled, approved, waiting, left: entitled - approved - waiting };
}

export type LeaveRefusal =
  | "past" // it begins before today
  | "overlaps" // with a leave that is applied for or approved
  | "balance-spent";

/** Whether somebody may apply. Whether it is granted is for the scheduler to say. */
export function judgeLeave(
  leave: LeaveTerms,
  {
    today,
    own,
    contractMinutesPerWeek,
    leaveWeeksPerYear,
  }: {
    today: string;
    own: readonly Leave[];
    contractMinutesPerWeek: number;
  } & Pick<UnitPolicy, "leaveWeeksPerYear">,
): Result<LeaveTerms, LeaveRefusal> {
  if (leave.fromOn < today) return err("past");
  const open = own.filter(({ state }) => state === "applied" || state === "approved");
  if (open.some(({ fromOn, toOn }) => fromOn <= leave.toOn && leave.fromOn <= toOn))
    return err("overlaps");
  if (leave.kind !== "annual-leave") return ok(leave);

  const isSpent = yearsOf(leave).some((year) => {
    const { left } = leaveBalance(own, { year, contractMinutesPerWeek, leaveWeeksPerYear });
    return daysInYear(leave, year) * creditPerDay(contractMinutesPerWeek) > left;
  });
  return isSpent ? err("balance-spent") : ok(leave);
}

/** A leave over the new year takes from both. */
const yearsOf = ({ fromOn, toOn }: LeaveTerms): number[] => [
  ...new Set([fromOn, toOn].map((on) => Number(on.slice(0, 4)))),
];

/** What a day of it counts towards contract hours, in minutes. */
export const creditOf = ({
  kind,
  contractMinutesPerWeek,
}: {
  kind: LeaveKind;
  contractMinutesPerWeek: number;
}): number => creditOfAbsence(kind, contractMinutesPerWeek);
