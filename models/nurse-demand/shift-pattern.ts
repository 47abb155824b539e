import { z } from "zod";
import { type Shift, SHIFT_PLAN, shiftAt, ShiftPlan } from "../handover/shift";

export const ShiftPatternId = z.enum(["long", "three"]);
export type ShiftPatternId = z.infer<typeof ShiftPatternId>;

interface ShiftPattern {
  title: string;
  plan: ShiftPlan;
}

/** How a day is cut into shifts, by the hospital's clock. */
export const SHIFT_PATTERNS: Readonly<Record<ShiftPatternId, ShiftPattern>> = {
  long: { title: "Long day and night", plan: SHIFT_PLAN },
  three: {
    title: "Day, evening and night",
    plan: ShiftPlan.parse([
      { name: "Day", from: "07:00" },
      { name: "Evening", from: "15:00" },
      { name: "Night", from: "23:00" },
    ]),
  },
};

/** Every shift that is on between two instants, the first one from before it and the last one whole. */
export function shiftsBetween(
  plan: ShiftPlan,
  { from, to }: { from: Date; to: Date },
  timeZone: string,
): Shift[] {
  const shifts: Shift[] = [];
  for (let at = from; at < to;) {
    const shift = shiftAt(plan, at, timeZone);
    shifts.push(shift);
    at = shift.to;
  }
  return shifts;
}
