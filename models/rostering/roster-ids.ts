import { z } from "zod";

/** A member of staff on rosters: not every one has an account. */
export const PersonId = z.uuid().brand<"PersonId">();
export type PersonId = z.infer<typeof PersonId>;

export const RosterId = z.uuid().brand<"RosterId">();
export type RosterId = z.infer<typeof RosterId>;

/** A short word of the hospital's own: `long-day`. */
export const ShiftId = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "must be lower case, such as long-day")
  .max(40)
  .brand<"ShiftId">();
export type ShiftId = z.infer<typeof ShiftId>;

/** Also a word of the hospital's own: `ventilation`, `charge`. */
export const Skill = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "must be lower case, such as charge")
  .max(40)
  .brand<"Skill">();
export type Skill = z.infer<typeof Skill>;

/** Somebody's days away. */
export const AbsenceId = z.uuid().brand<"AbsenceId">();
export type AbsenceId = z.infer<typeof AbsenceId>;

/** A wish to work or to be off. */
export const ShiftRequestId = z.uuid().brand<"ShiftRequestId">();
export type ShiftRequestId = z.infer<typeof ShiftRequestId>;

/** One run of the solver over one roster. */
export const SolverJobId = z.uuid().brand<"SolverJobId">();
export type SolverJobId = z.infer<typeof SolverJobId>;
