import { z } from "zod";
import { UnitId } from "../shared/ids";
import { PersonId, ShiftId } from "./roster-ids";

/** What somebody works on a day. The day is the one on which the shift begins. */
export const Assignment = z.strictObject({ shiftId: ShiftId, unitId: UnitId });
export type Assignment = z.infer<typeof Assignment>;

/** One square of the grid: a person and the days since the roster's first, from 0; null: no shift. */
export const RosterCell = z.strictObject({
  personId: PersonId,
  day: z.number().int().min(0),
  assignment: Assignment.nullable(),
});
export type RosterCell = z.infer<typeof RosterCell>;

/** Who works what. A person and a day that is not there is free; days are counted from the first, from 0. */
export type Roster = ReadonlyMap<PersonId, readonly (Assignment | null)[]>;
