import { z } from "zod";

export const Sex = z.enum(["female", "male", "other", "unknown"]);
export type Sex = z.infer<typeof Sex>;

export const EncounterClass = z.enum(["inpatient", "outpatient", "emergency"]);
export type EncounterClass = z.infer<typeof EncounterClass>;

export const UnitKind = z.enum(["intensive", "step-down", "ward", "emergency"]);
export type UnitKind = z.infer<typeof UnitKind>;

/** Whole years on the given day; undefined when the birth date is not known, never a guess. */
export function ageInYears(bornOn: string | undefined, at: Date): number | undefined {
  if (!bornOn) return undefined;
  const [year = 0, month = 1, day = 1] = bornOn.split("-").map(Number);
  const hadBirthday =
    at.getUTCMonth() + 1 > month || (at.getUTCMonth() + 1 === month && at.getUTCDate() >= day);
  return at.getUTCFullYear() - year - (hadBirthday ? 0 : 1);
}
