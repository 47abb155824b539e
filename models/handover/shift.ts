import { z } from "zod";
import { formatLocal, parseLocal } from "../shared/hospital-instant";
import { MS_PER_DAY, MS_PER_HOUR, type TimeRange } from "../shared/time-range";

const Clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "must be a time of day, 07:00");

/** The shifts of a day by the hospital's clock, in order; each lasts until the next one begins. */
export const ShiftPlan = z
  .array(z.object({ name: z.string().min(1).max(20), from: Clock }))
  .min(1)
  .refine(
    (shifts) => shifts.every(({ from }, at) => at === 0 || from > (shifts[at - 1]?.from ?? "")),
    "must be in the order of the day, each at another time",
  );
export type ShiftPlan = z.infer<typeof ShiftPlan>;

export const SHIFT_PLAN: ShiftPlan = ShiftPlan.parse([
  { name: "Day", from: "07:00" },
  { name: "Night", from: "19:00" },
]);

/** Half-open; where the clocks change it is an hour longer or shorter. */
export interface Shift extends TimeRange {
  name: string;
}

/** The shift that is on at that instant. */
export function shiftAt(plan: ShiftPlan, at: Date, timeZone: string): Shift {
  const starts = [-1, 0, 1, 2].flatMap((day) => {
    const date = formatLocal(at, timeZone).slice(0, 10);
    return plan.map(({ name, from }) => ({ name, from: instantOf(date, day, from, timeZone) }));
  });
  const next = starts.findIndex(({ from }) => from > at);
  const current = starts[next - 1];
  const following = starts[next];
  if (!current || !following) throw new RangeError("a plan of shifts covers every day");
  return { ...current, to: following.from };
}

function instantOf(date: string, days: number, clock: string, timeZone: string): Date {
  const day = new Date(Date.parse(`${date}T00:00Z`) + days * MS_PER_DAY).toISOString().slice(0, 10);
  const instant = parseLocal(`${day}T${clock}`, timeZone);
  if (!instant) throw new RangeError(`no such time of day: ${clock}`);
  return instant;
}

export const shiftBefore = (plan: ShiftPlan, { from }: Shift, timeZone: string): Shift =>
  shiftAt(plan, new Date(from.getTime() - 1), timeZone);

/** People hand over around the change of shift, and some come to it late. */
const STILL_HANDED_OVER_MS = 2 * MS_PER_HOUR;

/** The shift that is handed over now: the one that is on, or the one before while that has only just ended. */
export function shiftToHandOver(plan: ShiftPlan, now: Date, timeZone: string): Shift {
  const current = shiftAt(plan, now, timeZone);
  const isNew = now.getTime() - current.from.getTime() < STILL_HANDED_OVER_MS;
  return isNew ? shiftBefore(plan, current, timeZone) : current;
}
